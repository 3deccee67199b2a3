// Where data comes from: the server of this page, or, in a page that is one file, the data inside it.
import { answeredFromFile } from "./inside.js";
import { heldToken } from "./state.js";

export function inOneFile() {
  return document.getElementById("data") !== null;
}

async function told(answer) {
  let said = null;
  try {
    said = await answer.json();
  } catch {
    said = null;
  }
  if (!answer.ok) throw new Error(said?.error || `the server answered with ${answer.status}`);
  return said;
}

export async function getData(what, words = new URLSearchParams()) {
  if (inOneFile()) return answeredFromFile(what, words);
  const query = words.toString();
  let answer = null;
  try {
    answer = await fetch(`/api/${what}${query ? `?${query}` : ""}`);
  } catch {
    throw new Error("the server does not answer any more. Start it again: dragoman serve");
  }
  return told(answer);
}

export async function sendDecision(action, claim) {
  const headers = { "Content-Type": "application/json", "X-Dragoman-Token": heldToken() };
  return told(await fetch("/api/decide", { method: "POST", headers, body: JSON.stringify({ action, of: claim }) }));
}

export function mayDecide() {
  return !inOneFile() && heldToken() !== "";
}

const kept = new Map();

export function forgetEvidence() {
  kept.clear();
}

// Rows of evidence by id, asked for in parts, each only once.
export async function getEvidence(ids) {
  const wanted = ids.filter((id) => !kept.has(id));
  for (let start = 0; start < wanted.length; start += 150) {
    const part = wanted.slice(start, start + 150);
    const found = await getData("evidence", new URLSearchParams({ ids: part.join(",") }));
    for (const row of found.evidence) kept.set(row.id, row);
  }
  return ids.map((id) => kept.get(id)).filter(Boolean);
}
