// The sentences behind the mark that was clicked, each with who says it, where and when.
import { byId, counted, fill, glyphMark, make } from "./dom.js";
import { changeState, readState, STATUS_WORDS } from "./state.js";
import { getEvidence, mayDecide, sendDecision } from "./source.js";

const PAGE = 40;
let shown = { heading: [], ids: [], rows: [], at: 0, upto: PAGE };

// What was decided on stays in sight, with what stood beside it, until something else is chosen.
let stays = { mark: "", ids: [], heading: [] };

function staying() {
  if (!stays.mark || readState().mark !== stays.mark) stays = { mark: "", ids: [], heading: [] };
  return stays;
}

export function clearPanel(words) {
  if (staying().ids.length) {
    showEvidence(stays.heading, stays.ids, true);
    return;
  }
  shown = { heading: [], ids: [], rows: [], at: 0, upto: PAGE };
  fill(byId("panel"), make("div", { class: "empty" }, make("h2", {}, "Sentences"), make("p", {}, words)));
}

export async function showEvidence(heading, ids, keepPlace = false) {
  const all = [...new Set([...staying().ids, ...ids])];
  const same = keepPlace && all[0] === shown.ids[0];
  const first = { heading, ids: all, rows: [], at: same ? shown.at : 0, upto: same ? shown.upto : PAGE };
  shown = first;
  const rows = await getEvidence(first.ids.slice(0, first.upto));
  if (shown !== first) return;
  shown.rows = rows;
  drawPanel();
}

function drawPanel() {
  const { heading, ids, rows, upto } = shown;
  const panel = byId("panel");
  const place = panel.scrollTop;
  fill(panel,
    make("header", {}, heading, make("button", { type: "button", class: "quiet close", "aria-label": "Close (Escape)",
      onclick: () => changeState({ mark: "" }, false) }, "×")),
    make("ol", { class: "cards" }, rows.map((row, number) => card(row, number))),
  );
  if (ids.length > upto) {
    panel.append(make("button", { type: "button", class: "more", onclick: () => more() },
      `Show ${Math.min(PAGE, ids.length - upto)} more of ${counted(ids.length, "sentence")}`));
  }
  if (rows.length === 0) panel.append(make("p", { class: "empty" }, "No sentence fits."));
  panel.scrollTop = place;
}

async function more() {
  shown.upto += PAGE;
  shown.rows = await getEvidence(shown.ids.slice(0, shown.upto));
  drawPanel();
}

function card(row, number) {
  const said = [STATUS_WORDS[row.status] || row.status, row.speaker && `by the word of ${row.speaker}`, row.date];
  const origin = row.document
    ? make("a", { class: "origin", href: `#view=documents&doc=${encodeURIComponent(row.document)}&mark=${row.id}`,
      title: "Show it in its document (d)" }, row.title)
    : make("span", { class: "origin" }, row.origin === "import" ? "an imported event" : "its document is not in this casebook any more");
  return make("li", { class: `card ${row.verdict || ""}${number === shown.at ? " at" : ""}`, "data-id": row.id,
    onclick: () => goTo(number) },
  make("p", { class: "act" }, glyphMark(row.tone, row.glyph, row.asserted), row.act),
  make("blockquote", {}, row.parts.map(([text, marked]) => text && (marked ? make("mark", { class: row.tone }, text) : text))),
  make("p", { class: "meta" }, said.filter(Boolean).join(" · ")),
  make("p", { class: "meta" }, [origin, ...[row.publisher, row.published].filter(Boolean).map((one) => ` · ${one}`)]),
  row.condition && make("p", { class: "meta" }, `Condition: ${row.condition}`),
  row.verdict && make("p", { class: "verdict" }, row.verdict === "rejected" ? "Rejected: it counts nowhere." : "Accepted."),
  row.what === "claim" && mayDecide() && make("p", { class: "decide" },
    decision("Accept", "a", "accept", row), decision("Reject", "r", "reject", row),
    row.verdict && decision("Undo", "u", "undo", row)));
}

function decision(words, key, action, row) {
  return make("button", { type: "button", class: "quiet", onclick: (event) => { event.stopPropagation(); decideOn(action, row.id); } },
    words, " ", make("kbd", {}, key));
}

async function decideOn(action, id) {
  stays = { mark: readState().mark || "", ids: shown.ids, heading: shown.heading };
  let failed = "";
  try {
    await sendDecision(action, id);
  } catch (error) {
    failed = error.message;
  }
  window.dispatchEvent(new CustomEvent("decided", { detail: failed }));
}

function goTo(number) {
  if (!shown.rows.length) return;
  shown.at = Math.max(0, Math.min(number, shown.rows.length - 1));
  const cards = [...byId("panel").querySelectorAll(".card")];
  cards.forEach((one, place) => one.classList.toggle("at", place === shown.at));
  cards[shown.at]?.scrollIntoView({ block: "nearest" });
}

// Keys of the panel: j and k go from sentence to sentence, a, r and u decide, d shows the document.
export function panelKey(key) {
  const row = shown.rows[shown.at];
  if (key === "j") goTo(shown.at + 1);
  else if (key === "k") goTo(shown.at - 1);
  else if (!row) return false;
  else if (key === "d" && row.document) location.hash = `view=documents&doc=${encodeURIComponent(row.document)}&mark=${row.id}`;
  else if ("aru".includes(key) && row.what === "claim" && mayDecide()) {
    if (key !== "u" || row.verdict) decideOn({ a: "accept", r: "reject", u: "undo" }[key], row.id);
  } else return false;
  return true;
}
