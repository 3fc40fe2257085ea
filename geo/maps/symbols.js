// What is drawn for an incident, a cell of many, a province or a border: Leaflet paths on one shared canvas.

const TAU = 2 * Math.PI;
const EARTH_RADIUS_M = 6378137;
const FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', sans-serif";
const DOT = 6;
// A ring smaller than this cannot be hit with a finger or told from a dot.
const SMALLEST_RING = 10;
const COUNT_RADIUS = 10;
// This far from everything else, in pixels, a count is clear of it.
const CLEAR = 8;

// The colours and the language in use: set once, read at every drawing.
const look = {
  dark: false,
  lang: "en",
  get theme() { return STYLE.themes[this.dark ? "dark" : "light"]; },
  // Of the five steps from few to many: what fills it, and what can be read on it.
  step(at) { const name = this.dark ? "dark" : "light"; return { fill: STYLE.ramp[name][at], ink: STYLE.rampInk[name][at] }; },
  ink(eventType) { return (Object.hasOwn(STYLE.colours, eventType) ? STYLE.colours[eventType] : STYLE.other)[this.dark ? "dark" : "light"]; },
};

const symbolOf = (precision) => STYLE.drawings[precision]?.symbol ?? "none";
const radiusOf = (properties) => properties.radius_m ?? STYLE.radius[properties.place_precision] ?? 0;
const patternOf = (verification) => STYLE.fills[verification]?.pattern ?? "hollow";

function disc(ctx, x, y, radius) {
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, TAU);
}

// Lines across the current clip, `step` pixels apart, at an angle: the hatching of rings, polygons and the legend.
function hatch(ctx, x, y, radius, angle, step) {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  for (let at = -radius; at <= radius; at += step) {
    ctx.moveTo(-radius, at);
    ctx.lineTo(radius, at);
  }
  ctx.stroke();
  ctx.restore();
}

// A round mark filled by how far the report was checked; `wash` thins the fill of areas, which must let the map through.
function mark(ctx, x, y, radius, { ink, pattern, wash = 1, dash = [] }) {
  const small = radius <= DOT + 2, wide = radius > 100; // A wide area must let the map and its neighbours through.
  ctx.save();
  ctx.lineWidth = small ? 4.5 : 4;
  ctx.strokeStyle = look.theme.paper;
  ctx.globalAlpha = small ? 1 : 0.7;
  disc(ctx, x, y, radius);
  ctx.stroke();
  if (small) { ctx.fillStyle = look.theme.paper; ctx.fill(); }
  ctx.save();
  disc(ctx, x, y, radius);
  ctx.clip();
  ctx.fillStyle = ctx.strokeStyle = ink;
  ctx.globalAlpha = wide ? wash / 2 : wash;
  if (pattern === "solid") ctx.fill();
  if (pattern === "half") ctx.fillRect(x - radius, y - radius, radius, 2 * radius);
  ctx.globalAlpha = small ? 1 : wide ? 0.3 : 0.55;
  ctx.lineWidth = small ? 1.75 : 1.25;
  const angles = { cross: [0.8, -0.8], bar: [0] }[pattern] ?? [];
  for (const angle of angles) small ? strike(ctx, x, y, radius, angle) : hatch(ctx, x, y, radius * 1.5, angle, wide ? 16 : 9);
  ctx.restore();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 2;
  ctx.setLineDash(dash);
  disc(ctx, x, y, radius);
  ctx.stroke();
  ctx.restore();
}

// One line through a mark too small for hatching.
function strike(ctx, x, y, radius, angle) {
  const dx = radius * Math.cos(angle), dy = radius * Math.sin(angle);
  ctx.beginPath();
  ctx.moveTo(x - dx, y - dy);
  ctx.lineTo(x + dx, y + dy);
  ctx.stroke();
}

// One incident as its precision allows: the only place that decides whether there is a dot.
function drawIncident(ctx, x, y, radius, symbol, style) {
  if (symbol === "dot-ring") mark(ctx, x, y, Math.max(radius, SMALLEST_RING), { ...style, wash: 0.18, pattern: "solid" });
  if (symbol === "dot" || symbol === "dot-ring") mark(ctx, x, y, DOT, style);
  if (symbol === "ring") mark(ctx, x, y, radius, { ...style, wash: 0.4 });
  if (symbol === "dashed-ring") mark(ctx, x, y, radius, { ...style, wash: 0.25, dash: [7, 5] });
}

// A ring around the picked mark, ink between two lines of paper: seen on any ground, and by its shape alone. A thinner
// one, in dashes, for the mark of a row that is only looked at.
function halo(ctx, x, y, radius, light = false) {
  ctx.save();
  disc(ctx, x, y, radius + 6);
  for (const [color, width] of [[look.theme.paper, light ? 5 : 7], [look.theme.ink, light ? 2 : 3]]) {
    if (light && color === look.theme.ink) ctx.setLineDash([4, 3]);
    Object.assign(ctx, { strokeStyle: color, lineWidth: width });
    ctx.stroke();
  }
  ctx.restore();
}

function drawCount(ctx, x, y, text, ink, filled = false) {
  ctx.save();
  ctx.font = `600 12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const width = ctx.measureText(text).width + 12, { paper } = look.theme;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 10, width, 20, 10);
  ctx.fillStyle = filled ? ink : paper;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = ink;
  ctx.stroke();
  ctx.fillStyle = filled ? paper : look.theme.ink;
  ctx.fillText(text, x, y + 0.5);
  ctx.restore();
}

// A cell of many: a ring shared out by type around the count; a second, thin ring when all lie on one point; around
// them an arc in dashes as long as the share that is only roughly placed.
function drawCell(ctx, x, y, radius, { count, types, stack, coarse }) {
  ctx.save();
  disc(ctx, x, y, radius + 1.5);
  ctx.fillStyle = look.theme.paper;
  ctx.fill();
  const parts = Object.entries(types ?? {}).sort((a, b) => b[1] - a[1]);
  const whole = parts.reduce((sum, [, n]) => sum + n, 0);
  let from = -TAU / 4;
  ctx.lineWidth = 5;
  for (const [type, n] of whole ? parts : [["", 1]]) {
    const to = from + (TAU * n) / (whole || 1);
    ctx.beginPath();
    ctx.arc(x, y, radius - 2, from, to);
    ctx.strokeStyle = look.ink(type);
    ctx.stroke();
    from = to;
  }
  ctx.fillStyle = ctx.strokeStyle = look.theme.ink;
  if (stack) { ctx.lineWidth = 1.25; disc(ctx, x, y, radius + 3.5); ctx.stroke(); }
  if (coarse) coarseArc(ctx, x, y, radius + (stack ? 7 : 4.5), coarse / count);
  ctx.font = `600 12px ${FONT}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(short(count), x, y + 0.5);
  ctx.restore();
}

function coarseArc(ctx, x, y, radius, share) {
  ctx.save();
  for (const [color, width] of [[look.theme.paper, 4.5], [look.theme.ink, 2]]) {
    if (color === look.theme.ink) ctx.setLineDash([3, 2]);
    Object.assign(ctx, { strokeStyle: color, lineWidth: width });
    ctx.beginPath();
    ctx.arc(x, y, radius, -TAU / 4, -TAU / 4 + TAU * Math.max(share, 0.05));
    ctx.stroke();
  }
  ctx.restore();
}

const short = (n) => (n < 1000 ? String(n) : new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 }).format(n));

// A point on the canvas whose size may be a true distance. `properties` are the feature's own.
const Spot = L.CircleMarker.extend({
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

const IncidentSpot = Spot.extend({
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
function hatching(ink, step) {
  const key = `${ink} ${step}`;
  if (!patterns.has(key)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = step;
    const ctx = tile.getContext("2d");
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
function strokes(path, widths) {
  for (const [color, weight, opacity = 1] of widths) {
    Object.assign(path.options, { color, weight, opacity });
    Object.getPrototypeOf(path.constructor.prototype)._updatePath.call(path);
  }
}

const Area = L.Polygon.extend({
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

const Line = L.Polyline.extend({
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

// How many a province or border stands for. A mark of its own, so that no ring lies over it. `spots` are the places
// it may stand at, best first.
const CountSpot = Spot.extend({
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
function placeCounts(paths, map) {
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
  constructor() {
    Object.assign(this, { near: new Map(), wide: [], step: 64 });
  }

  // A square of the grid as one number: it is asked for ten thousand times a picture.
  key(column, row) {
    return column * 2 ** 20 + row;
  }

  add({ x, y }, radius) {
    if (radius > this.step / 2) return this.wide.push([x, y, radius]);
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

// Where the widest ring is cut from west to east: spots always within the shape, unlike a centroid. The middle of the
// widest stretch comes first; `room` is a stretch's width in degrees.
function innerSpots(polygons) {
  const rings = polygons.map((rings) => rings[0]);
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
const spotsAlong = (line) => [4, 3, 5, 2, 6, 1, 7].map((eighth) => line[Math.floor((line.length * eighth) / 8)]);

// The paths for one feature of `/api/map`; a shape's geometry is what `/api/collections/boundaries` gave.
function pathsFor({ properties, geometry }, renderer) {
  if (properties.kind === "shape") return shapePaths(properties, geometry, renderer);
  const latlng = L.GeoJSON.coordsToLatLng(geometry.coordinates);
  return [new (properties.kind === "cell" ? CellSpot : IncidentSpot)(properties, latlng, renderer)];
}

function shapePaths(properties, geometry, renderer) {
  const shape = new (isArea(geometry) ? Area : Line)(properties, latlngsOf(geometry), renderer);
  return properties.count < 2 ? [shape] : [shape, new CountSpot(properties, spotsOf(geometry), renderer)];
}

const isArea = ({ type }) => type.endsWith("Polygon");

// What follows from a shape's geometry alone is made once, however often the shape is drawn.
function once(make) {
  const made = new WeakMap();
  return (geometry) => {
    if (!made.has(geometry)) made.set(geometry, make(geometry));
    return made.get(geometry);
  };
}

const latlngsOf = once(({ type, coordinates }) => {
  const many = type.startsWith("Multi") ? coordinates : [coordinates];
  return L.GeoJSON.coordsToLatLngs(many, isArea({ type }) ? 2 : 1);
});

const innerSpotsOf = once((geometry) => innerSpots(latlngsOf(geometry)));

// Where in a shape a number may stand, best first.
const spotsOf = once((geometry) => {
  const along = () => spotsAlong(latlngsOf(geometry).reduce((a, b) => (b.length > a.length ? b : a)));
  return (isArea(geometry) ? innerSpotsOf(geometry) : along()).map(({ lat, lng }) => L.latLng(lat, lng));
});
