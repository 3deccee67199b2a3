// Who stands where: rows act or hold, columns are whom it concerns.
import { counted, fill, glyphMark, make } from "./dom.js";
import { legend } from "./graph.js";
import { clearPanel, showEvidence } from "./panel.js";
import { changeState, filterWords } from "./state.js";
import { getData } from "./source.js";

const MOST = 24;
let cells = new Map();
let wholeMatrix = false;

export async function matrixView(stage, state) {
  const words = filterWords(state);
  if (state.level) words.set("level", state.level);
  const found = await getData("graph", words);
  return () => {
    const shown = wholeMatrix ? found.nodes.slice(0, 150) : found.nodes.slice(0, MOST);
    const left = found.nodes.length - shown.length;
    cells = new Map(found.ties.map((tie) => [`${tie.source}|${tie.target}`, tie]));
    fill(stage, make("header", { class: "head" }, make("h1", {}, "Who stands where towards whom"),
      make("p", { class: "sub" }, "Read a row from left to right: what its actor is said to do to, or hold towards, the actor above. The number is that of independent statements.",
        left > 0 && [" ", make("button", { type: "button", class: "quiet", onclick: () => { wholeMatrix = true; window.dispatchEvent(new Event("moved")); } },
          `Show ${counted(left, "more actor")} with fewer statements`)])),
    shown.length ? make("div", { class: "matrix" }, table(shown)) : make("p", { class: "empty" }, "No relation fits."), legend());
    markMatrix(state);
  };
}

function table(nodes) {
  const made = make("table", {},
    make("thead", {}, make("tr", {}, make("td", {}), nodes.map((node) => make("th", { scope: "col" }, make("span", {}, node.name))))),
    make("tbody", {}, nodes.map((row, y) => make("tr", {}, make("th", { scope: "row" }, row.name),
      nodes.map((column, x) => make("td", { class: row.id === column.id ? "same" : "" }, row.id === column.id ? null : cell(row, column, x, y)))))));
  made.addEventListener("keydown", walk);
  return made;
}

function cell(row, column, x, y) {
  const key = `${row.id}|${column.id}`;
  const tie = cells.get(key);
  if (!tie) return null;
  const words = `${row.name} towards ${column.name}: ${tie.word}${tie.asserted ? "" : ", not asserted as fact"}, ${counted(tie.witnesses, "statement")}`;
  return make("button", { type: "button", class: `cell ${tie.tone}${tie.asserted ? "" : " not"}`, title: words, "aria-label": words,
    "data-key": key, "data-x": x, "data-y": y, onclick: () => changeState({ mark: key }, true) },
  glyphMark(tie.tone, tie.glyph, tie.asserted), make("span", { class: "count" }, String(tie.witnesses)));
}

// Arrow keys go to the next filled cell in their direction.
function walk(event) {
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
  const now = event.target.closest(".cell");
  if (!step || !now) return;
  event.preventDefault();
  const [x, y] = [Number(now.dataset.x), Number(now.dataset.y)];
  const away = (one) => {
    const [dx, dy] = [Number(one.dataset.x) - x, Number(one.dataset.y) - y];
    const forward = dx * step[0] + dy * step[1];
    return forward > 0 ? forward + 3 * Math.abs(dx * step[1] + dy * step[0]) : Infinity;
  };
  const all = [...event.currentTarget.querySelectorAll(".cell")].filter((one) => away(one) < Infinity);
  all.sort((a, b) => away(a) - away(b))[0]?.focus();
}

export function markMatrix(state) {
  for (const one of document.querySelectorAll(".matrix .cell")) one.classList.toggle("at", one.dataset.key === state.mark);
  const tie = cells.get(state.mark);
  if (!tie) {
    clearPanel("Click a cell: here stand the sentences it rests on.");
    return;
  }
  showEvidence([make("h2", {}, glyphMark(tie.tone, tie.glyph, tie.asserted), `${tie.source_name} towards ${tie.target_name}`),
    make("p", { class: "sub" }, `${tie.word}${tie.asserted ? "" : ", not asserted as fact"} · ${counted(tie.sources, "independent source")} · `,
      make("a", { href: `#view=pair&a=${encodeURIComponent(tie.source)}&b=${encodeURIComponent(tie.target)}` }, "all about the two"))],
  tie.claim_ids, true);
  document.querySelector(".matrix .cell.at")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}
