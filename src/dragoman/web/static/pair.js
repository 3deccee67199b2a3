// All about two: standing with its band, contacts, what is denied, claimed, planned, and contradicted.
import { counted, drawn, fill, glyphMark, make } from "./dom.js";
import { actorBox, actorName } from "./filters.js";
import { clearPanel, showEvidence } from "./panel.js";
import { changeState, filterWords } from "./state.js";
import { getData, getEvidence } from "./source.js";

const [WIDE, HIGH, SIDE, FOOT] = [404, 190, 34, 24];
let groups = new Map();

export async function pairView(stage, state, caseData) {
  let [a, b] = [state.a, state.b];
  if (!a || !b) {
    const graph = await getData("graph", filterWords(state));
    const most = [...graph.ties].sort((x, y) => y.witnesses - x.witnesses)[0];
    if (!most) return () => nobody(stage);
    [a, b] = [a || most.source, b || most.target];
    if (a === b) b = most.source;
  }
  const words = filterWords({ ...state, actor: [] });
  words.set("a", a);
  words.set("b", b);
  words.set("by", state.by || "year");
  const found = await getData("pair", words);
  const told = Object.entries(found.told).map(async ([name, ids]) => [name, await getEvidence(ids)]);
  const rows = Object.fromEntries(await Promise.all(told));
  const against = await Promise.all(found.contradictions.map((one) => Promise.all(
    ["for", "against"].map((side) => getEvidence(one.detail[side].split(" ").filter(Boolean))))));
  return () => {
    groups = new Map();
    fill(stage, head(found, caseData, a, b), standing(found, state), contacts(found), contradicted(found, against), ...lists(rows));
    markPair(state);
  };
}

function nobody(stage) {
  fill(stage, make("p", { class: "empty" }, "No relation fits."));
  clearPanel("");
}

function head(found, caseData, a, b) {
  const swap = (changes) => changeState({ a, b, ...changes, mark: "" });
  const ties = found.ties.map((tie) => make("li", {}, glyphMark(tie.tone, tie.glyph, tie.asserted),
    make("button", { type: "button", class: "link", onclick: () => choose(`tie ${tie.source}`) },
      `${tie.source_name} towards ${tie.target_name}: ${tie.word}${tie.asserted ? "" : ", not asserted as fact"} (${counted(tie.witnesses, "statement")})`)));
  found.ties.forEach((tie) => groups.set(`tie ${tie.source}`, { title: `${tie.source_name} towards ${tie.target_name}: ${tie.word}`, ids: tie.claim_ids }));
  return make("header", { class: "head" }, make("p", { class: "pick" }, actorBox(caseData, "One", actorName(caseData, a), (id) => swap({ a: id }), "pair-a"),
    make("span", {}, "and"), actorBox(caseData, "The other", actorName(caseData, b), (id) => swap({ b: id }), "pair-b")),
  make("h1", {}, `${found.ends[0].name} and ${found.ends[1].name}`),
  make("ul", { class: "plain" }, ties.length ? ties : make("li", { class: "soft" }, "No statement between the two fits.")));
}

function choose(key) {
  changeState({ mark: key }, true);
}

function standing(found, state) {
  const pairs = [...new Set(found.standing.map((one) => one.subject.join("|")))];
  if (!pairs.length) return null;
  const places = found.standing.filter((one) => one.detail.part === "period").map((one) => yearPlace(one.period));
  const span = [Math.min(...places), Math.max(...places)]; // the same for both, so that they can be compared
  const by = make("select", { "aria-label": "Periods", onchange: () => changeState({ by: by.value === "year" ? "" : by.value }) },
    ["month", "quarter", "year"].map((one) => make("option", { value: one }, `by ${one}`)));
  by.value = state.by || "year";
  return make("section", {}, make("h3", {}, "Standing, from −1 (hostile) to +1 (cooperative), with its 90 % interval ", by),
    make("div", { class: "charts" }, pairs.map((pair) => chart(found.standing.filter((one) => one.subject.join("|") === pair), span))),
    make("p", { class: "sub" }, "Counts what the author says was done or holds. Where the bar is long, little is known. “Whole” counts undated statements too."));
}

function periodName(period) {
  const [year, part] = period.split("-");
  if (!part) return year;
  return Number(part) > 32 ? `${year} Q${Number(part) - 32}` : `${"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ")[Number(part) - 1]} ${year}`;
}

function yearPlace(period) {
  const [year, part] = period.split("-").map(Number);
  return year + (!part ? 0 : part > 32 ? (part - 33) / 4 : (part - 1) / 12);
}

function chart(rows, [low, high]) {
  const whole = rows.find((one) => one.detail.part === "total");
  const known = rows.filter((one) => one.detail.part === "period");
  const body = WIDE - SIDE - 74;
  const x = (one) => SIDE + 22 + (high > low ? ((yearPlace(one.period) - low) / (high - low)) * (body - 44) : (body - 44) / 2);
  const y = (value) => 10 + ((1 - value) / 2) * (HIGH - FOOT - 10);
  const end = WIDE - 34;
  const every = Math.max(1, Math.ceil(known.length / 6));
  return make("figure", {}, make("figcaption", {}, `${whole.names[0]} towards ${whole.names[1]}`),
    drawn("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "chart", role: "img", "aria-label": `Standing of ${whole.names.join(" towards ")}` },
      [1, 0.5, 0, -0.5, -1].map((value) => drawn("g", { class: value === 0 ? "grid zero" : "grid" },
        drawn("line", { x1: SIDE, x2: WIDE, y1: y(value), y2: y(value) }),
        drawn("text", { x: SIDE - 6, y: y(value) + 4, "text-anchor": "end" }, value > 0 ? `+${value}` : String(value).replace("-", "−")))),
      drawn("line", { class: "divide", x1: WIDE - 70, x2: WIDE - 70, y1: 10, y2: HIGH - FOOT }),
      known.length > 1 && drawn("polyline", { class: "path", points: known.filter((one) => one.detail.counted !== "0").map((one) => `${x(one)},${y(one.value)}`).join(" ") }),
      known.map((one, number) => standingPoint(one, x(one), y, number % every === 0 ? periodName(one.period) : "")),
      standingPoint(whole, end, y, "whole")));
}

function toneOf(one) {
  if (one.detail.counted === "0") return "none";
  return one.low > 0 ? "good" : one.high < 0 ? "bad" : "mixed";
}

function standingPoint(one, x, y, words) {
  const key = `standing ${one.subject.join("|")} ${one.period || "whole"}`;
  const number = one.detail.counted === "0" ? "nothing counts" : `${one.value.toFixed(2)} (${one.low.toFixed(2)} to ${one.high.toFixed(2)})`;
  const title = `${one.names.join(" towards ")}, ${one.period ? periodName(one.period) : "the whole"}: ${number}; ${one.why}`;
  groups.set(key, { title, ids: one.claim_ids });
  const open = () => choose(key);
  return drawn("g", { class: `point ${toneOf(one)}`, tabindex: "0", role: "button", "aria-label": title, "data-key": key, onclick: open,
    onkeydown: (event) => { if (event.key === "Enter") open(); } }, drawn("title", {}, title),
  drawn("rect", { class: "hit", x: x - 12, width: 24, y: 6, height: HIGH - FOOT - 2 }),
  drawn("rect", { class: "band", x: x - 5, width: 10, y: y(one.high), height: Math.max(y(one.low) - y(one.high), 1), rx: 3 }),
  one.detail.counted !== "0" && drawn("circle", { cx: x, cy: y(one.value), r: 4.5 }),
  words && drawn("text", { x, y: HIGH - 6, "text-anchor": "middle" }, words));
}

function contacts(found) {
  if (!found.contacts.length) return null;
  return make("section", {}, make("h3", {}, "Contacts"), make("ul", { class: "plain" }, found.contacts.map((one, number) => {
    const key = `contact ${number}`;
    const { form } = one.detail;
    const times = Number(one.value) ? counted(Number(one.value), form) : one.detail.planned !== "0" ? `${form} planned only` : `no ${form}`;
    const title = `${one.names[0]} ${form === "meeting" ? "and" : "to"} ${one.names[1]}: ${times}`;
    groups.set(key, { title, ids: one.claim_ids });
    return make("li", {}, glyphMark("even", "↔", Number(one.value) > 0 && one.detail.claimed !== one.detail.on_record),
      make("button", { type: "button", class: "link", "data-key": key, onclick: () => choose(key) }, title), make("span", { class: "soft" }, ` ${one.why}`));
  })));
}

function contradicted(found, against) {
  if (!found.contradictions.length) return null;
  return make("section", {}, make("h3", {}, "Cannot both hold"), found.contradictions.map((one, number) => make("div", { class: "clash" },
    make("p", { class: "sub" }, `${one.names.join(" – ")}: ${one.value}. ${one.why}; ${one.detail.voices}; ${one.detail.time}.`),
    make("div", { class: "two" }, against[number].map((rows, side) => make("ul", { class: "plain" }, rows.slice(0, 6).map((row) => line(row, `clash ${number} ${side}`, "", rows))))))));
}

function line(row, key, title, rows) {
  const own = `${key} ${row.id}`;
  groups.set(own, { title: title || row.act, ids: [row.id, ...rows.map((one) => one.id)] });
  return make("li", {}, glyphMark(row.tone, row.glyph, row.asserted),
    make("span", {}, row.date && make("span", { class: "date" }, row.date), make("button", { type: "button", class: "link", "data-key": own, onclick: () => choose(own) }, row.act),
      make("span", { class: "soft" }, `${row.speaker ? ` by the word of ${row.speaker}` : ""}${row.publisher ? ` · ${row.publisher}` : ""}`)));
}

const TITLES = { done: "Done or held, by the author's word", denied: "Did not happen, or is denied", claimed: "Claimed by speakers", ahead: "Planned, possible, advised" };

function lists(rows) {
  return Object.entries(TITLES).filter(([name]) => rows[name].length).map(([name, title]) => make("section", {}, make("h3", {}, `${title} (${rows[name].length})`),
    make("ul", { class: "plain" }, rows[name].slice(0, 60).map((row) => line(row, name, title, rows[name]))),
    rows[name].length > 60 && make("p", { class: "soft" }, `and ${rows[name].length - 60} more: they stand in the panel`)));
}

export function markPair(state) {
  for (const one of document.querySelectorAll(".pair [data-key]")) one.classList.toggle("at", one.dataset.key === state.mark);
  const group = groups.get(state.mark);
  if (!group) {
    clearPanel("Click a line or a point: here stand the sentences it rests on.");
    return;
  }
  showEvidence([make("h2", {}, group.title)], group.ids, true);
}
