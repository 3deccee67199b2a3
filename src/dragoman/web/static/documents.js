// The documents, and one of them with what was read out of it in its text.
import { counted, fill, glyphMark, make } from "./dom.js";
import { clearPanel, showEvidence } from "./panel.js";
import { changeState, filterWords } from "./state.js";
import { getData } from "./source.js";

const LAYERS = [["claims", "statements"], ["aims", "aims"], ["repairs", "repairs"], ["skipped", "not read"]];
const hidden = new Set();
let open = null;

export async function documentsView(stage, state) {
  const listed = await getData("documents", filterWords(state));
  const found = state.doc ? await getData(`document/${encodeURIComponent(state.doc)}`) : null;
  return () => {
    open = found;
    fill(stage, found ? reading(found) : make("header", { class: "head" }, make("h1", {}, "Documents"),
      make("p", { class: "sub" }, `${counted(listed.documents.length, "document")}. Choose one: what was read stands marked in its text.`)),
    list(listed.documents, state));
    stage.classList.toggle("has-document", found !== null);
    if (found) markDocument(state, true);
    else clearPanel("Choose a document, then click a marked sentence.");
  };
}

function list(documents, state) {
  return make("div", { class: "document-list" }, make("table", { class: "rows" },
    make("thead", {}, make("tr", {}, ["Document", "Publisher", "Published", "Statements", "Repairs"].map((one) => make("th", { scope: "col" }, one)))),
    make("tbody", {}, documents.map((one) => make("tr", { class: one.id === state.doc ? "at" : "" },
      make("td", {}, make("a", { href: `#view=documents&doc=${encodeURIComponent(one.id)}` }, one.title)),
      make("td", {}, one.publisher || "none named"), make("td", {}, one.published),
      make("td", { class: "number" }, String(one.claims)), make("td", { class: "number" }, String(one.repairs)))))));
}

function reading(found) {
  const layers = LAYERS.map(([name, words]) => make("label", {}, make("input", { type: "checkbox", checked: !hidden.has(name),
    onchange: (event) => {
      if (event.target.checked) hidden.delete(name);
      else hidden.add(name);
      text.className = `text ${[...hidden].map((one) => `no-${one}`).join(" ")}`;
    } }), make("span", { class: `sample ${name}` }, words)));
  const text = make("article", { class: `text ${[...hidden].map((one) => `no-${one}`).join(" ")}`, lang: "en" },
    airless(found.stretches).map((one) => stretch(one, found)));
  const meta = [found.publisher, found.published, counted(found.repairs, "repair"), counted(Object.keys(found.marks).length, "statement")];
  return make("div", { class: "reading" },
    make("header", { class: "head" }, make("h1", {}, found.title), make("p", { class: "sub" }, meta.filter(Boolean).join(" · "))),
    make("p", { class: "layers" }, layers, make("button", { type: "button", class: "quiet", onclick: () => changeState({ doc: "", mark: "" }) }, "All documents")),
    text);
}

// Where a text has many empty lines one is enough to look at.
function airless(stretches) {
  let seen = 2;
  return stretches.map((one) => {
    let text = "";
    for (const letter of one.text) {
      seen = letter === "\n" ? seen + 1 : /\s/.test(letter) ? seen : 0;
      if (seen <= 2) text += letter;
    }
    return one.text && !text ? null : { ...one, text };
  }).filter(Boolean);
}

function stretch(one, found) {
  const repaired = one.repairs.map((number) => found.notes[number]);
  if (one.text === "") {
    return make("span", { class: "repair-point", tabindex: "0", title: repaired.map(repairWords).join("\n"), "aria-label": repaired.map(repairWords).join("; ") }, "⌃");
  }
  const claim = one.claims.at(-1);
  const classes = ["piece", one.kind];
  if (claim) {
    const mark = found.marks[claim];
    classes.push("claim", mark.tone);
    if (!mark.asserted) classes.push("not");
  }
  if (one.aims.length) classes.push("aim");
  if (one.repairs.length) classes.push("repair");
  if (one.skipped.length) classes.push("unread");
  if (classes.length === 2 && ["paragraph", "gap"].includes(one.kind)) {
    return document.createTextNode(one.text);
  }
  const ids = [...one.claims, ...one.aims];
  const unread = one.skipped.map((number) => `Not read: ${found.unread[number].reason}`);
  const attributes = { class: classes.join(" "), title: [...repaired.map(repairWords), ...unread].join("\n") || null };
  if (ids.length) {
    Object.assign(attributes, { tabindex: "0", role: "button", "data-ids": ids.join(" "),
      onclick: () => changeState({ mark: ids.at(-1) }, true),
      onkeydown: (event) => { if (event.key === "Enter") changeState({ mark: ids.at(-1) }, true); } });
  }
  return make("span", attributes, one.text);
}

function repairWords(repair) {
  const guess = repair.certain ? "" : " (a guess)";
  const change = repair.before === repair.after ? "" : `: “${repair.before.slice(0, 80)}” became “${repair.after.slice(0, 80)}”`;
  return `${repair.kind}${guess}: ${repair.note}${change}`;
}

export function markDocument(state, scroll = false) {
  if (!open) return;
  const pieces = [...document.querySelectorAll(".text [data-ids]")];
  let first = null;
  for (const piece of pieces) {
    const ids = piece.dataset.ids.split(" ");
    const here = ids.includes(state.mark);
    piece.classList.toggle("at", here);
    if (here && first === null) first = piece;
  }
  if (first === null) {
    clearPanel("Click a marked sentence: here stands what was read out of it.");
    return;
  }
  if (scroll) first.scrollIntoView({ block: "center" });
  const beside = pieces.filter((piece) => piece.classList.contains("at")).flatMap((piece) => piece.dataset.ids.split(" "));
  const ids = [state.mark, ...new Set(beside)];
  showEvidence([make("h2", {}, glyphMark(open.marks[state.mark]?.tone || "none", open.marks[state.mark]?.glyph, open.marks[state.mark]?.asserted ?? true), "What was read here")], ids, true);
}
