// What happened when: a lane for each pair, a bar as long as the time a text leaves open, and a lane without a date.
import { byId, counted, fill, fitted, glyphMark, make } from "./dom.js";
import { legend } from "./graph.js";
import { colours, drawGlyph, forgetColours, SANS } from "./marks.js";
import { clearPanel, showEvidence } from "./panel.js";
import { changeState, filterWords } from "./state.js";
import { getData } from "./source.js";

const LEFT = 212;
const RIGHT = 176;
const TOP = 30;
const ROW = 24;
const DISC = 8;
const DAY = 86400000;
let time = null;

export async function timelineView(stage, state) {
  const found = await getData("timeline", filterWords(state));
  return () => {
    time = laidOut(found);
    time.top = 0;
    const undated = time.items.filter((item) => !item.dated).length;
    fill(stage,
      make("header", { class: "head" }, make("h1", {}, "What happened, and how exactly that is known"),
        make("p", { class: "sub" }, `${counted(found.acts.length, "act")} between ${counted(time.lanes.length, "pair")}; `
          + `${undated} without a year stand at the right. A bar is as long as the time the text leaves open.`
          + (found.left ? ` ${counted(found.left, "later act")} left out: choose an actor or a period.` : ""))),
      make("div", { class: "canvas scrolled" }, make("canvas", { id: "time-canvas", tabindex: "0", role: "application",
        "aria-label": "Timeline. Arrow keys go from act to act." })),
      make("p", { id: "time-said", class: "said", role: "status" }), legend());
    if (!found.acts.length) {
      clearPanel("Nothing fits what is looked at.");
      return;
    }
    listen(byId("time-canvas"));
    markTimeline(state);
  };
}

const dayOf = (text) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Math.min(Number(text.slice(8, 10)), 31)) / DAY;

// Items with their days, in lanes by pair, those told of most first.
function laidOut(found) {
  const lanes = new Map();
  const items = found.acts.map((act) => {
    const { first, last } = act.detail;
    return { act, first: first ? dayOf(first) : null, last: last ? dayOf(last) : null, dated: Boolean(first || last) };
  });
  for (const item of items) {
    const key = [...item.act.roots].sort().join("|");
    if (!lanes.has(key)) lanes.set(key, { key, names: [...item.act.roots].sort().map((one) => found.names[one] || one), items: [] });
    lanes.get(key).items.push(item);
  }
  const ordered = [...lanes.values()].sort((a, b) => b.items.length - a.items.length || (a.key < b.key ? -1 : 1));
  const days = items.flatMap((item) => [item.first, item.last]).filter((day) => day !== null);
  const [low, high] = days.length ? [days.reduce((a, b) => Math.min(a, b)), days.reduce((a, b) => Math.max(a, b))] : [0, 1];
  const pad = Math.max((high - low) * 0.03, 6);
  return { items: ordered.flatMap((lane) => lane.items), lanes: ordered, low: low - pad, high: high + pad, chosen: null, hover: null };
}

// Places in pixels for this width; items that would lie on one another get rows of their own.
function settle(wide) {
  const right = wide - RIGHT;
  const x = (day) => LEFT + ((day - time.low) / (time.high - time.low)) * (right - LEFT);
  let top = TOP;
  for (const lane of time.lanes) {
    const ends = [];
    let undated = 0;
    const perRow = Math.max(Math.floor((RIGHT - 24) / (2 * DISC + 5)), 1);
    for (const item of lane.items) {
      if (!item.dated) {
        item.x = right + 24 + DISC + (undated % perRow) * (2 * DISC + 5);
        item.row = Math.floor(undated / perRow);
        undated += 1;
        continue;
      }
      item.x1 = item.first === null ? LEFT : x(item.first);
      item.x2 = item.last === null ? right - 4 : x(item.last);
      item.x = item.first === null ? item.x2 : item.last === null ? item.x1 : (item.x1 + item.x2) / 2;
      const from = Math.min(item.x1, item.x - DISC) - 3;
      item.row = ends.findIndex((end) => end <= from);
      if (item.row === -1) item.row = ends.push(0) - 1;
      ends[item.row] = Math.max(item.x2, item.x + DISC) + 2;
    }
    lane.y = top;
    lane.high = Math.max(ends.length, Math.ceil(undated / perRow), 1) * ROW + 8;
    for (const item of lane.items) item.y = top + 4 + item.row * ROW + ROW / 2;
    top += lane.high;
  }
  time.whole = top + 4;
}

function paintTime() {
  const { context, wide, high } = fitted(byId("time-canvas"));
  if (time.wide !== wide) settle(wide);
  time.wide = wide;
  time.top = Math.max(0, Math.min(time.top, time.whole - high));
  const paint = colours();
  context.fillStyle = paint.paper;
  context.fillRect(0, 0, wide, high);
  context.save();
  context.beginPath();
  context.rect(0, TOP, wide, high - TOP);
  context.clip();
  context.translate(0, -time.top);
  paintLanes(context, paint, wide, high);
  for (const item of time.items) {
    if (item.y > time.top - ROW && item.y < time.top + high + ROW) paintItem(context, paint, item);
  }
  context.restore();
  paintAxis(context, paint, wide, high);
  if (time.whole > high) {
    context.fillStyle = paint.line;
    context.fillRect(wide - 4, TOP + (time.top / time.whole) * (high - TOP), 4, Math.max(((high - TOP) * high) / time.whole, 20));
  }
}

function paintLanes(context, paint, wide, high) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  time.lanes.forEach((lane, number) => {
    if (lane.y > time.top + high || lane.y + lane.high < time.top) return;
    if (number % 2 === 0) {
      context.fillStyle = paint.wash;
      context.fillRect(0, lane.y, wide - 8, lane.high);
    }
    const [one, other] = lane.names;
    context.font = `600 12px ${SANS}`;
    const single = shortened(context, `${one} – ${other}`, LEFT - 20);
    context.fillStyle = paint.ink;
    if (single.whole) context.fillText(single.text, 8, lane.y + 4 + ROW / 2);
    else {
      context.fillText(shortened(context, `${one} –`, LEFT - 20).text, 8, lane.y + 9);
      context.fillText(shortened(context, other, LEFT - 20).text, 8, lane.y + 23);
    }
  });
}

function shortened(context, text, wide) {
  let shown = text;
  while (shown.length > 4 && context.measureText(shown).width > wide) shown = `${shown.slice(0, -2).trimEnd()}…`;
  return { text: shown, whole: shown === text };
}

function paintItem(context, paint, item) {
  const { act } = item;
  const lit = item === time.chosen || item === time.hover;
  if (lit) {
    context.beginPath();
    context.arc(item.x, item.y, DISC + 4, 0, 2 * Math.PI);
    context.fillStyle = paint.focus;
    context.fill();
  }
  if (item.dated && (item.x2 - item.x1 > 2 * DISC + 4 || item.first === null || item.last === null)) {
    const fill = context.createLinearGradient(item.x1, 0, item.x2, 0);
    fill.addColorStop(0, item.first === null ? paint.paper : paint[act.tone]);
    fill.addColorStop(1, item.last === null ? paint.paper : paint[act.tone]);
    context.globalAlpha = lit ? 0.5 : 0.26;
    context.fillStyle = fill;
    context.beginPath();
    context.roundRect(item.x1, item.y - 5, Math.max(item.x2 - item.x1, 2), 10, 3);
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash(act.asserted ? [] : [4, 3]);
    context.lineWidth = 1;
    context.strokeStyle = paint[act.tone];
    context.stroke();
    context.setLineDash([]);
  }
  drawGlyph(context, item.x, item.y, DISC, act.tone, act.glyph, act.asserted);
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

// Round steps of time, as many as have room.
function ticks(wide) {
  const room = Math.max(Math.floor((wide - LEFT - RIGHT) / 74), 2);
  const months = (time.high - time.low) / 30.44;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((one) => months / one <= room) || 2400;
  const start = new Date(time.low * DAY);
  const found = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (; found.length < 60; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / DAY;
    if (day > time.high) break;
    if (day < time.low) continue;
    found.push([day, step % 12 === 0 ? `${Math.floor(month / 12)}` : `${MONTHS[month % 12]} ${Math.floor(month / 12)}`]);
  }
  return found;
}

function paintAxis(context, paint, wide, high) {
  const right = wide - RIGHT;
  context.font = `12px ${SANS}`;
  context.textBaseline = "alphabetic";
  context.textAlign = "center";
  context.lineWidth = 1;
  const bottom = Math.min(high, time.whole - time.top);
  for (const [day, words] of ticks(wide)) {
    const x = Math.round(LEFT + ((day - time.low) / (time.high - time.low)) * (right - LEFT)) + 0.5;
    if (x > right - 20) continue;
    context.globalAlpha = 0.7;
    context.strokeStyle = paint.line;
    context.beginPath();
    context.moveTo(x, TOP - 5);
    context.lineTo(x, bottom);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = paint.soft;
    context.fillText(words, x, TOP - 11);
  }
  context.fillStyle = paint.soft;
  context.textAlign = "left";
  context.fillText("without a year", right + 22, TOP - 11);
  context.strokeStyle = paint.soft;
  context.beginPath();
  context.moveTo(0, TOP - 0.5);
  context.lineTo(wide, TOP - 0.5);
  context.moveTo(right + 10.5, TOP - 20);
  context.lineTo(right + 10.5, bottom);
  context.stroke();
}

function itemAt(x, y) {
  const wy = y + time.top;
  const near = (item) => Math.hypot(item.x - x, item.y - wy) <= DISC + 4;
  const on = (item) => item.dated && Math.abs(item.y - wy) <= 7 && x >= item.x1 - 2 && x <= item.x2 + 2;
  return time.items.find(near) || time.items.find(on) || null;
}

function listen(canvas) {
  const spot = (event) => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.onpointermove = (event) => {
    const found = itemAt(...spot(event));
    canvas.style.cursor = found ? "pointer" : "default";
    if (found === time.hover) return;
    time.hover = found;
    sayItem(found || time.chosen);
    paintTime();
  };
  canvas.onclick = (event) => {
    const found = itemAt(...spot(event));
    changeState({ mark: found ? found.act.detail.claim : "" }, true);
  };
  canvas.onwheel = (event) => {
    event.preventDefault();
    time.top += event.deltaY;
    paintTime();
  };
  canvas.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (event.key === "PageDown" || event.key === "PageUp") {
      time.top += (event.key === "PageDown" ? 1 : -1) * 300;
      paintTime();
    } else if (step) {
      const at = time.items.indexOf(time.chosen);
      const next = time.items[(at + step + time.items.length) % time.items.length];
      changeState({ mark: next.act.detail.claim }, true);
    } else return;
    event.preventDefault();
  };
}

function sayItem(item) {
  byId("time-said").textContent = item ? `${item.act.date || "without a year"}: ${item.act.act}` : "";
}

export function markTimeline(state) {
  if (!byId("time-canvas") || !time?.items.length) return;
  time.chosen = time.items.find((item) => item.act.detail.claim === state.mark) || null;
  time.wide = 0;
  const { wide, high } = fitted(byId("time-canvas"));
  settle(wide);
  const chosen = time.chosen;
  if (chosen && (chosen.y < time.top + TOP + ROW || chosen.y > time.top + high - ROW)) time.top = chosen.y - high / 2;
  paintTime();
  sayItem(chosen);
  if (!chosen) {
    clearPanel("Click an act, or go to it with the arrow keys: here stands who tells of it.");
    return;
  }
  const { act } = chosen;
  const voices = act.detail.told === "author" ? "by the author's word" : "claimed only";
  showEvidence([make("h2", {}, glyphMark(act.tone, act.glyph, act.asserted), act.date || "Without a year"),
    make("p", { class: "sub" }, `${voices} · ${counted(Number(act.detail.witnesses), "statement")} in ${counted(Number(act.detail.documents), "document")}`)],
  act.claim_ids, true);
}

export function redrawTimeline() {
  if (!byId("time-canvas") || !time?.items.length) return;
  forgetColours();
  time.wide = 0;
  paintTime();
}
