// What the colours, fills and shapes of the map mean.

import { gettext } from "../../../words/i18n.js";
import { DOT, drawCell, drawCount, drawIncident, halo, look, mark } from "../marks/marks.js";
import { hatching } from "../marks/symbols.js";
import { element, swatch } from "./controls.js";

const SHAPE_SWATCHES = {
  hatch(ctx, ink, w, h) {
    ctx.fillStyle = hatching(ink, 10);
    ctx.strokeStyle = ink;
    ctx.beginPath();
    ctx.rect(3, 3, w - 6, h - 6);
    ctx.fill();
    ctx.stroke();
  },
  line(ctx, ink, w, h) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = 4;
    ctx.beginPath();
    ctx.moveTo(2, h - 6);
    ctx.quadraticCurveTo(w / 2, 0, w - 2, h / 2);
    ctx.stroke();
  },
};

export const Legend = L.Control.extend({
  options: { position: "topright" },

  onAdd(map) {
    const box = (this.box = element("section", "atlas-legend leaflet-bar"));
    this.folded = new Set();
    this.button = element("button", "atlas-legend-button");
    this.button.type = "button";
    this.body = element("div", "atlas-legend-body");
    this.body.id = "atlas-legend-body";
    this.body.tabIndex = 0; // Scrolls by keyboard when the map is low.
    // What this picture's shades stand for comes first, and changes by itself.
    this.shades = element("div");
    this.marks = element("div");
    this.body.append(this.shades, this.marks);
    this.button.setAttribute("aria-controls", this.body.id);
    this.button.onclick = () => this.open(this.body.hidden);
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    box.append(this.button, this.body);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    this.draw();
    const { x, y } = map.getSize();
    this.open(x >= 900 && y >= 480);
    return box;
  },

  open(open) {
    this.body.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  },

  close(event) {
    if (this.body.hidden) return;
    event.stopPropagation(); // One key closes one thing.
    this.open(false);
    this.button.focus();
  },

  draw() {
    this.box.setAttribute("aria-label", gettext("Legend"));
    this.button.textContent = gettext("Legend");
    const grey = look.ink(null);
    const centre = (paint) => swatch((ctx, w, h) => paint(ctx, w / 2, h / 2));
    const disc = (ink, pattern) => centre((ctx, x, y) => mark(ctx, x, y, DOT, { ink, pattern }));
    const place = ({ symbol }) =>
      swatch((ctx, w, h) => {
        const style = { ink: grey, pattern: "solid" };
        if (symbol === "none") return;
        if (symbol in SHAPE_SWATCHES) SHAPE_SWATCHES[symbol](ctx, grey, w, h);
        else drawIncident(ctx, w / 2, h / 2, h / 2 - 2, symbol, symbol.includes("ring") && symbol !== "dot-ring" ? { ...style, pattern: "hollow" } : style);
      });
    const types = Object.keys(STYLE.colours).map((name) => [disc(look.ink(name), "solid"), gettext(name)]);
    const outline = swatch((ctx, w, h) => {
      Object.assign(ctx, { strokeStyle: look.theme.ink, lineWidth: 1.5 });
      ctx.setLineDash([6, 4]);
      ctx.strokeRect(3, 3, w - 6, h - 6);
    });
    this.marks.replaceChildren(
      this.group("types", gettext("What happened"), [...types, [disc(grey, "solid"), gettext(STYLE.other.words)]]),
      this.group("fills", gettext("How far it was checked"), Object.values(STYLE.fills).map(({ pattern, words }) => [disc(grey, pattern), gettext(words)])),
      this.group("places", gettext("How well the place is known"), Object.values(STYLE.drawings).map((drawing) => [place(drawing), gettext(drawing.legend)])),
      this.group("many", gettext("Many at once"), [
        [centre((ctx, x, y) => drawCell(ctx, x, y, 10, { count: 9, types: {} })), gettext("how many lie here; select to come closer")],
        [centre((ctx, x, y) => drawCell(ctx, x, y, 7.5, { count: 3, types: {}, stack: true })), gettext("all on one point; select to list them")],
        [swatch((ctx, w, h) => drawCell(ctx, w / 2, h / 2, 7.5, { count: 9, types: {}, coarse: 4 }), 28, 28), gettext("dashed arc: the share of them that is only roughly placed")],
        [centre((ctx, x, y) => drawCount(ctx, x, y, "3", grey)), gettext("how many a province or a line stands for")],
      ]),
      this.group("picked", gettext("Standing out"), [
        [centre((ctx, x, y) => { halo(ctx, x, y, 2.5); mark(ctx, x, y, 4, { ink: grey, pattern: "solid" }); }), gettext("the incident you are reading")],
        [centre((ctx, x, y) => { halo(ctx, x, y, 2.5, true); mark(ctx, x, y, 4, { ink: grey, pattern: "solid" }); }), gettext("the one you point at in the list")],
        [outline, gettext("the area you chose")],
      ]),
    );
  },

  // A heading that folds what is below it; what the reader folded stays so.
  group(key, title, rows) {
    const part = element("details"), summary = element("summary", "", title);
    part.open = !this.folded.has(key);
    part.ontoggle = () => (part.open ? this.folded.delete(key) : this.folded.add(key));
    part.append(summary, legendRows(rows));
    return part;
  },

  // `rows` pair a step of the ramp with its words; a picture without shades passes none. Those of marks that are not
  // on the map then give way.
  shade(title, rows) {
    const box = ({ fill, hatched }) =>
      swatch((ctx, w, h) => {
        Object.assign(ctx, { fillStyle: hatched ? hatching(look.theme.border, 6) : fill ?? "transparent", strokeStyle: look.theme.border });
        ctx.fillRect(3, 3, w - 6, h - 6);
        ctx.strokeRect(3, 3, w - 6, h - 6);
      });
    this.shades.replaceChildren(...(title ? [this.group("shades", title, rows.map(([style, words]) => [box(style), words]))] : []));
    this.marks.hidden = Boolean(title);
  },
});

function legendRows(rows) {
  const list = element("ul");
  for (const [picture, words] of rows) {
    const row = element("li");
    row.append(picture, element("span", "", words));
    list.append(row);
  }
  return list;
}
