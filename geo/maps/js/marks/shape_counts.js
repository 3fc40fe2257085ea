// How many a province or a border stands for: a number in or along the shape, where it covers no incident.

import { drawCount, look, short } from "./marks.js";
import { Spot } from "./spot.js";

const COUNT_RADIUS = 10;
// This far from everything else, in pixels, a count is clear of it.
const CLEAR = 8;

// How many a province or border stands for. A mark of its own, so that no ring lies over it. `spots` are the places
// it may stand at, best first.
export const CountSpot = Spot.extend({
  initialize(properties, spots, renderer) {
    this.spots = spots;
    Spot.prototype.initialize.call(this, properties, spots[0], renderer);
  },
  _pixels: () => COUNT_RADIUS,
  _paint(ctx) {
    const { count, event_type } = this.properties;
    drawCount(ctx, this._point.x, this._point.y, short(count), look.ink(event_type));
  },
});

// Moves the counts of shapes to where they cover no incident: in sight, and of the spots of a shape the first one
// that is clear, else the clearest.
export function placeCounts(paths, map) {
  const clear = new Clearance(), view = map.getBounds();
  const counts = paths.filter((path) => path instanceof CountSpot);
  if (!counts.length) return;
  for (const path of paths) if (path instanceof Spot && !(path instanceof CountSpot)) clear.add(path._point, path._radius);
  for (const path of counts) {
    const seen = path.spots.filter((spot) => view.contains(spot));
    let best = { room: -Infinity, spot: path.spots[0] };
    for (const spot of seen.length ? seen : path.spots) {
      const room = clear.around(map.latLngToLayerPoint(spot)) - COUNT_RADIUS;
      if (room > best.room) best = { room, spot };
      if (room >= CLEAR) break;
    }
    path.setLatLng(best.spot);
    clear.add(path._point, COUNT_RADIUS);
  }
}

// How far, in pixels, a point is from the marks around it; beyond a step nothing counts.
class Clearance {
  near = new Map();
  wide = [];
  step = 64;

  // A square of the grid as one number: it is asked for ten thousand times a picture.
  key(column, row) {
    return column * 2 ** 20 + row;
  }

  add({ x, y }, radius) {
    if (radius > this.step / 2) {
      this.wide.push([x, y, radius]);
      return;
    }
    const key = this.key(Math.floor(x / this.step), Math.floor(y / this.step));
    if (!this.near.has(key)) this.near.set(key, []);
    this.near.get(key).push([x, y, radius]);
  }

  around(point) {
    const column = Math.floor(point.x / this.step), row = Math.floor(point.y / this.step);
    let room = roomBeside(this.wide, point, this.step);
    for (let right = -1; right <= 1; right++)
      for (let down = -1; down <= 1; down++) room = roomBeside(this.near.get(this.key(column + right, row + down)), point, room);
    return room;
  }
}

function roomBeside(marks, { x, y }, most) {
  let room = most;
  for (const [markX, markY, radius] of marks ?? []) room = Math.min(room, Math.sqrt((x - markX) ** 2 + (y - markY) ** 2) - radius);
  return room;
}
