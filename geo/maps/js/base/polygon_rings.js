// Outlines of the offline ground, in Web Mercator, painted at any zoom.

import { TAU } from "../marks/marks.js";

export const mercatorX = (lon) => lon / 360 + 0.5;
export const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / TAU;

// A ring of points in units of the whole world, with its box, ready to be scaled to any zoom.
export class Ring {
  constructor(points) {
    this.xy = new Float64Array(points.length * 2);
    this.box = [Infinity, Infinity, -Infinity, -Infinity];
    points.forEach(([lon, lat], i) => {
      const x = (this.xy[2 * i] = mercatorX(lon)), y = (this.xy[2 * i + 1] = mercatorY(lat)), b = this.box;
      this.box = [Math.min(b[0], x), Math.min(b[1], y), Math.max(b[2], x), Math.max(b[3], y)];
    });
  }

  // From whole thousandths of a degree, each point the difference to the one before.
  static unpacked(numbers) {
    const points = [];
    for (let i = 0, x = 0, y = 0; i < numbers.length; i += 2) points.push([(x += numbers[i]) / 1000, (y += numbers[i + 1]) / 1000]);
    return new Ring(points);
  }

  static ofGeometry({ type, coordinates }) {
    return (type === "MultiPolygon" ? coordinates : [coordinates]).map((rings) => new Ring(rings[0]));
  }

  touches([west, north, east, south]) {
    const b = this.box;
    return b[0] <= east && b[2] >= west && b[1] <= south && b[3] >= north;
  }

  // Adds the ring to the path, without the points that fall into the pixel of the one before.
  trace(ctx, scale, origin) {
    let lastX = NaN, lastY = NaN;
    for (let i = 0; i < this.xy.length; i += 2) {
      const x = this.xy[i] * scale - origin.x, y = this.xy[i + 1] * scale - origin.y;
      if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.8) continue;
      i ? ctx.lineTo(x, y) : ctx.moveTo(x, y);
      [lastX, lastY] = [x, y];
    }
    ctx.closePath();
  }
}

// One ring at a time: a single path of them all takes five times as long.
export function paintRings(ctx, rings, { scale, origin }, { fill, stroke, width }) {
  Object.assign(ctx, { fillStyle: fill, strokeStyle: stroke, lineWidth: width });
  for (const ring of rings) {
    ctx.beginPath();
    ring.trace(ctx, scale, origin);
    if (fill) ctx.fill();
    if (stroke) ctx.stroke();
  }
}
