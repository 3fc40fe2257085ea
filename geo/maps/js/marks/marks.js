// The marks of incidents, cells and counts, drawn on a canvas at a point: the map and its legend use the same ones.

export const TAU = 2 * Math.PI;
export const FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif";
export const DOT = 6;
// A ring smaller than this cannot be hit with a finger or told from a dot.
export const SMALLEST_RING = 10;

// The colours in use: set once, read at every drawing.
export const look = {
  dark: false,
  get theme() { return STYLE.themes[this.dark ? "dark" : "light"]; },
  // Of the five steps from few to many: what fills it, and what can be read on it.
  step(at) { const name = this.dark ? "dark" : "light"; return { fill: STYLE.ramp[name][at], ink: STYLE.rampInk[name][at] }; },
  ink(eventType) { return (Object.hasOwn(STYLE.colours, eventType) ? STYLE.colours[eventType] : STYLE.other)[this.dark ? "dark" : "light"]; },
};

export const symbolOf = (precision) => STYLE.drawings[precision]?.symbol ?? "none";
export const radiusOf = (properties) => properties.radius_m ?? STYLE.radius[properties.place_precision] ?? 0;
export const patternOf = (verification) => STYLE.fills[verification]?.pattern ?? "hollow";

export function disc(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TAU);
}

// Lines across the current clip, `step` pixels apart, at an angle: the hatching of rings, polygons and the legend.
function hatch(ctx, x, y, radius, angle, step) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  for (let at = -radius; at <= radius; at += step) {
    ctx.moveTo(-radius, at);
    ctx.lineTo(radius, at);
  }
  ctx.stroke();
  ctx.restore();
}

/**
 * Draw a round mark, filled by how far the report was checked.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius in pixels
 * @param {{ ink: string, pattern: string, wash?: number, dash?: number[] | undefined }} style `wash` thins the fill of
 *   areas, which must let the map through
 */
export function mark(ctx, x, y, radius, { ink, pattern, wash = 1, dash = [] }) {
  const small = radius <= DOT + 2, wide = radius > 100; // A wide area must let the map and its neighbours through.
  ctx.save();
  ctx.lineWidth = small ? 4.5 : 4;
  ctx.strokeStyle = look.theme.paper;
  ctx.globalAlpha = small ? 1 : 0.7;
  disc(ctx, x, y, radius);
  ctx.stroke();
  if (small) { ctx.fillStyle = look.theme.paper; ctx.fill(); }
  ctx.save();
  disc(ctx, x, y, radius);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = ink;
  ctx.globalAlpha = wide ? wash / 2 : wash;
  if (pattern === "solid") ctx.fill();
  if (pattern === "half") ctx.fillRect(x - radius, y - radius, radius, 2 * radius);
  ctx.globalAlpha = small ? 1 : wide ? 0.3 : 0.55;
  ctx.lineWidth = small ? 1.75 : 1.25;
  const angles = { cross: [0.8, -0.8], bar: [0] }[pattern] ?? [];
  for (const angle of angles) small ? strike(ctx, x, y, radius, angle) : hatch(ctx, x, y, radius * 1.5, angle, wide ? 16 : 9);
  ctx.restore();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  disc(ctx, x, y, radius);
  ctx.stroke();
  ctx.restore();
}

// One line through a mark too small for hatching.
function strike(ctx, x, y, radius, angle) {
  const dx = radius * Math.cos(angle), dy = radius * Math.sin(angle);
  ctx.beginPath();
  ctx.moveTo(x - dx, y - dy);
  ctx.lineTo(x + dx, y + dy);
  ctx.stroke();
}

// One incident as its precision allows: the only place that decides whether there is a dot.
export function drawIncident(ctx, x, y, radius, symbol, style) {
  if (symbol === "dot-ring") mark(ctx, x, y, Math.max(radius, SMALLEST_RING), { ...style, wash: 0.18, pattern: "solid" });
  if (symbol === "dot" || symbol === "dot-ring") mark(ctx, x, y, DOT, style);
  if (symbol === "ring") mark(ctx, x, y, radius, { ...style, wash: 0.4 });
  if (symbol === "dashed-ring") mark(ctx, x, y, radius, { ...style, wash: 0.25, dash: [7, 5] });
}

// A ring around the picked mark, ink between two lines of paper: seen on any ground, and by its shape alone. A thinner
// one, in dashes, for the mark of a row that is only looked at.
export function halo(ctx, x, y, radius, light = false) {
  ctx.save();
  disc(ctx, x, y, radius + 6);
  for (const [color, width] of [[look.theme.paper, light ? 5 : 7], [look.theme.ink, light ? 2 : 3]]) {
    if (light && color === look.theme.ink) ctx.setLineDash([4, 3]);
    Object.assign(ctx, { strokeStyle: color, lineWidth: width });
    ctx.stroke();
  }
  ctx.restore();
}

export function drawCount(ctx, x, y, text, ink, filled = false) {
  ctx.save();
  ctx.font = `600 12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const width = ctx.measureText(text).width + 12, { paper } = look.theme;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 10, width, 20, 10);
  ctx.fillStyle = filled ? ink : paper;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = ink;
  ctx.stroke();
  ctx.fillStyle = filled ? paper : look.theme.ink;
  ctx.fillText(text, x, y + 0.5);
  ctx.restore();
}

// A cell of many: a ring shared out by type around the count; a second, thin ring when all lie on one point; around
// them an arc in dashes as long as the share that is only roughly placed.
/**
 * Draw how many lie at a place, with the share of each type around it.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x
 * @param {number} y
 * @param {number} radius - in pixels, like the place
 * @param {{count: number, types: object, stack?: boolean, coarse?: number}} cell - as the API gives it
 */
export function drawCell(ctx, x, y, radius, { count, types, stack, coarse }) {
  ctx.save();
  disc(ctx, x, y, radius + 1.5);
  ctx.fillStyle = look.theme.paper;
  ctx.fill();
  const parts = Object.entries(types ?? {}).sort((a, b) => b[1] - a[1]);
  const whole = parts.reduce((sum, [, n]) => sum + n, 0);
  let from = -TAU / 4;
  ctx.lineWidth = 5;
  for (const [type, n] of whole ? parts : [["", 1]]) {
    const to = from + (TAU * n) / (whole || 1);
    ctx.beginPath();
    ctx.arc(x, y, radius - 2, from, to);
    ctx.strokeStyle = look.ink(type);
    ctx.stroke();
    from = to;
  }
  ctx.fillStyle = ctx.strokeStyle = look.theme.ink;
  if (stack) { ctx.lineWidth = 1.25; disc(ctx, x, y, radius + 3.5); ctx.stroke(); }
  if (coarse) coarseArc(ctx, x, y, radius + (stack ? 7 : 4.5), coarse / count);
  ctx.font = `600 12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(short(count), x, y + 0.5);
  ctx.restore();
}

function coarseArc(ctx, x, y, radius, share) {
  ctx.save();
  for (const [color, width] of [[look.theme.paper, 4.5], [look.theme.ink, 2]]) {
    if (color === look.theme.ink) ctx.setLineDash([3, 2]);
    Object.assign(ctx, { strokeStyle: color, lineWidth: width });
    ctx.beginPath();
    ctx.arc(x, y, radius, -TAU / 4, -TAU / 4 + TAU * Math.max(share, 0.05));
    ctx.stroke();
  }
  ctx.restore();
}

export const short = (n) => (n < 1000 ? String(n) : new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(n));
