// A point on the canvas, which every mark of ours is.

import { halo } from "./marks.js";

// A point on the canvas whose size may be a true distance. `properties` are the feature's own.
export const Spot = L.CircleMarker.extend({
  initialize(properties, latlng, renderer) {
    this.properties = properties;
    L.CircleMarker.prototype.initialize.call(this, latlng, { renderer, weight: 2, bubblingMouseEvents: false });
  },
  _project() {
    this._radius = this._pixels();
    L.CircleMarker.prototype._project.call(this);
  },
  _updatePath() {
    if (!this._renderer._drawing || this._empty()) return;
    if (this.chosen || this.pointed) this._halo(this._renderer._ctx, !this.chosen);
    this._paint(this._renderer._ctx);
  },
  _halo(ctx, light) { halo(ctx, this._point.x, this._point.y, this._radius, light); },
  // Room for halo, outline and second ring in what the canvas clears and redraws.
  _updateBounds() {
    const reach = L.point(1, 1).multiplyBy(this._radius + 11);
    this._pxBounds = L.bounds(this._point.subtract(reach), this._point.add(reach));
  },
});
