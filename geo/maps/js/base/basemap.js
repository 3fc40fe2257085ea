// The offline basemap: land, lakes, borders, provinces and names on one canvas below everything that can be clicked.

import { Names } from "./labels.js";
import { mercatorX, mercatorY, paintRings, Ring } from "./polygon_rings.js";
import { json, Shapes } from "./shapes.js";
import { element } from "../controls/controls.js";
import { look } from "../marks/marks.js";
import { innerSpots } from "../marks/inner_spots.js";

const PROVINCES_FROM_ZOOM = 5;
const PROVINCE_NAMES_FROM_ZOOM = 6;
const TOWNS_FROM_ZOOM = 8;
const REQUESTS_AT_ONCE = 4;
// Up to this many, or a view of a continent would ask for the provinces of all its countries.
const MOST_COUNTRIES = 24;
// The smallest population named at a zoom: what is there is more than can be read.
const POPULATION_AT = { 3: 5e6, 4: 2e6, 5: 8e5, 6: 3e5, 7: 1.2e5, 8: 4e4, 9: 1e4, 10: 2e3 };

// "Governorate of" in front of an Arabic name: on a map of them it goes without saying.
export const ARABIC_TITLE = /^(?:محافظة|منطقة|إمارة|بلدية) /;

export const Basemap = L.Renderer.extend({
  options: { padding: 0.25 },

  initialize({ root, basemap, places }) {
    L.Renderer.prototype.initialize.call(this, { pane: "atlas-base" });
    this.root = root;
    this.worldUrl = basemap;
    this.placesUrl = places;
    this.countries = [];
    this.lakes = [];
    this.cities = [];
    this.provinces = new Map();
    this.towns = new Map();
    this.waiting = [];
    this.running = 0;
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

  // Land, lakes and cities. Rejects when they do not come; asked again, it asks for what is still missing.
  async fetchWorld() {
    if (this.countries.length) return;
    const world = await json(this.worldUrl);
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

  // Another ground lies over this one, with names of its own or none.
  cover(covered) {
    this.covered = covered;
    this.redraw();
  },

  // Areas are shaded over this ground: names under them are left out. `veil` tells so of a point of the layer, or is null.
  veiled(veil) {
    if (!veil && !this.veil) return;
    this.veil = veil;
    this.redraw();
  },

  drawNames(ctx, size, zoom, { scale, origin }, provinces) {
    if (this.covered) return;
    const { min } = this._bounds, names = new Names(ctx, size, this.lang === "ar", (x, y) => this.veil?.(min.add([x, y])) ?? false);
    const put = (what, style) => names.put(what, what.x * scale - origin.x, what.y * scale - origin.y, style);
    const { label, quiet_label } = look.theme;
    const countries = zoom < 9 ? this.countries : [];
    for (const country of countries) put(country, { face: "600", size: zoom < 5 ? 12 : 14, color: label, room: country.room * scale * (zoom < 4 ? 3 : 2.4) });
    const least = POPULATION_AT[zoom] ?? (zoom < 3 ? Infinity : 0);
    const towns = zoom < TOWNS_FROM_ZOOM ? [] : this.countries.flatMap(({ id }) => this.towns.get(id) ?? []);
    for (const city of this.cities) if (city.population >= least) put(city, { face: "500", size: 12, color: label, dot: true });
    if (zoom >= PROVINCE_NAMES_FROM_ZOOM) for (const one of provinces) put(one, { face: "italic", size: 12, color: quiet_label, room: one.room * scale });
    for (const town of towns) if (town.population >= least) put(town, { size: 11, color: quiet_label, dot: true });
    names.write();
  },
});

function unpackedPlace([lon, lat, population, name, name_ar]) {
  return { x: mercatorX(lon / 1000), y: mercatorY(lat / 1000), population, name, name_ar };
}

function province({ geometry, properties }) {
  const rings = Ring.ofGeometry(geometry);
  const polygons = L.GeoJSON.coordsToLatLngs(geometry.type === "MultiPolygon" ? geometry.coordinates : [geometry.coordinates], 2);
  const [{ lat, lng, room }] = innerSpots(polygons);
  return { ...properties, name_ar: properties.name_ar?.replace(ARABIC_TITLE, ""), rings, x: mercatorX(lng), y: mercatorY(lat), room: room / 360 };
}
