// The answers of a page that is one file. Nothing is counted anew here: filters leave out marks that no fitting
// sentence stands behind; the words and numbers of the marks that stay are those of the whole casebook.

let whole = null;

function everything() {
  if (whole === null) whole = JSON.parse(document.getElementById("data").textContent);
  return whole;
}

function fitsFilter(row, words) {
  const actors = words.getAll("actor");
  if (actors.length && ![row.source, row.target, ...row.roots].some((one) => actors.includes(one))) return false;
  const statuses = words.getAll("status");
  if (statuses.length && !statuses.includes(row.status)) return false;
  const publishers = words.getAll("publisher");
  if (publishers.length && !publishers.includes(row.publisher || "-")) return false;
  const from = words.get("from");
  const to = words.get("to");
  if (!from && !to) return true;
  return row.dated && (!from || !row.last || row.last >= from) && (!to || !row.first || row.first <= to);
}

// Whether a mark stays: a fitting sentence is behind it, and enough independent documents.
function staysIn(ids, words) {
  const rows = ids.map((id) => everything().evidence[id]).filter(Boolean);
  const least = Number(words.get("sources") || 1);
  const fitting = rows.filter((row) => row.what === "claim" && fitsFilter(row, words));
  return fitting.length > 0 && new Set(fitting.map((row) => row.independent)).size >= least;
}

function graphInside(words) {
  const found = everything().graph[words.get("level") || "side"];
  const ties = found.ties.filter((tie) => staysIn(tie.claim_ids, words));
  const ends = new Set(ties.flatMap((tie) => [tie.source, tie.target]));
  return { ...found, ties, nodes: found.nodes.filter((node) => ends.has(node.id)) };
}

function pairInside(words) {
  const [a, b] = [words.get("a"), words.get("b")];
  const found = everything().pairs[[a, b].sort().join("|")];
  if (!found) throw new Error("this pair is not in this file. Open the casebook with dragoman serve");
  return found;
}

function aimFits(aim, words) {
  const actors = words.getAll("actor");
  const statuses = words.getAll("status");
  const publishers = words.getAll("publisher");
  return (!actors.length || actors.includes(aim.actor) || actors.includes(aim.root))
    && (!statuses.length || statuses.includes(aim.status))
    && (!publishers.length || publishers.includes(aim.publisher || "-"));
}

export async function answeredFromFile(what, words) {
  const data = everything();
  const publishers = words.getAll("publisher");
  if (what === "graph") return graphInside(words);
  if (what === "timeline") {
    return { ...data.timeline, acts: data.timeline.acts.filter((act) => staysIn(act.claim_ids, words)) };
  }
  if (what === "pair") return pairInside(words);
  if (what === "options") return { ...data.options, aims: data.options.aims.filter((aim) => aimFits(aim, words)) };
  if (what === "documents") {
    const documents = data.documents.documents;
    return { documents: documents.filter((one) => !publishers.length || publishers.includes(one.publisher || "-")) };
  }
  if (what.startsWith("document/")) {
    const found = data.document[what.slice("document/".length)];
    if (!found) throw new Error("this document is not in this file");
    return found;
  }
  if (what === "evidence") {
    return { evidence: words.get("ids").split(",").map((id) => data.evidence[id]).filter(Boolean) };
  }
  return data[what];
}
