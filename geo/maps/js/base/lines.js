// Lines drawn over or under the incidents by whoever looks: what is measured, an area being drawn, the view's own area.

import { drawCount, look, mark } from "../marks/marks.js";
import { Spot } from "../marks/spot.js";
import { strokes } from "../marks/symbols.js";

// A line that takes no clicks: what lies under it can still be hit.
export const Trace = L.Polyline.extend({
  initialize(latlngs, renderer, { dash = null, width = 2 } = {}) {
    this.dash = dash;
    this.width = width;
    L.Polyline.prototype.initialize.call(this, latlngs, { renderer, interactive: false, smoothFactor: 0.5 });
  },
  _updatePath() {
    const { paper, ink } = look.theme;
    this.options._dashArray = null;
    strokes(this, [[paper, this.width + 3, 0.8]]);
    this.options._dashArray = this.dash;
    strokes(this, [[ink, this.width]]);
    this._renderer._ctx.setLineDash([]); // Leaflet leaves it to whatever is drawn next.
    this.options.weight = this.width + 4; // What the canvas clears is as wide as what was drawn.
  },
});

export const Corner = Spot.extend({
  initialize(latlng, renderer) {
    Spot.prototype.initialize.call(this, {}, latlng, renderer);
    this.options.interactive = false;
  },
  _pixels: () => 4,
  _paint(ctx) { mark(ctx, this._point.x, this._point.y, 4, { ink: look.theme.ink, pattern: "hollow" }); },
});

export const Label = Corner.extend({
  initialize(latlng, renderer, words) {
    Corner.prototype.initialize.call(this, latlng, renderer);
    this.words = words;
  },
  _pixels: () => 50, // Room for its words in what the canvas clears.
  _paint(ctx) { drawCount(ctx, this._point.x, this._point.y, this.words, look.theme.ink); },
});
