// What is looked at stands in the address after "#", so that a reload, a bookmark and the back button keep it.

export const VIEWS = [
  ["graph", "Graph"], ["timeline", "Timeline"], ["matrix", "Matrix"], ["pair", "Pair"], ["options", "Options"],
  ["documents", "Documents"], ["problems", "Not read"],
];
export const STATUS_WORDS = {
  did: "done", did_not: "not done", planned: "planned", possible: "possible", advised: "advised",
};
const LISTS = ["actor", "status", "publisher"];
const SINGLE = ["view", "from", "to", "sources", "level", "a", "b", "by", "doc", "mark"];
const FILTERS = ["actor", "from", "to", "status", "publisher", "sources"];

export function readState() {
  const words = new URLSearchParams(location.hash.slice(1));
  const state = { view: "graph" };
  for (const name of LISTS) state[name] = words.getAll(name);
  for (const name of SINGLE) if (words.get(name)) state[name] = words.get(name);
  if (!VIEWS.some(([name]) => name === state.view)) state.view = "graph";
  return state;
}

function writtenState(state) {
  const words = new URLSearchParams();
  for (const name of SINGLE) if (state[name]) words.append(name, state[name]);
  for (const name of LISTS) for (const one of state[name] || []) words.append(name, one);
  return `#${words}`;
}

// Change what is looked at; with `quiet` without a step for the back button.
export function changeState(changes, quiet = false) {
  const now = writtenState({ ...readState(), ...changes });
  if (now === location.hash) return;
  if (quiet) history.replaceState(null, "", now);
  else history.pushState(null, "", now);
  window.dispatchEvent(new Event(quiet ? "marked" : "moved"));
}

export function filterWords(state) {
  const words = new URLSearchParams();
  for (const name of FILTERS) {
    for (const one of [state[name] ?? []].flat()) words.append(name, one);
  }
  return words;
}

export function isFiltered(state) {
  return FILTERS.some((name) => [state[name] ?? []].flat().length > 0);
}

// A year or a month as its first or last day.
export function wholeDay(text, last) {
  const found = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
  if (!found) return null;
  const [, year, month, day] = found;
  const two = (number) => String(number).padStart(2, "0");
  if (month && (Number(month) < 1 || Number(month) > 12)) return null;
  const named = month ? Number(month) : last ? 12 : 1;
  const end = new Date(Date.UTC(Number(year), named, 0)).getUTCDate();
  if (day && (Number(day) < 1 || Number(day) > end)) return null;
  return `${year}-${two(named)}-${two(day ? Number(day) : last ? end : 1)}`;
}

// The token for decisions comes once in the address and is taken out of it at once.
export function takeToken() {
  const words = new URLSearchParams(location.hash.slice(1));
  const given = words.get("token");
  if (given) {
    sessionStorage.setItem("dragoman-token", given);
    words.delete("token");
    history.replaceState(null, "", `#${words}`);
  }
}

export function heldToken() {
  try {
    return sessionStorage.getItem("dragoman-token") || "";
  } catch {
    return "";
  }
}
