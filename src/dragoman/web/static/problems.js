// What could not be read, and the sentences about two actors that gave no statement, with the reason.
import { counted, drawn, fill, make } from "./dom.js";
import { clearPanel } from "./panel.js";
import { filterWords } from "./state.js";
import { getData } from "./source.js";

function bar(share) {
  return drawn("svg", { class: "bar", viewBox: "0 0 96 10", "aria-hidden": "true" }, drawn("rect", { width: 96, height: 10 }),
    drawn("rect", { width: Math.max(share * 96, 2), height: 10 }));
}

export async function problemsView(stage, state) {
  const found = await getData("problems", filterWords(state));
  return () => {
    const codes = new Map();
    for (const one of found.skipped) codes.set(one.code, [...(codes.get(one.code) || []), one]);
    const ordered = [...codes].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    const most = Math.max(...ordered.map(([, list]) => list.length), 1);
    fill(stage, make("header", { class: "head" }, make("h1", {}, "What was not read"),
      make("p", { class: "sub" }, `${counted(found.problems.length, "problem")} with files; ${counted(found.skipped.length, "sentence")} about two actors gave no statement.`)),
    found.problems.length > 0 && make("section", {}, make("h3", {}, "Files"), make("ul", { class: "plain" }, found.problems.map((one) =>
      make("li", {}, make("span", {}, make("b", {}, one.where), ` ${one.message}${one.remedy ? `. ${one.remedy}` : ""}`))))),
    ordered.map(([code, list]) => make("details", { class: "reasons", open: ordered.length < 4 || list.length < 4 },
      make("summary", {}, bar(list.length / most), make("b", {}, code || "no code"), ` ${counted(list.length, "sentence")} `, make("span", { class: "soft" }, `such as: ${list[0].reason}`)),
      make("ul", { class: "plain" }, list.slice(0, 80).map((one) => make("li", {}, make("span", {}, make("q", {}, one.text), " ", make("span", { class: "soft" }, `${one.reason} · ${one.actors.join(", ")} · `),
        make("a", { class: "soft", href: `#view=documents&doc=${encodeURIComponent(one.document)}` }, one.title))))))));
    clearPanel("These sentences gave no statement; each says why. Their document shows them in their place.");
  };
}
