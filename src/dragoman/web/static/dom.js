// Small steps with the document. Text is only ever set as text, so nothing in a casebook can become markup.

export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name === "value" || name === "checked" || name === "hidden") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Put these into an element in place of what it holds; what is empty is passed over.
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
}

export function drawn(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

export function counted(number, one, many = `${one}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}

// The glyph of a sign in its disc: colour, glyph and (not asserted as fact) a dashed rim say the same.
export function glyphMark(tone, glyph, asserted) {
  return make("span", { class: `glyph ${tone}${asserted ? "" : " not"}`, "aria-hidden": "true" }, glyph || "·");
}

export function fitted(canvas) {
  const box = canvas.parentElement.getBoundingClientRect();
  const scale = window.devicePixelRatio || 1;
  const wide = Math.max(Math.floor(box.width), 200);
  const high = Math.max(Math.floor(box.height), 160);
  if (canvas.width !== wide * scale || canvas.height !== high * scale) {
    canvas.width = wide * scale;
    canvas.height = high * scale;
    canvas.style.width = `${wide}px`;
    canvas.style.height = `${high}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(scale, 0, 0, scale, 0, 0);
  return { context, wide, high, scale };
}
