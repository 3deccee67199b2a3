// What actors want, could do and are bound by, in the words of the texts.
import { counted, fill, make } from "./dom.js";
import { clearPanel, showEvidence } from "./panel.js";
import { changeState, filterWords, STATUS_WORDS } from "./state.js";
import { getData } from "./source.js";

const ORDER = ["option", "goal", "aversion", "constraint", "cost", "benefit", "leverage", "advice"];
let aims = new Map();

export async function optionsView(stage, state) {
  const found = await getData("options", filterWords(state));
  return () => {
    aims = new Map(found.aims.map((aim) => [aim.id, aim]));
    const actors = new Map();
    for (const aim of found.aims) {
      if (!actors.has(aim.root)) actors.set(aim.root, []);
      actors.get(aim.root).push(aim);
    }
    const ordered = [...actors.values()].sort((a, b) => b.length - a.length);
    fill(stage, make("header", { class: "head" }, make("h1", {}, "What actors want, could do, and are bound by"),
      make("p", { class: "sub" }, `${counted(found.aims.length, "statement")} of aims, in the texts' own words. What hangs on an option stands below it.`)),
    ordered.length ? make("div", { class: "aim-list" }, ordered.map((own) => actorAims(own, found.sorts))) : make("p", { class: "empty" }, "No aim fits."));
    markOptions(state);
  };
}

function actorAims(own, sorts) {
  const tied = new Map();
  for (const aim of own) {
    if (aim.about && aims.has(aim.about)) tied.set(aim.about, [...(tied.get(aim.about) || []), aim]);
  }
  const free = own.filter((aim) => !(aim.about && aims.has(aim.about)));
  const groups = ORDER.map((sort) => [sort, free.filter((aim) => aim.sort === sort)]).filter(([, list]) => list.length);
  return make("section", { class: "actor" }, make("h2", {}, own[0].side),
    groups.map(([sort, list]) => [make("h3", {}, sorts[sort]),
      make("ul", { class: "plain" }, list.map((aim) => aimLine(aim, (tied.get(aim.id) || []).map((one) => aimLine(one, [], sorts[one.sort])))))]));
}

function aimLine(aim, below, label = "") {
  const told = [aim.name !== aim.side && aim.name, aim.status !== "did" && STATUS_WORDS[aim.status], aim.speaker && `by the word of ${aim.speaker}`, aim.condition && `condition: ${aim.condition}`];
  return make("li", {}, make("span", {}, label && make("span", { class: "date" }, label), make("button", { type: "button", class: `link aim-words${aim.asserted ? "" : " not"}`, "data-key": aim.id,
    onclick: () => changeState({ mark: aim.id }, true) }, aim.text), make("span", { class: "soft" }, told.some(Boolean) ? ` (${told.filter(Boolean).join("; ")})` : "")),
  below.length > 0 && make("ul", { class: "plain below" }, below));
}

export function markOptions(state) {
  for (const one of document.querySelectorAll(".aim-list [data-key]")) one.classList.toggle("at", one.dataset.key === state.mark);
  const aim = aims.get(state.mark);
  if (!aim) {
    clearPanel("Click an aim: here stands its sentence.");
    return;
  }
  showEvidence([make("h2", {}, aim.act)], [aim.id], true);
}
