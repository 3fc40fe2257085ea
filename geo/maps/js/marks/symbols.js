// What is drawn for an incident, a cell of many, a province or a border: Leaflet paths on one shared canvas.

import { innerSpots, spotsAlong } from "./inner_spots.js";
import { DOT, drawCell, drawIncident, look, patternOf, radiusOf, SMALLEST_RING, symbolOf, TAU } from "./marks.js";
import { CountSpot } from "./shape_counts.js";
import { Spot } from "./spot.js";

const EARTH_RADIUS_M = 6378137;

export const IncidentSpot = Spot.extend({
  _pixels() {
    const symbol = symbolOf(this.properties.place_precision);
    if (symbol === "dot") return DOT;
    const metres = TAU * EARTH_RADIUS_M * Math.cos((this._latlng.lat * Math.PI) / 180);
    return Math.max(SMALLEST_RING, (radiusOf(this.properties) * 256 * 2 ** this._map.getZoom()) / metres);
  },
  _paint(ctx) {
    const { place_precision, event_type, verification } = this.properties;
    const style = { ink: look.ink(event_type), pattern: patternOf(verification) };
    drawIncident(ctx, this._point.x, this._point.y, this._radius, symbolOf(place_precision), style);
  },
});

const CellSpot = Spot.extend({
  _pixels() { return 13 + 3 * Math.log10(this.properties.count); },
  _paint(ctx) { drawCell(ctx, this._point.x, this._point.y, this._radius, this.properties); },
});

// A canvas pattern of slanted lines, made once per colour and density.
const patterns = new Map();
export function hatching(ink, step) {
  const key = `${ink} ${step}`;
  if (!patterns.has(key)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = step;
    const ctx = /** @type {CanvasRenderingContext2D} */ (tile.getContext("2d"));
    ctx.strokeStyle = ink;
    ctx.lineWidth = 1.25;
    ctx.beginPath();
    for (const shift of [-step, 0, step]) { ctx.moveTo(shift, step); ctx.lineTo(shift + step, 0); }
    ctx.stroke();
    patterns.set(key, ctx.createPattern(tile, "repeat"));
  }
  return patterns.get(key);
}

// One line after the other along the same path, widest first: the picked one stands out by its edge of ink.
export function strokes(path, widths) {
  for (const [color, weight, opacity = 1] of widths) {
    Object.assign(path.options, { color, weight, opacity });
    Object.getPrototypeOf(path.constructor.prototype)._updatePath.call(path);
  }
}

export const Area = L.Polygon.extend({
  initialize(properties, latlngs, renderer) {
    this.properties = properties;
    L.Polygon.prototype.initialize.call(this, latlngs, { renderer, fillOpacity: 1, bubblingMouseEvents: false });
  },
  _updatePath() {
    const { event_type, gathered } = this.properties, color = look.ink(event_type), { paper, ink } = look.theme;
    this.options.fill = false;
    if (this.chosen) strokes(this, [[paper, 9], [ink, 6], [paper, 3]]);
    else if (this.pointed) strokes(this, [[paper, 7], [ink, 4], [paper, 2]]);
    Object.assign(this.options, { fill: true, fillColor: hatching(color, gathered ? 16 : 10) });
    strokes(this, [[color, this.chosen ? 2 : 1.5]]);
  },
});

export const Line = L.Polyline.extend({
  initialize(properties, latlngs, renderer) {
    this.properties = properties;
    L.Polyline.prototype.initialize.call(this, latlngs, { renderer, bubblingMouseEvents: false });
  },
  _updatePath() {
    const { paper, ink } = look.theme;
    if (this.chosen) strokes(this, [[paper, 16], [ink, 12]]);
    else if (this.pointed) strokes(this, [[paper, 13], [ink, 10]]);
    strokes(this, [[paper, 8, 0.8], [look.ink(this.properties.event_type), 4]]);
    this.options.weight = 9; // What can be hit is wider than what is seen.
  },
});

// The paths for one feature of `/api/map`; a shape's geometry is what `/api/collections/boundaries` gave.
export function pathsFor({ properties, geometry }, renderer) {
  if (properties.kind === "shape") return shapePaths(properties, geometry, renderer);
  const latlng = L.GeoJSON.coordsToLatLng(geometry.coordinates);
  return [new (properties.kind === "cell" ? CellSpot : IncidentSpot)(properties, latlng, renderer)];
}

export function shapePaths(properties, geometry, renderer) {
  const shape = new (isArea(geometry) ? Area : Line)(properties, latlngsOf(geometry), renderer);
  return properties.count < 2 ? [shape] : [shape, new CountSpot(properties, spotsOf(geometry), renderer)];
}

export const isArea = ({ type }) => type.endsWith("Polygon");

// What follows from a shape's geometry alone is made once, however often the shape is drawn.
function once(make) {
  const made = new WeakMap();
  return (geometry) => {
    if (!made.has(geometry)) made.set(geometry, make(geometry));
    return made.get(geometry);
  };
}

export const latlngsOf = once(({ type, coordinates }) => {
  const many = type.startsWith("Multi") ? coordinates : [coordinates];
  return L.GeoJSON.coordsToLatLngs(many, isArea({ type }) ? 2 : 1);
});

export const innerSpotsOf = once((geometry) => innerSpots(latlngsOf(geometry)));

// Where in a shape a number may stand, best first.
export const spotsOf = once((geometry) => {
  const along = () => spotsAlong(latlngsOf(geometry).reduce((a, b) => (b.length > a.length ? b : a)));
  return (isArea(geometry) ? innerSpotsOf(geometry) : along()).map(({ lat, lng }) => L.latLng(lat, lng));
});
