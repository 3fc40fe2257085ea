// What is drawn of an area by shade: the area, and a number on it.

import { FONT, look } from "../marks/marks.js";
import { Spot } from "../marks/spot.js";
import { hatching, strokes } from "../marks/symbols.js";

const SHADE_FONT = `600 11px ${FONT}`;
export const NAME_FONT = `11px ${FONT}`;

// An area filled in the shade of its class, the ground shimmering through.
export const Shaded = L.Polygon.extend({
  initialize(properties, latlngs, renderer, style) {
    this.properties = properties;
    this.style = style;
    L.Polygon.prototype.initialize.call(this, latlngs, { renderer, bubblingMouseEvents: false, fillOpacity: 0.85 });
  },
  _updatePath() {
    const { fill, hatched } = this.style(), { border, ink } = look.theme;
    Object.assign(this.options, { fill: true, fillColor: hatched ? hatching(border, 8) : fill, fillOpacity: hatched ? 1 : fill === "transparent" ? 0 : 0.85 });
    strokes(this, this.hovered ? [[ink, 2.5]] : [[border, 1]]);
  },
});

// A number on a shade, in the ink that can be read on it; over it the area's name where it has room.
export const ShadeCount = Spot.extend({
  initialize(words, latlng, renderer, style, name = null) {
    this.words = words;
    this.style = style;
    this.name = name;
    Spot.prototype.initialize.call(this, {}, latlng, renderer);
    this.options.interactive = false;
  },
  _pixels() { return this.name ? 70 : 20; },
  _paint(ctx) {
    const { x, y } = this._point, apart = this.name ? 7 : 0;
    ctx.save();
    Object.assign(ctx, { font: SHADE_FONT, textAlign: "center", textBaseline: "middle", fillStyle: this.style().ink ?? look.theme.ink });
    ctx.fillText(this.words, x, y + apart + 0.5);
    if (this.name) {
      ctx.font = NAME_FONT;
      ctx.fillText(this.name, x, y - apart + 0.5);
    }
    ctx.restore();
  },
});
