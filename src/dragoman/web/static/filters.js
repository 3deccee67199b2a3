// The bar that says what is looked at; every view obeys it.
import { byId, counted, fill, make } from "./dom.js";
import { changeState, isFiltered, STATUS_WORDS, wholeDay } from "./state.js";
import { inOneFile } from "./source.js";

export function drawFilters(caseData, state) {
  const bar = byId("filters");
  fill(bar,
    actorField(caseData, state), periodFields(caseData, state), statusFields(caseData, state),
    publisherField(caseData, state), sourcesField(state), levelField(state),
    make("button", { type: "button", class: "quiet", id: "clear", hidden: !isFiltered(state),
      onclick: () => changeState({ actor: [], status: [], publisher: [], from: "", to: "", sources: "" }) }, "Clear"),
  );
  bar.onsubmit = (event) => event.preventDefault();
}

export function actorName(caseData, id) {
  return caseData.actors.find((one) => one.id === id)?.name || id;
}

// A box that finds actors by any part of their name.
export function actorBox(caseData, label, chosen, take, id) {
  const list = make("datalist", { id: `${id}-names` }, caseData.actors.slice(0, 1500).map((one) =>
    make("option", { value: one.name, label: `${counted(one.claims, "statement")}${one.root === one.id ? "" : " · one actor"}` })));
  const box = make("input", { id, list: `${id}-names`, placeholder: label, "aria-label": label, autocomplete: "off",
    spellcheck: "false", value: chosen, onchange: () => {
      const wanted = box.value.trim().toLowerCase();
      if (!wanted) return;
      const all = caseData.actors;
      const found = all.find((one) => one.id.toLowerCase() === wanted || one.name.toLowerCase() === wanted)
        || all.find((one) => one.name.toLowerCase().includes(wanted));
      box.setCustomValidity(found ? "" : "Nobody in this casebook is called so");
      box.reportValidity();
      if (found) take(found.id);
    } });
  box.addEventListener("input", () => box.setCustomValidity(""));
  return [box, list];
}

function actorField(caseData, state) {
  const chips = state.actor.map((id) => make("button", { type: "button", class: "chip",
    title: "Take this actor out", onclick: () => changeState({ actor: state.actor.filter((one) => one !== id) }) },
  make("span", { class: "name" }, actorName(caseData, id)), make("span", { class: "cross", "aria-label": "take out" }, "×")));
  const take = (id) => changeState({ actor: [...new Set([...state.actor, id])], mark: "" });
  return make("span", { class: "field actors" }, chips, actorBox(caseData, "Actor …", "", take, "actor-box"));
}

function periodFields(caseData, state) {
  const box = (name, label, hint) => {
    const made = make("input", { class: "day", "aria-label": label, placeholder: hint || label, value: state[name] || "",
      title: "YYYY, YYYY-MM or YYYY-MM-DD", onchange: () => {
        const day = made.value.trim() ? wholeDay(made.value, name === "to") : "";
        made.setCustomValidity(day === null ? "Write YYYY, YYYY-MM or YYYY-MM-DD" : "");
        made.reportValidity();
        if (day !== null) changeState({ [name]: day });
      } });
    return made;
  };
  return make("span", { class: "field" }, make("span", { class: "label" }, "From"), box("from", "First day", caseData.first),
    make("span", { class: "label" }, "to"), box("to", "Last day", caseData.last));
}

function toggled(list, one) {
  return list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
}

function statusFields(caseData, state) {
  return make("span", { class: "field", role: "group", "aria-label": "Status" }, caseData.statuses.map(({ name, claims }) =>
    make("button", { type: "button", class: "toggle", "aria-pressed": state.status.includes(name) ? "true" : "false",
      title: counted(claims, "statement"), onclick: () => changeState({ status: toggled(state.status, name) }) },
    STATUS_WORDS[name])));
}

function publisherField(caseData, state) {
  const chosen = state.publisher.length;
  const boxes = caseData.publishers.map(({ name, documents }) => {
    const value = name || "-";
    return make("label", {}, make("input", { type: "checkbox", checked: state.publisher.includes(value),
      onchange: () => changeState({ publisher: toggled(state.publisher, value) }) }),
    `${name || "none named"} `, make("span", { class: "soft" }, `(${documents})`));
  });
  const shown = make("details", { class: "field drop" },
    make("summary", {}, chosen ? counted(chosen, "publisher") : "Publishers"), make("div", { class: "menu" }, boxes));
  shown.open = publishersOpen;
  shown.addEventListener("toggle", () => { publishersOpen = shown.open; });
  return shown;
}

let publishersOpen = false;

function sourcesField(state) {
  const pick = make("select", { "aria-label": "Least number of independent sources",
    onchange: () => changeState({ sources: pick.value === "1" ? "" : pick.value }) },
  [1, 2, 3, 5, 10].map((number) => make("option", { value: String(number) },
    number === 1 ? "any sources" : `${number}+ sources`)));
  pick.value = state.sources || "1";
  return make("span", { class: "field" }, pick);
}

function levelField(state) {
  if (!["graph", "matrix"].includes(state.view)) return null;
  const pick = make("select", { "aria-label": "Sides or single actors",
    onchange: () => changeState({ level: pick.value === "side" ? "" : pick.value, mark: "" }) },
  make("option", { value: "side" }, "sides"), make("option", { value: "actor" }, "single actors"));
  pick.value = state.level || "side";
  return make("span", { class: "field" }, pick);
}

export function noticeFor(caseData, state) {
  if (caseData.claims === 0 && caseData.documents === 0) {
    return "This casebook is empty. Read something into it: dragoman read PATH --into " + caseData.name;
  }
  if (caseData.busy) return `The state shown is not the newest: ${caseData.busy}`;
  const told = [];
  if (caseData.left_events) {
    told.push(`${counted(caseData.left_events, "imported event")} are too many to show here and are left out.`);
  }
  if (inOneFile() && isFiltered(state)) {
    told.push("This page is one file: filters leave marks out, but words and numbers of those that stay are of everything.");
  }
  return told.join(" ");
}
