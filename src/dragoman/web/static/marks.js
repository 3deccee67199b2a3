// How signs are drawn on a canvas: the colours of the style sheet, a glyph in a disc, a dash for what is not asserted.

let paints = null;

export function forgetColours() {
  paints = null;
}

export function colours() {
  if (paints === null) {
    const styles = getComputedStyle(document.documentElement);
    const of = (name) => styles.getPropertyValue(`--${name}`).trim();
    paints = Object.fromEntries(
      ["good", "bad", "mixed", "even", "none", "paper", "ink", "soft", "line", "wash", "focus",
        "good-wash", "bad-wash", "mixed-wash", "even-wash", "none-wash"].map((name) => [name, of(name)]),
    );
  }
  return paints;
}

export const SANS = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif';

export function drawGlyph(context, x, y, radius, tone, glyph, asserted) {
  const paint = colours();
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = asserted ? paint[tone] : paint.paper;
  context.fill();
  context.lineWidth = asserted ? 1.5 : 1.6;
  context.setLineDash(asserted ? [] : [3, 2.2]);
  context.strokeStyle = asserted ? paint.paper : paint[tone];
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = asserted ? paint.paper : paint[tone];
  const arm = radius * 0.52;
  context.lineWidth = Math.max(radius * 0.24, 1.3);
  context.strokeStyle = context.fillStyle;
  context.lineCap = "round";
  if (strokesOf(context, glyph, x, y, arm)) return;
  context.font = `700 ${Math.round(radius * 1.35)}px ${SANS}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(glyph || "·", x, y + radius * 0.06);
}

// Plus, minus and their kin are drawn as strokes, since fonts set them at different heights.
function strokesOf(context, glyph, x, y, arm) {
  const lines = {
    "+": [[-1, 0, 1, 0], [0, -1, 0, 1]],
    "−": [[-1, 0, 1, 0]],
    "×": [[-0.8, -0.8, 0.8, 0.8], [-0.8, 0.8, 0.8, -0.8]],
    "=": [[-0.9, -0.4, 0.9, -0.4], [-0.9, 0.4, 0.9, 0.4]],
    "±": [[-0.9, -0.35, 0.9, -0.35], [0, -1.15, 0, 0.45], [-0.9, 0.95, 0.9, 0.95]],
    "↔": [[-1.05, 0, 1.05, 0], [-1.05, 0, -0.5, -0.5], [-1.05, 0, -0.5, 0.5], [1.05, 0, 0.5, -0.5], [1.05, 0, 0.5, 0.5]],
    "⇠": [[-1, 0, -0.15, 0], [0.35, 0, 0.95, 0], [-1, 0, -0.4, -0.55], [-1, 0, -0.4, 0.55]],
  }[glyph];
  if (!lines) return false;
  context.beginPath();
  for (const [x1, y1, x2, y2] of lines) {
    context.moveTo(x + x1 * arm, y + y1 * arm);
    context.lineTo(x + x2 * arm, y + y2 * arm);
  }
  context.stroke();
  return true;
}
