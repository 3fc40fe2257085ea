// Marks that no zoom takes apart: what is under one mark, however close one looks, opens as one list.

import { DOT } from "./marks.js";
import { MAX_ZOOM } from "../page/address.js";

const WIDEST_REACH = 24;

const isMark = ({ properties: { kind }, rank, apart }) => (kind === "cell" || kind === "incident") && rank === undefined && !apart;

// The key of a list of this mark and those whose middles lie under it at the closest zoom; null when it lies alone.
export function heapAt(path, paths, map) {
  if (!isMark(path)) return null;
  const place = (each) => map.project(each.getLatLng(), MAX_ZOOM), here = place(path), reach = Math.min(path._radius, WIDEST_REACH);
  const heap = paths.filter((each) => isMark(each) && place(each).distanceTo(here) < reach).map(boxOf);
  if (heap.length < 2) return null;
  const [west, south, east, north] = [0, 1, 2, 3].map((i) => heap.map((box) => box[i]));
  return [Math.min(...west), Math.min(...south), Math.max(...east), Math.max(...north)].join(",");
}

// Its exact west, south, east and north in degrees.
function boxOf(path) {
  const numbers = path.properties.at?.split(",").map(Number) ?? [path.getLatLng().lng, path.getLatLng().lat];
  return numbers.length === 4 ? numbers : [...numbers, ...numbers];
}

// Whether coming closer would show of a cell more than one mark.
export function canOpen(map, [west, south, east, north]) {
  const [a, b] = [map.project([south, west], MAX_ZOOM), map.project([north, east], MAX_ZOOM)];
  return map.getZoom() < MAX_ZOOM && Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) >= DOT;
}
