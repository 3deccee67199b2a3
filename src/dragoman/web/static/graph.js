// The graph of relations, drawn on a canvas. Places come from the server; here they are only moved, zoomed and dragged.
import { byId, counted, fill, fitted, glyphMark, make } from "./dom.js";
import { forgetColours } from "./marks.js";
import { bestLabels, drawNetwork, linesOf, nearestLine, nodeAt } from "./network.js";
import { clearPanel, showEvidence } from "./panel.js";
import { getData } from "./source.js";
import { changeState, filterWords } from "./state.js";

let graph = null;

export async function graphView(stage, state) {
  const words = filterWords(state);
  if (state.level) words.set("level", state.level);
  const found = await getData("graph", words);
  return () => {
    graph = { ...found, lines: linesOf(found), byId: new Map(found.nodes.map((node) => [node.id, node])), chosen: null,
      hover: null, moving: false, layer: null };
    fill(stage, frame(found));
    if (!found.nodes.length) {
      clearPanel("Nothing fits what is looked at.");
      return;
    }
    begin(byId("graph-canvas"));
    markGraph(state);
  };
}

function frame(found) {
  const ego = found.ego && found.nodes.find((node) => node.id === found.ego);
  const title = ego ? `Around ${ego.name}` : "Who stands where with whom";
  const pairs = graph.lines.length;
  return [
    make("header", { class: "head" }, make("h1", {}, title),
      make("p", { class: "sub" }, found.nodes.length
        ? `${counted(found.nodes.length, found.nodes.length === 1 ? "end" : "actor")}, ${counted(pairs, "relation")}, from ${counted(found.claims, "statement")} in ${counted(found.documents, "document")}. `
          + `${ego && !ego.wide ? "Hostile stand left, friendly right. " : ""}Click a line for its sentences, an actor to look at it alone.`
        : "No relation fits.")),
    make("div", { class: "canvas" }, make("canvas", { id: "graph-canvas", tabindex: "0", role: "application",
      "aria-label": "Graph of relations. Arrow keys go from relation to relation, plus and minus zoom, 0 shows all." })),
    make("p", { id: "graph-said", class: "said", role: "status" }),
    legend(),
  ];
}

export function legend() {
  const entry = (tone, glyph, words) => make("li", {}, glyphMark(tone, glyph, true), words);
  return make("ul", { class: "legend" },
    entry("good", "+", "backs, works with"), entry("bad", "−", "opposes"), entry("mixed", "±", "both"),
    entry("even", "↔", "contact only"), make("li", {}, glyphMark("none", "×", false), "denied"),
    make("li", {}, make("span", { class: "rule" }), "solid: the author says so"),
    make("li", {}, make("span", { class: "rule not" }), "dashed: not asserted"));
}

function begin(canvas) {
  fitAll(canvas);
  paint();
  const points = new Map();
  let grabbed = null;
  let from = null;
  canvas.onpointerdown = (event) => {
    const at = place(event);
    grabbed = nodeAt(graph, ...world(at.x, at.y));
    from = { ...at, travelled: 0 };
    points.set(event.pointerId, at);
    canvas.setPointerCapture(event.pointerId);
  };
  canvas.onpointermove = (event) => {
    const at = place(event);
    if (!from) {
      point(at, canvas);
      return;
    }
    const [dx, dy] = [at.x - from.x, at.y - from.y];
    from.travelled += Math.abs(dx) + Math.abs(dy);
    if (from.travelled < 5) return;
    graph.moving = true;
    graph.held = grabbed;
    if (grabbed) {
      grabbed.x += dx / graph.zoom;
      grabbed.y += dy / graph.zoom;
    } else {
      graph.left += dx;
      graph.top += dy;
    }
    [from.x, from.y] = [at.x, at.y];
    soon();
  };
  canvas.onpointerup = (event) => {
    const still = from && from.travelled < 5;
    const at = place(event);
    from = null;
    graph.moving = false;
    graph.held = null;
    graph.layer = null;
    if (still) press(at, grabbed);
    grabbed = null;
    soon();
  };
  canvas.onpointerleave = () => { if (!from && graph.hover) { graph.hover = null; soon(); } };
  canvas.onwheel = (event) => {
    event.preventDefault();
    const at = place(event);
    zoomBy(Math.exp(-event.deltaY * 0.0015), at.x, at.y);
  };
  canvas.onkeydown = (event) => graphKey(event, canvas);
}

function place(event) {
  const box = byId("graph-canvas").getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function world(x, y) {
  return [(x - graph.left) / graph.zoom, (y - graph.top) / graph.zoom];
}

function point(at, canvas) {
  const spot = world(at.x, at.y);
  const node = nodeAt(graph, ...spot);
  const line = node ? null : nearestLine(graph, ...spot, 9 / graph.zoom);
  const next = node || line;
  canvas.style.cursor = next ? "pointer" : "grab";
  if (next === graph.hover) return;
  graph.hover = next;
  tell(next);
  soon();
}

function tell(what) {
  const said = byId("graph-said");
  if (!said) return;
  if (!what) said.textContent = graph.chosen ? lineWords(graph.chosen) : "";
  else said.textContent = what.tie ? lineWords(what) : `${what.name}: ${counted(what.statements, "statement")}`;
}

function lineWords(line) {
  const tie = line.tie;
  const asserted = tie.asserted ? "" : ", not asserted as fact";
  return `${tie.source_name} ${line.both ? "↔" : "→"} ${tie.target_name}: ${tie.word}${asserted} `
    + `(${counted(line.statements, "statement")}, ${counted(tie.sources, "independent source")})`;
}

function press(at, node) {
  const spot = world(at.x, at.y);
  if (node) {
    changeState({ actor: graph.ego === node.id ? [] : [node.id], mark: "" });
    return;
  }
  const line = nearestLine(graph, ...spot, 12 / graph.zoom);
  changeState({ mark: line ? line.key : "" }, true);
}

// Show what the address says is chosen.
export function markGraph(state) {
  if (!graph) return;
  graph.chosen = graph.lines.find((line) => line.key === state.mark) || null;
  graph.layer = null;
  tell(null);
  soon();
  if (!graph.chosen) {
    clearPanel("Click a line of the graph, or go to it with the arrow keys: here stand the sentences it rests on.");
    return;
  }
  const { tie, back, both } = graph.chosen;
  const ids = both && back ? [...tie.claim_ids, ...back.claim_ids] : tie.claim_ids;
  showEvidence([
    make("h2", {}, glyphMark(tie.tone, tie.glyph, tie.asserted), `${tie.source_name} ${both ? "and" : "towards"} ${tie.target_name}`),
    make("p", { class: "sub" }, `${tie.word}${tie.asserted ? "" : ", not asserted as fact"} · `
      + `${counted(tie.witnesses, "statement")}, told ${new Set(ids).size === 1 ? "once" : `${new Set(ids).size} times`} · ${counted(tie.sources, "independent source")} · `,
    make("a", { href: `#view=pair&a=${encodeURIComponent(tie.source)}&b=${encodeURIComponent(tie.target)}` }, "all about the two")),
  ], ids, true);
}

function graphKey(event, canvas) {
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const { wide, high } = fitted(canvas);
  if (event.shiftKey && steps[event.key]) {
    const far = 60;
    graph.left += { ArrowLeft: far, ArrowRight: -far }[event.key] || 0;
    graph.top += { ArrowUp: far, ArrowDown: -far }[event.key] || 0;
    graph.layer = null;
    soon();
  } else if (steps[event.key]) {
    const ordered = graph.ordered;
    const now = ordered.indexOf(graph.chosen);
    const next = ordered[(now + steps[event.key] + ordered.length) % ordered.length];
    changeState({ mark: next.key }, true);
  } else if (event.key === "+" || event.key === "=") zoomBy(1.25, wide / 2, high / 2);
  else if (event.key === "-") zoomBy(0.8, wide / 2, high / 2);
  else if (event.key === "0") {
    fitAll(canvas);
    soon();
  } else return;
  event.preventDefault();
}

function zoomBy(factor, x, y) {
  const zoom = Math.min(Math.max(graph.zoom * factor, 0.03), 6);
  const [wx, wy] = world(x, y);
  graph.zoom = zoom;
  graph.left = x - wx * zoom;
  graph.top = y - wy * zoom;
  graph.layer = null;
  soon();
}

function fitAll(canvas) {
  const { wide, high } = fitted(canvas);
  const pad = 26;
  const edges = graph.nodes.map((node) => [node.x - node.wide / 2, node.y - node.high / 2, node.x + node.wide / 2, node.y + node.high / 2]);
  const low = [Math.min(...edges.map((e) => e[0])), Math.min(...edges.map((e) => e[1]))];
  const top = [Math.max(...edges.map((e) => e[2])), Math.max(...edges.map((e) => e[3]))];
  const boxed = graph.nodes[0].wide > 0;
  const side = boxed ? 0 : 46;
  const zoom = Math.min((wide - 2 * pad - 2 * side) / Math.max(top[0] - low[0], 1), (high - 2 * pad) / Math.max(top[1] - low[1], 1));
  graph.zoom = Math.min(zoom, boxed ? 1.15 : 2.4);
  graph.left = wide / 2 - ((low[0] + top[0]) / 2) * graph.zoom;
  graph.top = high / 2 - ((low[1] + top[1]) / 2) * graph.zoom;
  graph.labels = bestLabels(graph);
  graph.ordered = [...graph.lines].reverse();
  graph.layer = null;
}

let waiting = false;

function soon() {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    if (byId("graph-canvas")) paint();
  });
}

function paint() {
  const size = fitted(byId("graph-canvas"));
  drawNetwork(size, graph);
  window.dispatchEvent(new Event("painted"));
}

export function redrawGraph() {
  const canvas = byId("graph-canvas");
  if (!canvas || !graph?.nodes.length) return;
  forgetColours();
  fitAll(canvas);
  soon();
}
