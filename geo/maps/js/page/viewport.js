// Where a map looks, and what of the things drawn lies there.

import { radiusOf } from "../marks/marks.js";
import { MAX_ZOOM } from "./address.js";
import { calm } from "./page_bridge.js";

// The viewport is asked for in whole tiles of this many pixels, so that a small move asks for nothing new.
const TILE = 256;

// A point of the world, of one that was dragged beyond its edge.
export const within = ({ lat, lng }) => L.latLng(Math.max(-85, Math.min(85, lat)), Math.max(-180, Math.min(180, lng)));

// West, south, east, north of the tiles in sight, in degrees, within the world.
export function tilesInSight(map) {
  const zoom = map.getZoom(), { min, max } = map.getPixelBounds(), world = TILE * 2 ** zoom;
  const snap = (value, round) => Math.min(world, Math.max(0, round(value / TILE) * TILE));
  const corner = (x, y) => map.unproject([x, y], zoom);
  const southWest = corner(snap(min.x, Math.floor), snap(max.y, Math.ceil));
  const northEast = corner(snap(max.x, Math.ceil), snap(min.y, Math.floor));
  return [southWest.lng, southWest.lat, northEast.lng, northEast.lat].map((degrees) => Number(degrees.toFixed(5)));
}

export function sightOf(map) {
  const view = map.getBounds();
  return L.latLngBounds(within(view.getSouthWest()), within(view.getNorthEast()));
}

// Whether any of a path's drawing is in sight; a shape may also hold the whole view.
export function isInSight(path, view) {
  if (path.getLatLng) return view.intersects(reachOf(path));
  const points = path.getLatLngs().flat(Infinity);
  return points.some((at) => view.contains(at)) || path._containsPoint(path._map.latLngToLayerPoint(view.getCenter()));
}

// The box of a shape, or of the circle a place is known to lie in.
export function reachOf(path) {
  if (!path.getLatLng) return path.getBounds();
  const radius = path.properties.kind === "incident" ? radiusOf(path.properties) : 0;
  return path.getLatLng().toBounds(2 * radius + 1);
}

// Nearer to what a cell holds: to its box [west, south, east, north] where that brings it closer, else two steps.
export function comeCloser(map, bounds, middle) {
  const box = bounds && [[bounds[1], bounds[0]], [bounds[3], bounds[2]]];
  const zoom = box ? map.getBoundsZoom(box, false, L.point(48, 48)) : 0;
  const how = { padding: [24, 24], maxZoom: MAX_ZOOM };
  if (zoom > map.getZoom() && calm()) map.fitBounds(box, { ...how, animate: false });
  else if (zoom > map.getZoom()) map.flyToBounds(box, { ...how, duration: 0.4 });
  else map.setView(middle, Math.min(MAX_ZOOM, map.getZoom() + 2));
}
