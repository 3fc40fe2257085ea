// The offline basemap: land, lakes, borders, provinces and names on one canvas below everything that can be clicked.

const PROVINCES_FROM_ZOOM = 5;
const PROVINCE_NAMES_FROM_ZOOM = 6;
const TOWNS_FROM_ZOOM = 8;
const REQUESTS_AT_ONCE = 4;
// Up to this many, or a view of a continent would ask for the provinces of all its countries.
const MOST_COUNTRIES = 24;
// The smallest population named at a zoom: what is there is more than can be read.
const POPULATION_AT = { 3: 5e6, 4: 2e6, 5: 8e5, 6: 3e5, 7: 1.2e5, 8: 4e4, 9: 1e4, 10: 2e3 };

const mercatorX = (lon) => lon / 360 + 0.5;
const mercatorY = (lat) => 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / TAU;

// A ring of points in units of the whole world, with its box, ready to be scaled to any zoom.
class Ring {
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

// Names that found a place: a later one gives way.
class Names {
  constructor(ctx, size, arabic) {
    Object.assign(this, { ctx, size, arabic, taken: [] });
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.direction = arabic ? "rtl" : "ltr";
  }

  put({ name, name_ar }, x, y, { font, color, dot, room = Infinity }) {
    const text = (this.arabic && name_ar) || name;
    if (!text || x < 0 || y < 0 || x > this.size.x || y > this.size.y) return;
    const { ctx } = this;
    ctx.font = `${font} ${FONT}`;
    const width = ctx.measureText(text).width, shift = dot ? width / 2 + 5 : 0;
    const box = [x + shift - width / 2 - 4, y - 9, x + shift + width / 2 + 4, y + 9];
    if (width > room || this.taken.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) return;
    this.taken.push(box);
    ctx.textAlign = "center";
    ctx.strokeStyle = look.theme.land;
    ctx.lineWidth = 3;
    ctx.strokeText(text, x + shift, y);
    ctx.fillStyle = color;
    ctx.fillText(text, x + shift, y);
    if (dot) { disc(ctx, x, y, 1.5); ctx.fill(); }
  }
}

// One ring at a time: a single path of them all takes five times as long.
function paintRings(ctx, rings, { scale, origin }, { fill, stroke, width }) {
  Object.assign(ctx, { fillStyle: fill, strokeStyle: stroke, lineWidth: width });
  for (const ring of rings) {
    ctx.beginPath();
    ring.trace(ctx, scale, origin);
    if (fill) ctx.fill();
    if (stroke) ctx.stroke();
  }
}

const Basemap = L.Renderer.extend({
  options: { padding: 0.25 },

  initialize({ root, basemap, places }) {
    L.Renderer.prototype.initialize.call(this, { pane: "atlas-base" });
    Object.assign(this, { root, placesUrl: places, countries: [], lakes: [], cities: [], provinces: new Map(), towns: new Map(), waiting: [], running: 0 });
    this.fetchWorld(basemap);
  },

  beforeAdd(map) {
    const pane = map.createPane("atlas-base");
    pane.style.zIndex = 150;
    pane.style.pointerEvents = "none";
    L.Renderer.prototype.beforeAdd?.call(this, map);
  },

  _initContainer() {
    this._container = element("canvas", "atlas-basemap");
    this._container.setAttribute("aria-hidden", "true");
  },

  _destroyContainer() {
    this._container.remove();
  },

  // Leaflet calls this after every move; while it zooms, the old picture is scaled.
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    this.draw();
    this.fetchDetail();
  },

  redraw() {
    if (!this._map || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = null;
      if (!this._map._animatingZoom) this.draw();
    });
  },

  setLanguage(lang) {
    if (lang === this.lang) return;
    this.lang = lang;
    this.redraw();
  },

  async fetchWorld(url) {
    const world = await json(url);
    this.countries = world.countries.map(({ rings, at, room, ...country }) => ({
      ...country,
      x: mercatorX(at[0] / 1000),
      y: mercatorY(at[1] / 1000),
      room: room / 360000,
      rings: rings.map(Ring.unpacked),
    }));
    this.lakes = world.lakes.map(Ring.unpacked);
    this.cities = world.places.map(unpackedPlace);
    if (!this._map) return;
    this.redraw();
    this.fetchDetail();
  },

  // What a closer look shows beside the world: provinces and towns of the countries in sight.
  fetchDetail() {
    const zoom = this._map.getZoom();
    if (zoom < PROVINCES_FROM_ZOOM) return;
    const box = this.viewBox(), band = Shapes.band(zoom);
    const seen = this.countries.filter(({ rings }) => rings.some((ring) => ring.touches(box))).slice(0, MOST_COUNTRIES);
    for (const { id } of seen) {
      this.ask(this.provinces, `${id} ${band}`, `${this.root}api/collections/boundaries/items?parent=${encodeURIComponent(id)}&zoom=${band}`, ({ features }) =>
        features.filter(({ geometry }) => geometry).map(province));
      if (zoom >= TOWNS_FROM_ZOOM)
        this.ask(this.towns, id, this.placesUrl.replace("{country}", encodeURIComponent(id.split(":")[1])), (places) => places.map(unpackedPlace));
    }
  },

  // Fetched once, a few at a time; one that fails is asked for again at the next move, and the map is whole without it.
  ask(cache, key, url, unpack) {
    if (cache.has(key)) return;
    cache.set(key, []);
    this.waiting.push(() =>
      json(url).then((content) => { cache.set(key, unpack(content)); this.redraw(); }, () => cache.delete(key)));
    this.work();
  },

  // The incidents come first: nothing more is asked for until their first answer is there.
  release() {
    this.released = true;
    this.work();
  },

  work() {
    while (this.released && this.running < REQUESTS_AT_ONCE && this.waiting.length) {
      this.running += 1;
      this.waiting.shift()().finally(() => { this.running -= 1; this.work(); });
    }
  },

  // The canvas in units of the whole world: west, north, east, south.
  viewBox() {
    const scale = 256 * 2 ** this._map.getZoom(), origin = this._map.getPixelOrigin(), { min, max } = this._bounds;
    return [(min.x + origin.x) / scale, (min.y + origin.y) / scale, (max.x + origin.x) / scale, (max.y + origin.y) / scale];
  },

  draw() {
    const size = this._bounds.getSize(), dots = window.devicePixelRatio || 1, canvas = this._container;
    Object.assign(canvas, { width: size.x * dots, height: size.y * dots });
    Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    L.DomUtil.setPosition(canvas, this._bounds.min);
    const ctx = canvas.getContext("2d"), { theme } = look;
    ctx.scale(dots, dots);
    const zoom = this._map.getZoom(), view = this.viewBox(), scale = 256 * 2 ** zoom;
    const place = { scale, origin: { x: view[0] * scale, y: view[1] * scale } };
    const paint = (rings, fill, stroke, width) => paintRings(ctx, rings.filter((ring) => ring.touches(view)), place, { fill, stroke, width });
    const land = this.countries.flatMap(({ rings }) => rings);
    const provinces = zoom < PROVINCES_FROM_ZOOM ? [] : this.atZoom(this.provinces, zoom);
    // Close by, a line of land fills the hair's breadth between a fine outline and a coarse neighbour.
    if (zoom < PROVINCES_FROM_ZOOM) paint(land, theme.land, theme.border, zoom < 4 ? 0.75 : 1);
    else paint(land, theme.land, theme.land, 1.5);
    paint(this.lakes, theme.sea);
    paint(provinces.flatMap(({ rings }) => rings), null, theme.province, 1);
    if (zoom >= PROVINCES_FROM_ZOOM) paint(land, null, theme.border, 1.25);
    this.drawNames(ctx, size, zoom, place, provinces);
  },

  // Of every country the finest outlines that have come and suit this zoom.
  atZoom(cache, zoom) {
    const band = ` ${Shapes.band(zoom)}`;
    const here = this.countries.map(({ id }) => cache.get(id + band)?.length ? cache.get(id + band) : [4, 6, 8, 10].map((other) => cache.get(`${id} ${other}`)).find((some) => some?.length));
    return here.filter(Boolean).flat();
  },

  drawNames(ctx, size, zoom, { scale, origin }, provinces) {
    const names = new Names(ctx, size, this.lang === "ar");
    const put = (what, style) => names.put(what, what.x * scale - origin.x, what.y * scale - origin.y, style);
    const { label, quiet_label } = look.theme;
    const countries = zoom < 9 ? this.countries : [];
    for (const country of countries) put(country, { font: `600 ${zoom < 5 ? 12 : 14}px`, color: label, room: country.room * scale * (zoom < 4 ? 3 : 2.4) });
    const least = POPULATION_AT[zoom] ?? (zoom < 3 ? Infinity : 0);
    const towns = zoom < TOWNS_FROM_ZOOM ? [] : this.countries.flatMap(({ id }) => this.towns.get(id) ?? []);
    for (const city of this.cities) if (city.population >= least) put(city, { font: "500 12px", color: label, dot: true });
    if (zoom >= PROVINCE_NAMES_FROM_ZOOM) for (const one of provinces) put(one, { font: "italic 12px", color: quiet_label, room: one.room * scale });
    for (const town of towns) if (town.population >= least) put(town, { font: "11px", color: quiet_label, dot: true });
  },
});

function unpackedPlace([lon, lat, population, name, name_ar]) {
  return { x: mercatorX(lon / 1000), y: mercatorY(lat / 1000), population, name, name_ar };
}

function province({ geometry, properties }) {
  const rings = Ring.ofGeometry(geometry);
  const polygons = L.GeoJSON.coordsToLatLngs(geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates], 2);
  const { lat, lng, room } = innerSpot(polygons);
  return { ...properties, rings, x: mercatorX(lng), y: mercatorY(lat), room: room / 360 };
}
