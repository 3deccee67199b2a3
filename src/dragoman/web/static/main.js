// Puts the page together: which view is shown, what happens on a key, and when the casebook has changed.
import { byId, fill, make } from "./dom.js";
import { documentsView, markDocument } from "./documents.js";
import { drawFilters, noticeFor } from "./filters.js";
import { graphView, markGraph, redrawGraph } from "./graph.js";
import { markMatrix, matrixView } from "./matrix.js";
import { markOptions, optionsView } from "./options.js";
import { markPair, pairView } from "./pair.js";
import { clearPanel, panelKey } from "./panel.js";
import { problemsView } from "./problems.js";
import { changeState, readState, takeToken, VIEWS } from "./state.js";
import { forgetEvidence, getData, inOneFile } from "./source.js";
import { markTimeline, redrawTimeline, timelineView } from "./timeline.js";

const SHOWN = {
  graph: [graphView, markGraph], timeline: [timelineView, markTimeline], matrix: [matrixView, markMatrix],
  pair: [pairView, markPair], options: [optionsView, markOptions], documents: [documentsView, markDocument],
  problems: [problemsView, null],
};
const LOOK_AGAIN = 4000;
let caseData = null;
let turn = 0;

async function show() {
  turn += 1;
  const mine = turn;
  const state = readState();
  const stage = byId("stage");
  try {
    if (caseData === null) caseData = await getData("case");
    drawTop(state);
    const ready = await SHOWN[state.view][0](stage, state, caseData);
    if (mine !== turn) return;
    stage.className = `stage ${state.view}`;
    ready();
    document.body.dataset.ready = `${state.view}:${caseData.stamp}`;
  } catch (error) {
    if (mine === turn) failed(error);
  }
}

function failed(error) {
  fill(byId("stage"), make("p", { class: "empty" }, `This cannot be shown: ${error.message}.`));
  clearPanel("");
  document.body.dataset.ready = "failed";
}

function drawTop(state) {
  byId("case-name").textContent = caseData.name;
  document.title = `${VIEWS.find(([name]) => name === state.view)[1]} · ${caseData.name}`;
  fill(byId("views"), VIEWS.map(([name, title], number) => make("a", {
    href: `#view=${name}`, "aria-current": name === state.view ? "page" : null, title: `${title} (${number + 1})`,
    onclick: (event) => {
      event.preventDefault();
      changeState({ view: name, mark: "" });
    } }, title)));
  drawFilters(caseData, state);
  const told = noticeFor(caseData, state);
  byId("notice").hidden = !told;
  byId("notice").textContent = told;
}

async function changed() {
  forgetEvidence();
  caseData = null;
  await show();
}

// The casebook can change while it is looked at: another tab decides, or documents are read into it.
async function lookAgain() {
  try {
    const now = await getData("stamp");
    if (caseData && (now.stamp !== caseData.stamp || now.busy !== caseData.busy)) await changed();
  } catch (error) {
    byId("notice").hidden = false;
    byId("notice").textContent = error.message;
  }
}

const KEYS = [
  ["1 – 7", "the views"], ["/", "choose an actor"], ["← →", "from mark to mark, on the picture"],
  ["j  k", "next and previous sentence"], ["d", "the sentence in its document"],
  ["a  r  u", "accept, reject, undo (with the address that dragoman serve printed)"],
  ["+  −  0", "zoom, and all of the graph"], ["Esc", "close"], ["?", "these keys"],
];

function help() {
  const shown = byId("help");
  fill(shown, make("h2", {}, "Keys"), make("dl", {}, KEYS.map(([key, words]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, words)])),
    make("button", { type: "button", onclick: () => shown.close() }, "Close"));
  shown.showModal();
}

function redraw() {
  redrawGraph();
  redrawTimeline();
}

function pressed(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
  if (event.key === "Escape") {
    if (typing) event.target.blur();
    else if (!byId("help").open) changeState({ mark: "" }, true);
  } else if (/^[1-7]$/.test(event.key)) changeState({ view: VIEWS[Number(event.key) - 1][0], mark: "" });
  else if (event.key === "/") byId("actor-box").focus();
  else if (event.key === "?") help();
  else if (!panelKey(event.key)) return;
  event.preventDefault();
}

takeToken();
window.addEventListener("moved", show);
window.addEventListener("popstate", show);
window.addEventListener("marked", () => SHOWN[readState().view][1]?.(readState()));
window.addEventListener("decided", async (event) => {
  await changed();
  if (event.detail) {
    byId("notice").hidden = false;
    byId("notice").textContent = `Not kept: ${event.detail}.`;
  }
});
window.addEventListener("keydown", pressed);
window.addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
byId("help-button").addEventListener("click", help);
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId("stage").focus();
});
show();
if (!inOneFile()) setInterval(lookAgain, LOOK_AGAIN);
