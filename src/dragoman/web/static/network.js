// What a graph looks like: its lines and dots, and which of them lies under the pointer.
import { colours, drawGlyph, SANS } from "./marks.js";

const MANY = 400; // lines: with more, a picture of them is moved instead of drawing them anew in every frame
const GLYPHS = 140; // lines that have room for their sign
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
const MARGIN = 0.4; // of the canvas, drawn around it for moving
const NAMES = 60;
const FIRST = 18;

// The lines of ties, weak ones first: two directions that say the same are one line.
export function linesOf(found) {
  const nodes = new Map(found.nodes.map((node) => [node.id, node]));
  const ties = new Map(found.ties.map((tie) => [`${tie.source}|${tie.target}`, tie]));
  const lines = [];
  for (const [key, tie] of ties) {
    const back = ties.get(`${tie.target}|${tie.source}`) || null;
    const both = back !== null && back.word === tie.word && back.asserted === tie.asserted && back.sign === tie.sign;
    if (both && tie.target < tie.source) continue;
    lines.push({ key, tie, back, both, bent: back !== null && !both, statements: tie.witnesses,
      from: nodes.get(tie.source), to: nodes.get(tie.target), share: 0.5,
      width: 1.4 + Math.min(Math.log2(tie.witnesses + 1), 4) * 0.6 });
  }
  return lines.sort((a, b) => Number(a.tie.asserted) - Number(b.tie.asserted) || a.statements - b.statements
    || (a.key < b.key ? -1 : 1));
}

export function nodeAt(graph, x, y) {
  for (const node of graph.nodes) {
    const near = node.wide
      ? Math.abs(x - node.x) <= node.wide / 2 + 2 && Math.abs(y - node.y) <= node.high / 2 + 2
      : Math.hypot(x - node.x, y - node.y) * graph.zoom <= radiusOf(node, graph) + 4;
    if (near) return node;
  }
  return null;
}

export function nearestLine(graph, x, y, reach) {
  let best = null;
  let least = reach;
  for (const line of graph.lines) {
    const { x1, y1, mx, my, x2, y2 } = curveOf(line, graph);
    if (x < Math.min(x1, mx, x2) - reach || x > Math.max(x1, mx, x2) + reach) continue;
    if (y < Math.min(y1, my, y2) - reach || y > Math.max(y1, my, y2) + reach) continue;
    for (let step = 0; step <= 16; step += 1) {
      const [px, py] = along(x1, y1, mx, my, x2, y2, step / 16);
      const [nx, ny] = along(x1, y1, mx, my, x2, y2, Math.min(step + 1, 16) / 16);
      const length = (nx - px) ** 2 + (ny - py) ** 2 || 1;
      const share = Math.min(Math.max(((x - px) * (nx - px) + (y - py) * (ny - py)) / length, 0), 1);
      const away = Math.hypot(px + share * (nx - px) - x, py + share * (ny - py) - y);
      if (away < least) [best, least] = [line, away];
    }
  }
  return best;
}

function along(x1, y1, mx, my, x2, y2, share) {
  const rest = 1 - share;
  return [rest * rest * x1 + 2 * rest * share * mx + share * share * x2,
    rest * rest * y1 + 2 * rest * share * my + share * share * y2];
}

function radiusOf(node, graph) {
  const crowd = graph.nodes.length > 600 ? 0.55 : graph.nodes.length > 120 ? 0.75 : 1;
  return crowd * Math.min(3 + Math.sqrt(node.statements) * 1.25, 18) * Math.min(Math.max(Math.sqrt(graph.zoom), 0.55), 1.5);
}

// The curve of a line between the rims of its ends, in the measure of places.
function curveOf(line, graph) {
  const { from, to } = line;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const aside = line.bent ? Math.min(30, length * 0.16) : 0;
  const mx = (from.x + to.x) / 2 - (dy / length) * aside;
  const my = (from.y + to.y) / 2 + (dx / length) * aside;
  const [x1, y1] = rim(from, mx, my, graph);
  const [x2, y2] = rim(to, mx, my, graph);
  return { x1, y1, mx, my, x2, y2 };
}

function rim(node, x, y, graph) {
  const [dx, dy] = [x - node.x, y - node.y];
  const length = Math.hypot(dx, dy) || 1;
  let share = (radiusOf(node, graph) / graph.zoom + 2 / graph.zoom) / length;
  if (node.wide) {
    const across = dx ? (node.wide / 2 + 5) / Math.abs(dx) : Infinity;
    share = Math.min(across, dy ? (node.high / 2 + 5) / Math.abs(dy) : Infinity, 1);
  }
  return [node.x + dx * Math.min(share, 1), node.y + dy * Math.min(share, 1)];
}

// Where along each line its sign stands: where it covers least.
export function bestLabels(graph) {
  const taken = graph.nodes.map((node) => node.wide
    ? [node.x - node.wide / 2, node.y - node.high / 2, node.wide, node.high] : [node.x - 8, node.y - 8, 16, 16]);
  if (graph.lines.length > GLYPHS) return null;
  const size = 22 / Math.max(graph.zoom, 0.3);
  for (const line of [...graph.lines].reverse()) {
    const { x1, y1, mx, my, x2, y2 } = curveOf(line, graph);
    let least = Infinity;
    for (const share of SHARES) {
      const [x, y] = along(x1, y1, mx, my, x2, y2, share);
      const covered = taken.reduce((sum, [bx, by, bw, bh]) => sum
        + Math.max(Math.min(x + size / 2, bx + bw) - Math.max(x - size / 2, bx), 0)
        * Math.max(Math.min(y + size / 2, by + bh) - Math.max(y - size / 2, by), 0), 0);
      if (covered < least - 1e-6) [line.share, least] = [share, covered];
    }
    const [x, y] = along(x1, y1, mx, my, x2, y2, line.share);
    taken.push([x - size / 2, y - size / 2, size, size]);
  }
  return taken;
}

export function drawNetwork({ context, wide, high, scale }, graph) {
  const paint = colours();
  context.fillStyle = paint.paper;
  context.fillRect(0, 0, wide, high);
  if (graph.lines.length > MANY) {
    movedLayer(context, wide, high, scale, graph);
    drawOver(context, graph);
    return;
  }
  drawLines(context, graph, graph.lines, graph.hover);
  drawDots(context, graph, { wide, high, x: 0, y: 0 });
  drawOver(context, graph);
}

// A picture of everything, with a margin, that is moved while the hand moves it.
function movedLayer(context, wide, high, scale, graph) {
  const [mx, my] = [Math.round(wide * MARGIN), Math.round(high * MARGIN)];
  const stale = !graph.layer || graph.layer.held !== graph.held || graph.layer.zoom !== graph.zoom;
  if (stale) {
    const image = document.createElement("canvas");
    image.width = (wide + 2 * mx) * scale;
    image.height = (high + 2 * my) * scale;
    const own = image.getContext("2d");
    own.setTransform(scale, 0, 0, scale, mx * scale, my * scale);
    const apart = graph.held ? (line) => line.from !== graph.held && line.to !== graph.held : () => true;
    drawLines(own, graph, graph.lines.filter(apart), null);
    drawDots(own, graph, { wide: wide + mx, high: high + my, x: -mx, y: -my });
    graph.layer = { image, left: graph.left, top: graph.top, zoom: graph.zoom, held: graph.held, mx, my };
  }
  const { image, left, top } = graph.layer;
  context.drawImage(image, graph.left - left - mx, graph.top - top - my, wide + 2 * mx, high + 2 * my);
  if (graph.held) {
    drawLines(context, graph, graph.lines.filter((line) => line.from === graph.held || line.to === graph.held), null);
    drawDot(context, graph, graph.held);
  }
}

function screenCurve(line, graph) {
  const { x1, y1, mx, my, x2, y2 } = curveOf(line, graph);
  const [zoom, left, top] = [graph.zoom, graph.left, graph.top];
  return [x1 * zoom + left, y1 * zoom + top, mx * zoom + left, my * zoom + top, x2 * zoom + left, y2 * zoom + top];
}

function drawLines(context, graph, lines, hover) {
  const batches = new Map();
  const around = hover && hover.id ? hover : null;
  for (const line of lines) {
    const faint = around && line.from !== around && line.to !== around;
    const key = `${faint ? 0 : 1}|${line.tie.tone}|${line.tie.asserted ? 1 : 0}|${Math.round(line.width * 2)}`;
    if (!batches.has(key)) batches.set(key, []);
    batches.get(key).push(screenCurve(line, graph));
  }
  const thin = graph.lines.length > 400 ? 0.6 : 1;
  const paint = colours();
  for (const [key, curves] of [...batches].sort()) {
    const [clear, tone, asserted, width] = key.split("|");
    context.globalAlpha = clear === "0" ? 0.12 : graph.lines.length > 400 ? 0.62 : 1;
    context.strokeStyle = paint[tone];
    context.fillStyle = paint[tone];
    context.lineWidth = (Number(width) / 2) * thin;
    context.setLineDash(asserted === "1" ? [] : [6, 4.5]);
    context.beginPath();
    for (const [x1, y1, mx, my, x2, y2] of curves) {
      context.moveTo(x1, y1);
      if (lines.length > 400) context.lineTo(x2, y2);
      else context.quadraticCurveTo(mx, my, x2, y2);
    }
    context.stroke();
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
  if (lines.length > 400) return;
  for (const line of lines) drawHeads(context, graph, line, around && line.from !== around && line.to !== around);
  if (lines.length <= GLYPHS) for (const line of lines) drawSign(context, graph, line, around);
}

function drawHeads(context, graph, line, faint) {
  const [x1, y1, mx, my, x2, y2] = screenCurve(line, graph);
  const size = graph.nodes[0].wide ? 8 : 6;
  context.fillStyle = colours()[line.tie.tone];
  context.globalAlpha = faint ? 0.12 : 1;
  const ends = [[mx, my, x2, y2], ...(line.both ? [[mx, my, x1, y1]] : [])];
  for (const [fx, fy, tx, ty] of ends) {
    const angle = Math.atan2(ty - fy, tx - fx);
    context.beginPath();
    context.moveTo(tx + Math.cos(angle) * 2, ty + Math.sin(angle) * 2);
    context.lineTo(tx - size * Math.cos(angle - 0.42), ty - size * Math.sin(angle - 0.42));
    context.lineTo(tx - size * Math.cos(angle + 0.42), ty - size * Math.sin(angle + 0.42));
    context.closePath();
    context.fill();
  }
  context.globalAlpha = 1;
}

function drawSign(context, graph, line, around) {
  const [x, y] = along(...screenCurve(line, graph), line.share);
  context.globalAlpha = around && line.from !== around && line.to !== around ? 0.15 : 1;
  drawGlyph(context, x, y, Math.min(9, Math.max(6, 8.5 * Math.sqrt(graph.zoom))), line.tie.tone, line.tie.glyph, line.tie.asserted);
  context.globalAlpha = 1;
}

function drawDots(context, graph, room) {
  const inside = graph.nodes.filter((node) => {
    const [x, y] = [node.x * graph.zoom + graph.left, node.y * graph.zoom + graph.top];
    return x > room.x - 80 && y > room.y - 40 && x < room.wide + 80 && y < room.high + 40;
  });
  if (graph.nodes[0]?.wide) {
    for (const node of inside) drawBox(context, graph, node);
    return;
  }
  for (const node of inside) drawDot(context, graph, node);
  drawNames(context, graph, inside);
}

function drawDot(context, graph, node) {
  const paint = colours();
  context.beginPath();
  context.arc(node.x * graph.zoom + graph.left, node.y * graph.zoom + graph.top, radiusOf(node, graph), 0, 2 * Math.PI);
  context.fillStyle = node.id === graph.ego ? paint.focus : paint.ink;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = paint.paper;
  context.stroke();
}

function drawBox(context, graph, node) {
  const paint = colours();
  const [wide, high] = [node.wide * graph.zoom, node.high * graph.zoom];
  const [x, y] = [node.x * graph.zoom + graph.left - wide / 2, node.y * graph.zoom + graph.top - high / 2];
  context.beginPath();
  context.roundRect(x, y, wide, high, 4 * graph.zoom);
  context.fillStyle = paint.wash;
  context.fill();
  context.lineWidth = node.id === graph.ego ? 2.4 : 1;
  context.strokeStyle = node.id === graph.ego ? paint.ink : paint.soft;
  context.stroke();
  context.fillStyle = paint.ink;
  context.font = `600 ${13.5 * graph.zoom}px ${SANS}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  node.lines.forEach((line, number) => {
    context.fillText(line, x + wide / 2, y + high / 2 + (number - (node.lines.length - 1) / 2) * 18 * graph.zoom);
  });
}

// Names of dots: the most told of first, each only where no other name or dot of weight is.
function drawNames(context, graph, nodes) {
  const paint = colours();
  const size = 12.5;
  context.font = `600 ${size}px ${SANS}`;
  context.textBaseline = "middle";
  const taken = nodes.slice(0, 160).map((node) => {
    const radius = radiusOf(node, graph);
    return [node.x * graph.zoom + graph.left - radius, node.y * graph.zoom + graph.top - radius, 2 * radius, 2 * radius];
  });
  const dotted = taken.length;
  let left = NAMES;
  for (const node of nodes) {
    if (left === 0) break;
    const radius = radiusOf(node, graph);
    const [x, y] = [node.x * graph.zoom + graph.left, node.y * graph.zoom + graph.top];
    const name = node.name.length > 30 ? `${node.name.slice(0, 28)}…` : node.name;
    const wide = context.measureText(name).width;
    const spots = [[x + radius + 4, y - 8], [x - radius - 4 - wide, y - 8], [x - wide / 2, y - radius - 18], [x - wide / 2, y + radius + 3]];
    const among = left > NAMES - FIRST ? taken.slice(dotted) : taken; // the weightiest may cover smaller dots
    const free = spots.find(([bx, by]) => !among.some(([ox, oy, ow, oh]) => bx < ox + ow && ox < bx + wide && by < oy + oh && oy < by + 16));
    if (!free) continue;
    taken.push([free[0], free[1], wide, 16]);
    left -= 1;
    context.textAlign = "left";
    context.lineWidth = 3.5;
    context.lineJoin = "round";
    context.strokeStyle = paint.paper;
    context.strokeText(name, free[0], free[1] + 8);
    context.fillStyle = paint.ink;
    context.fillText(name, free[0], free[1] + 8);
  }
}

// What is chosen, or lies under the pointer, above everything else.
function drawOver(context, graph) {
  for (const what of [graph.chosen, graph.hover]) {
    if (!what?.tie) continue;
    const [x1, y1, mx, my, x2, y2] = screenCurve(what, graph);
    const paint = colours();
    for (const [colour, width] of [[paint.focus, what.width + 7], [paint.paper, what.width + 3.5], [paint[what.tie.tone], what.width + 0.8]]) {
      context.beginPath();
      context.moveTo(x1, y1);
      context.quadraticCurveTo(mx, my, x2, y2);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.globalAlpha = colour === paint.focus ? 0.75 : 1;
      context.setLineDash(colour === paint[what.tie.tone] && !what.tie.asserted ? [6, 4.5] : []);
      context.stroke();
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
    drawHeads(context, graph, what, false);
    drawSign(context, graph, what, null);
    if (!graph.nodes[0].wide) drawNames(context, { ...graph, lines: [] }, [what.from, what.to]);
  }
  if (graph.hover?.id && !graph.hover.wide) drawNames(context, graph, [graph.hover]);
}
