// Draws the bars, what is only known to longer times below them, and the axis: one path for each look, so that a
// thousand bars are no more elements than ten.

import { number } from "../../../words/i18n.js";
import { ticks } from "./days.js";

const SVG = "http://www.w3.org/2000/svg";
const AXIS = 18; // pixels below the bars
const ROW = 15; // of the lane of longer times
const ROWS = 3;
const TOP = 14; // above the bars: the highest count
const LEAST = 1.5; // what is there is seen
const [ISOLATE, END] = ["\u2068", "\u2069"]; // a date keeps its own direction in the picture (UAX #9)
const OPEN = 14; // of a time with one known end

export function drawn(tag, attributes = {}, words) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words !== undefined) node.textContent = words;
  return node;
}

const round = (value) => Math.round(value * 10) / 10;
const box = (x, y, width, height) => `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;

// How a look is filled: a colour by type, a pattern by verification; hatching above both says "not sure".
const PATTERNS = {
  solid: "M0 0H6V6H0z",
  half: "M0 0H3V3H0zM3 3H6V6H3z",
  hollow: "",
  cross: "M0 0H1V6H0zM0 0H6V1H0z",
  bar: "M0 0H6V2H0z",
};

export function defs() {
  const all = drawn("defs");
  const veil = drawn("pattern", { id: "when-veil", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  veil.append(drawn("rect", { class: "when-pale", width: 5, height: 5 }), drawn("rect", { class: "when-stripe", width: 2, height: 5 }));
  all.append(veil);
  for (const [name, d] of Object.entries(PATTERNS)) {
    const pattern = drawn("pattern", { id: `when-${name}`, width: 6, height: 6, patternUnits: "userSpaceOnUse" });
    pattern.append(drawn("rect", { class: "when-paper", width: 6, height: 6 }), drawn("path", { class: "when-tone", d }));
    all.append(pattern);
  }
  return all;
}

export function fill(node, look) {
  node.style.fill = look.pattern ? `url(#when-${look.pattern})` : `light-dark(${look.light}, ${look.dark})`;
  node.classList.toggle("when-edged", Boolean(look.pattern));
  return node;
}

// Which look a value has: what no look is for has the last one, "not known".
export function gathered(parts, looks) {
  const known = new Set(looks.map((look) => look.value));
  const sums = {};
  for (const [value, count] of Object.entries(parts)) {
    const at = known.has(value) ? value : looks.at(-1).value;
    sums[at] = (sums[at] ?? 0) + count;
  }
  return sums;
}

// Returns where the longer times were drawn, and how many incidents found no room.
export function draw(svg, { bars, spans, looks, scale, width, height }) {
  const lane = packed(spans, scale);
  const foot = height - AXIS - lane.rows * ROW;
  const most = Math.max(...bars.map((bar) => bar.count));
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren(defs(), ...axis(scale, foot, width, most), ...stacks(bars, looks, scale, foot, most), ...brackets(lane, foot + AXIS));
  return { foot, boxes: lane.placed.map((each) => ({ ...each, top: foot + AXIS + each.row * ROW, bottom: foot + AXIS + (each.row + 1) * ROW })), left: lane.left };
}

function axis(scale, foot, width, most) {
  const lines = [drawn("path", { class: "when-most", d: `M0 ${TOP}H${width}` }), drawn("path", { class: "when-foot", d: `M0 ${foot + 0.5}H${width}` })];
  const words = ticks(scale).flatMap(({ n, words: said }) => {
    const x = round(scale.x(n));
    // The last words may not leave the picture.
    const late = width - x < 40;
    return [drawn("path", { class: "when-foot", d: `M${x} ${foot}v5` }), drawn("text", { x: late ? x - 3 : x + 3, y: foot + 13, "text-anchor": late ? "end" : "start" }, `${ISOLATE}${said}${END}`)];
  });
  return [...lines, drawn("text", { x: 2, y: TOP - 3 }, number(most)), ...words];
}

// From below upwards what is sure in each look, then what is not, under hatching. Each is drawn as the outline of all
// up to it, the highest first: a corner for each bar is all that a picture of a thousand bars needs.
function stacks(bars, looks, scale, foot, most) {
  const layers = [...looks.map((look) => ({ look, sure: true })), ...looks.map((look) => ({ look, sure: false }))];
  const lines = layers.map(() => /** @type {string[]} */ ([]));
  const used = layers.map(() => false);
  const narrow = scale.width / bars.length <= 3;
  const veil = [];
  for (const bar of bars) {
    const x = round(scale.x(bar.from));
    const right = round(scale.x(bar.to + 1)) - (narrow ? 0 : 1);
    const each = bar.count && Math.max(((foot - TOP) * bar.count) / most, LEAST) / bar.count;
    const floor = narrow ? "" : `V${foot}`;
    let sum = 0;
    layers.forEach(({ look: { value }, sure }, i) => {
      const known = bar.known[value] ?? 0;
      const count = sure ? known : (bar.all[value] ?? 0) - known;
      sum += count;
      if (count) used[i] = true;
      lines[i].push(`H${x}V${round(foot - sum * each)}H${right}${floor}`);
    });
    const top = foot - bar.definite * each;
    if (bar.count > bar.definite) veil.push(box(x, foot - bar.count * each, right - x, top - foot + bar.count * each));
  }
  const paths = layers.flatMap(({ look }, i) => (used[i] ? [fill(drawn("path", { d: `M${scale.left} ${foot}${lines[i].join("")}V${foot}z` }), look)] : []));
  return [...paths.reverse(), drawn("path", { class: narrow ? "when-veil" : "when-veil when-outlined", d: veil.join("") })];
}

// The longer times in rows, those of most incidents first, each with its count; what finds no room is counted.
function packed(spans, scale) {
  const rows = [];
  const placed = [];
  let left = 0;
  for (const span of spans) {
    const mark = reach(span, scale);
    const row = rows.findIndex((taken) => taken.every(([a, b]) => mark.to + 3 < a || mark.from - 3 > b));
    const free = row < 0 && rows.length < ROWS ? rows.push([]) - 1 : row;
    if (free < 0) left += span.count;
    else {
      rows[free].push([mark.from, mark.to]);
      placed.push({ span, row: free, ...mark });
    }
  }
  return { placed, left, rows: rows.length };
}

// Where a bracket lies, and its count: within it, or beside it where it is too short.
function reach(span, scale) {
  const end = scale.left + scale.width;
  const x0 = span.start ? scale.x(span.from) : scale.x(span.to + 1) - OPEN;
  const x1 = Math.max(span.end ? scale.x(span.to + 1) : x0 + OPEN, x0 + 2);
  const said = number(span.count);
  const words = said.length * 6.5 + 4;
  if (span.start && span.end && x1 - x0 > words + 4) return { said, x0, x1, from: x0, to: x1, at: (x0 + x1) / 2, anchor: "middle" };
  if (x1 + words > end) return { said, x0, x1, from: x0 - words, to: x1, at: x0 - 3, anchor: "end" };
  return { said, x0, x1, from: x0, to: x1 + words, at: x1 + 3, anchor: "start" };
}

// A missing end is left open, never drawn as a day.
function brackets({ placed }, top) {
  const closed = [];
  const open = [];
  const labels = [];
  for (const { span, row, x0, x1, said, at, anchor } of placed) {
    const y = top + row * ROW + 3;
    const line = `M${round(x0 + 0.5)} ${y + (span.start ? 0 : 4)}V${y + 4}H${round(x1 - 0.5)}${span.end ? `V${y}` : ""}`;
    (span.start && span.end ? closed : open).push(line);
    labels.push(drawn("text", { class: "when-many", x: round(at), y: y + 8, "text-anchor": anchor }, said));
  }
  return [drawn("path", { class: "when-span", d: closed.join("") }), drawn("path", { class: "when-span when-open", d: open.join("") }), ...labels];
}
