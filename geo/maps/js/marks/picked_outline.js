// What makes the picked incident stand out: drawn once more over everything else, in outline, so that what lies below
// can be seen and hit; and from a cell of many a line to the place itself.

import { DOT, look, mark, patternOf, SMALLEST_RING, symbolOf } from "./marks.js";
import { Area, IncidentSpot, Line, strokes } from "./symbols.js";

const IncidentEdge = IncidentSpot.extend({
  initialize(properties, latlng, renderer) {
    IncidentSpot.prototype.initialize.call(this, properties, latlng, renderer);
    this.chosen = true;
    this.rank = 7;
    this.options.interactive = false;
  },
  _paint(ctx) {
    const { place_precision, event_type, verification } = this.properties, symbol = symbolOf(place_precision), { x, y } = this._point;
    const style = { ink: look.ink(event_type), pattern: patternOf(verification) }, dash = symbol === "dashed-ring" ? [7, 5] : undefined;
    if (symbol !== "dot") mark(ctx, x, y, Math.max(this._radius, SMALLEST_RING), { ...style, pattern: "hollow", dash });
    if (symbol.startsWith("dot")) mark(ctx, x, y, DOT, style);
  },
});

const edge = (Kind, widths) =>
  Kind.extend({
    initialize(properties, latlngs, renderer) {
      this.properties = properties;
      this.chosen = true;
      this.rank = 7;
      Kind.prototype.initialize.call(this, latlngs, { renderer, fill: false, interactive: false });
    },
    _updatePath() {
      strokes(this, widths(look.theme, look.ink(this.properties.event_type)));
    },
  });

const AreaEdge = edge(L.Polygon, ({ paper, ink }, color) => [[paper, 9], [ink, 6], [paper, 3], [color, 2]]);
const LineEdge = edge(L.Polyline, ({ paper, ink }, color) => [[paper, 16], [ink, 12], [paper, 8, 0.8], [color, 4]]);

// From a cell of many to where one of them is.
const Leader = L.Polyline.extend({
  initialize(from, to, renderer) {
    this.properties = { kind: "leader" };
    this.rank = 6;
    L.Polyline.prototype.initialize.call(this, [from, to], { renderer, interactive: false });
  },
  _updatePath() {
    const { paper, ink } = look.theme;
    strokes(this, [[paper, 5], [ink, 2]]);
  },
});

// What is drawn over everything for a path that is chosen; a cell or a number is raised itself, by its rank.
export function edgesOf(path, renderer) {
  const { properties } = path;
  if (path instanceof Area) return [new AreaEdge(properties, path.getLatLngs(), renderer)];
  if (path instanceof Line) return [new LineEdge(properties, path.getLatLngs(), renderer)];
  return path instanceof IncidentSpot ? [new IncidentEdge(properties, path.getLatLng(), renderer)] : [];
}

// Lines from the cells that count an incident to its own mark.
export function leadersTo(own, cells, renderer) {
  return own.filter((path) => path.getLatLng).flatMap((path) => cells.map((cell) => new Leader(cell.getLatLng(), path.getLatLng(), renderer)));
}
