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

// The rings of a view's `area`: `w,s,e,n`, or WKT with longitude first. Polygons with holes give all their rings.
export function ringsOf(area) {
  const box = area.split(",").map(Number);
  if (box.length === 4 && box.every(Number.isFinite)) return [boxRing(box)];
  return (area.match(/\([^()]+\)/g) ?? [])
    .map((ring) => ring.slice(1, -1).split(",").map((corner) => corner.trim().split(/\s+/).map(Number)))
    .map((ring) => ring.filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat)).map(([lon, lat]) => [lat, lon]));
}

export const boxRing = ([west, south, east, north]) => [[south, west], [south, east], [north, east], [north, west], [south, west]];

// The shortest way between two points, which a straight line on this map is not.
export function greatCircle(a, b) {
  const turn = (degrees) => (degrees * Math.PI) / 180, back = (radians) => (radians * 180) / Math.PI;
  const vector = ({ lat, lng }) => [Math.cos(turn(lat)) * Math.cos(turn(lng)), Math.cos(turn(lat)) * Math.sin(turn(lng)), Math.sin(turn(lat))];
  const [u, v] = [vector(a), vector(b)], angle = Math.acos(Math.min(1, u[0] * v[0] + u[1] * v[1] + u[2] * v[2]));
  if (angle < 0.002 || angle > 3.1) return [a, b];
  const parts = Math.ceil(angle * 40), points = [];
  for (let i = 0; i <= parts; i += 1) {
    const [p, q] = [Math.sin((1 - i / parts) * angle), Math.sin((i / parts) * angle)];
    const [x, y, z] = u.map((one, at) => (p * one + q * v[at]) / Math.sin(angle));
    const lng = back(Math.atan2(y, x)), before = points.at(-1)?.lng ?? a.lng;
    points.push(L.latLng(back(Math.atan2(z, Math.hypot(x, y))), lng + 360 * Math.round((before - lng) / 360)));
  }
  return points;
}
