// Areas and ways on the earth, in degrees.

/**
 * Return the rings of a view's `area`, of polygons with holes all, as Leaflet takes them: latitude first.
 * @param {string} area `w,s,e,n`, or WKT with longitude first
 * @returns {number[][][]}
 */
export function ringsOf(area) {
  const box = area.split(",").map(Number);
  if (box.length === 4 && box.every(Number.isFinite)) return [boxRing(box)];
  return (area.match(/\([^()]+\)/g) ?? [])
    .map((ring) => ring.slice(1, -1).split(",").map((corner) => corner.trim().split(/\s+/).map(Number)))
    .map((ring) => ring.filter(([lon, lat]) => Number.isFinite(lon) && Number.isFinite(lat)).map(([lon, lat]) => [lat, lon]));
}

/** @type {(box: number[]) => number[][]} */
export const boxRing = ([west, south, east, north]) => [[south, west], [south, east], [north, east], [north, west], [south, west]];

/**
 * Return points along the shortest way between two points, which a straight line on this map is not.
 * @param {{ lat: number, lng: number }} a
 * @param {{ lat: number, lng: number }} b
 */
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
    points.push({ lat: back(Math.atan2(z, Math.hypot(x, y))), lng: lng + 360 * Math.round((before - lng) / 360) });
  }
  return points;
}
