// Where in a shape a number or a name has room.

/**
 * Return spots where the widest ring is cut from west to east: always within the shape, unlike a centroid. The middle of the
 * widest stretch comes first; `room` is a stretch's width in degrees.
 * @param {{ lat: number, lng: number }[][][]} polygons of each its rings, the outer one first
 */
export function innerSpots(polygons) {
  const rings = polygons.map((polygon) => polygon[0]);
  const width = (ring) => Math.max(...ring.map((p) => p.lng)) - Math.min(...ring.map((p) => p.lng));
  const ring = rings.reduce((a, b) => (width(b) > width(a) ? b : a));
  const lats = ring.map((p) => p.lat), low = Math.min(...lats), high = Math.max(...lats);
  const spots = [];
  for (let share = 0.1; share < 0.95; share += 0.1) {
    const lat = low + (high - low) * share, cuts = [];
    ring.forEach((a, i) => {
      const b = ring[(i + 1) % ring.length];
      if (a.lat > lat !== b.lat > lat) cuts.push(a.lng + ((lat - a.lat) * (b.lng - a.lng)) / (b.lat - a.lat));
    });
    cuts.sort((a, b) => a - b);
    // A name would leave the shape at its very top and foot, and beside the middle of a stretch.
    const least = share < 0.15 || share > 0.85 ? 0.4 : 1;
    for (let i = 0; i + 1 < cuts.length; i += 2)
      for (const [at, part] of [[0.5, 1], [0.25, 0.5], [0.75, 0.5]]) {
        const room = cuts[i + 1] - cuts[i];
        spots.push({ lat, lng: cuts[i] + room * at, room: room * part * least });
      }
  }
  return spots.length ? spots.sort((a, b) => b.room - a.room) : [{ lat: low, lng: ring[0].lng, room: 0 }];
}

// Along a line: its middle first, then ever nearer to its ends.
export const spotsAlong = (line) => [4, 3, 5, 2, 6, 1, 7].map((eighth) => line[Math.floor((line.length * eighth) / 8)]);
