// Names on the ground: which of them find a place, and in which scripts.

import { disc, FONT, look } from "../marks/marks.js";

// Between two lines of one name, in pixels.
const LINE = 14;

// How wide a text is, asked once: measuring is half the work of placing names.
const widths = new Map();
export function textWidth(ctx, font, text) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    if (widths.size > 8000) widths.clear();
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width);
  }
  return widths.get(key);
}

// Names that found a place: a later one gives way. The second script comes when all names have theirs, so that
// no place goes unnamed for another's second line.
export class Names {
  placed = [];

  // `isVeiled` tells whether something that would hide a name lies over a point of the canvas.
  constructor(ctx, size, arabic, isVeiled) {
    this.ctx = ctx;
    this.size = size;
    this.arabic = arabic;
    this.isVeiled = isVeiled;
  }

  put({ name, name_ar }, x, y, { size, face = "", color, dot = false, room = Infinity }) {
    if (!name || x < 0 || y < 0 || x > this.size.x || y > this.size.y) return;
    const lines = [{ text: name, direction: "ltr" }, { text: name_ar, direction: "rtl" }].filter(({ text }) => text);
    if (this.arabic) lines.reverse();
    // Arabic letters are not slanted.
    lines.forEach((line, i) => (line.font = `${line.direction === "rtl" ? face.replace("italic", "") : face} ${i ? size - 1 : size}px ${FONT}`));
    /** @type {any} */
    const label = { x, y, dot, color, room, lines: lines.slice(0, 1), second: lines[1] };
    label.box = this.box(label, label.lines, 0);
    if (label.width > room || !this.isFree(label) || [label.box[0], x, label.box[2]].some((at) => this.isVeiled(at, y))) return;
    this.placed.push(label);
  }

  // West, north, east, south of some lines, the first one `shift` pixels below the place.
  box(label, lines, shift) {
    label.width = Math.max(...lines.map(({ font, text }) => textWidth(this.ctx, font, text)));
    const west = label.dot ? label.x - 3 : label.x - label.width / 2 - 4, north = label.y + shift - 9;
    return [west, north, west + label.width + (label.dot ? 12 : 8), north + 18 + LINE * (lines.length - 1)];
  }

  isFree({ box }, but) {
    return !this.placed.some(({ box: b }) => b !== but && b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]);
  }

  // Beside the place, else below it, else above it.
  addSecond(label) {
    const lines = [...label.lines, label.second], alone = label.box, { width } = label;
    for (const shift of [-LINE / 2, 0, -LINE]) {
      label.box = this.box(label, lines, shift);
      if (label.width <= label.room && this.isFree(label, label.box)) return Object.assign(label, { lines, shift });
    }
    return Object.assign(label, { box: alone, width });
  }

  write() {
    const { ctx } = this;
    Object.assign(ctx, { textBaseline: "middle", lineJoin: "round", lineWidth: 3, strokeStyle: look.theme.land });
    for (const label of this.placed) if (label.second) this.addSecond(label);
    for (const { x, y, dot, color, lines, shift = 0 } of this.placed) {
      ctx.fillStyle = color;
      ctx.textAlign = dot ? "left" : "center";
      lines.forEach(({ text, font, direction }, i) => {
        Object.assign(ctx, { font, direction });
        ctx.strokeText(text, dot ? x + 5 : x, y + shift + i * LINE);
        ctx.fillText(text, dot ? x + 5 : x, y + shift + i * LINE);
      });
      if (dot) { disc(ctx, x, y, 1.5); ctx.fill(); }
    }
  }
}
