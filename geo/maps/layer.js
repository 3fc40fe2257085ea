// The viewport layer: asks `/api/map` for what the map shows and draws it, ten incidents or ten million alike.

// The viewport is asked for in whole tiles of this many pixels, so that a small move asks for nothing new.
const TILE = 256;
const SHAPES_PER_REQUEST = 40;
const ATTRIBUTION = "Natural Earth · GeoNames";
const COULD_NOT_LOAD = "The map could not be updated. What you see may be out of date.";

async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.json();
}

// Outlines of provinces, countries and borders, kept for as long as the page lives.
class Shapes {
  constructor(root) {
    this.root = root;
    this.known = new Map();
  }

  // The server simplifies by zoom; four steps are enough to look right and few enough to be kept.
  static band(zoom) {
    return [4, 6, 8].find((step) => zoom <= step) ?? 10;
  }

  // The outline at this zoom, else at another one until this one has come; null where there is none.
  get(id, zoom) {
    const bands = this.known.get(id) ?? {};
    return bands[Shapes.band(zoom)] ?? Object.values(bands).find(Boolean) ?? null;
  }

  // Resolves to whether anything new has come.
  async fetch(ids, zoom, signal) {
    const band = Shapes.band(zoom);
    const missing = [...new Set(ids)].filter((id) => !(band in (this.known.get(id) ?? {})));
    for (let i = 0; i < missing.length; i += SHAPES_PER_REQUEST) {
      const some = missing.slice(i, i + SHAPES_PER_REQUEST);
      const wanted = some.map((id) => `ids=${encodeURIComponent(id)}`).join("&");
      const { features } = await json(`${this.root}api/collections/boundaries/items?${wanted}&zoom=${band}`, { signal });
      const found = new Map(features.map((feature) => [feature.id, feature.geometry]));
      // One that is not shipped is remembered as such, or it would be asked for at every move.
      for (const id of some) this.known.set(id, { ...this.known.get(id), [band]: found.get(id) ?? null });
    }
    return missing.length > 0;
  }
}

// Everything on one map. It outlives the layers st_folium puts in and takes out, so a changed filter
// keeps the old picture until the new one has come.
class AtlasMap {
  constructor(map, { root, basemap, places, bounds }) {
    Object.assign(this, { map, root, features: [], paths: [], options: null, failures: new Set() });
    map.atlas = this;
    map.setMaxZoom(MAX_ZOOM).setMaxBounds([[-85, -180], [85, 180]]);
    map.options.maxBoundsViscosity = 1;
    if (calm()) keepStill(map);
    introduce(map.getContainer());
    look.dark = pageIsDark();
    this.renderer = L.canvas({ tolerance: L.Browser.mobile ? 8 : 3 });
    this.shapes = new Shapes(root);
    this.base = new Basemap({ root, basemap, places }).addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(ATTRIBUTION).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    this.waiting = new Waiting(map);
    this.failure = new Notice(map, "Try again", () => this.again());
    this.hint = new Notice(map, "Show all", () => this.fit(this.options.bounds));
    this.legend = new Legend().addTo(map);
    this.address = new Address(map);
    this.picked = new Picked(root, this.shapes, map);
    this.tooltip = L.tooltip({ direction: "top", offset: [0, -8], className: "atlas-tooltip", opacity: 1 });
    this.fit(bounds);
    map.on("moveend", () => this.load().then(() => this.hintAt()));
    map.on("movestart", () => this.map.closeTooltip(this.tooltip));
    // The style sheet arrives after the script, and Streamlit sizes the frame last: the first look waits for both.
    new ResizeObserver(() => this.resized()).observe(map.getContainer());
    window.addEventListener("message", ({ data }) => data?.type === "streamlit:render" && data.theme && this.dress(data.theme));
    window.addEventListener("online", () => this.failures.size && this.again());
    this.dress();
    this.waiting.begin("incidents");
    this.world();
  }

  // Land and sea. The incidents are drawn without them, and say so when they do not come.
  async world() {
    this.waiting.begin("world");
    await this.base.fetchWorld().then(() => this.came("world"), () => this.failed("world"));
    this.waiting.end("world");
  }

  again() {
    this.world();
    this.load("no-cache");
  }

  came(thing) {
    this.failures.delete(thing);
    if (!this.failures.size) this.failure.say(null);
  }

  failed(thing) {
    this.failures.add(thing);
    this.hint.say(null);
    this.failure.say(COULD_NOT_LOAD);
  }

  // A layer has come: the same scene, another question.
  show(layer, options) {
    const before = this.options;
    this.layer = layer;
    this.options = options;
    this.base.setLanguage(options.lang);
    this.dress();
    if (!before) this.begin();
    else if (options.focus && String(options.focus) !== String(before.focus)) this.fit(options.focus);
    const picked = before && before.picked !== options.picked;
    if (picked) this.draw();
    const loaded = this.load(before && before.version !== options.version ? "no-cache" : "default");
    if (picked) loaded.then(() => this.comeToPicked());
  }

  // A layer has gone. st_folium takes the old one out just before it puts the new one in.
  leave(layer) {
    setTimeout(() => {
      if (this.layer !== layer) return;
      this.request?.abort();
      this.waiting.end("incidents");
      Object.assign(this, { layer: null, features: [], asked: null });
      this.hint.say(null);
      this.draw();
    });
  }

  begin() {
    const size = this.map.getSize();
    this.begun = size.x > 0 && size.y > 0;
    if (!this.begun) return;
    const { focus, bounds } = this.options;
    const position = this.address.read() ?? this.address.remembered();
    if (position) this.map.setView([position.lat, position.lon], position.zoom, { animate: false });
    else this.fit(focus ?? bounds);
    this.address.follow();
    // A link that says where to look is obeyed; else the picked incident is in sight from the start.
    if (!position) this.load().then(() => this.comeToPicked());
  }

  resized() {
    this.map.invalidateSize({ animate: false });
    if (this.options && !this.begun) this.begin();
    this.load();
  }

  fit(bounds) {
    if (!bounds) return;
    const [west, south, east, north] = bounds;
    const animate = !calm() && this.begun === true;
    this.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom: 12, animate });
  }

  // Takes on light or dark: what the page asks for by name, else the theme Streamlit gives the frame.
  dress(theme) {
    this.pageDark = theme?.base ? theme.base === "dark" : this.pageDark ?? pageIsDark();
    const dark = this.options?.dark ?? this.pageDark;
    const { style } = document.documentElement;
    if (dark === look.dark && style.colorScheme) return;
    look.dark = dark;
    style.colorScheme = dark ? "dark" : "light";
    for (const [name, value] of Object.entries(look.theme)) style.setProperty(`--atlas-${name.replace("_", "-")}`, value);
    style.background = look.theme.sea; // Before the style sheet has come, too.
    this.base.redraw();
    this.legend.draw();
    this.draw();
  }

  // West, south, east, north of the tiles in sight, in degrees, within the world.
  box() {
    const zoom = this.map.getZoom(), { min, max } = this.map.getPixelBounds(), world = TILE * 2 ** zoom;
    const snap = (value, round) => Math.min(world, Math.max(0, round(value / TILE) * TILE));
    const corner = (x, y) => this.map.unproject([x, y], zoom);
    const southWest = corner(snap(min.x, Math.floor), snap(max.y, Math.ceil));
    const northEast = corner(snap(max.x, Math.ceil), snap(min.y, Math.floor));
    return [southWest.lng, southWest.lat, northEast.lng, northEast.lat].map((degrees) => Number(degrees.toFixed(5)));
  }

  async load(cache = "default") {
    const size = this.map.getSize();
    if (!this.layer || !this.begun || !size.x || !size.y) return;
    const zoom = this.map.getZoom();
    const url = `${this.root}api/map?${[this.options.query, `bbox=${this.box()}`, `zoom=${zoom}`].filter(Boolean).join("&")}`;
    if (cache === "default" && url === this.asked) return;
    this.request?.abort();
    const request = (this.request = new AbortController());
    this.asked = url;
    this.waiting.begin("incidents");
    try {
      const { features, counts } = await json(url, { cache, signal: request.signal });
      if (this.request !== request) return;
      Object.assign(this, { features, counts });
      this.draw();
      this.came("incidents");
      const ids = features.filter(({ properties }) => properties.kind === "shape").map(({ properties }) => properties.feature);
      if (await this.shapes.fetch(ids, zoom, request.signal)) this.request === request && this.draw();
      this.hintAt();
    } catch (problem) {
      if (problem.name === "AbortError" || this.request !== request) return;
      this.asked = null;
      this.failed("incidents");
    }
    if (this.request === request) this.waiting.end("incidents");
    this.base.release();
  }

  // One new picture in one stroke: the canvas repaints once, after this.
  draw() {
    this.map.closeTooltip(this.tooltip);
    for (const path of this.paths) path.remove();
    const paths = this.pathsOf(this.features);
    if (!paths.some(({ chosen }) => chosen)) paths.push(...this.pathsOf(this.picked.apart(this.options?.picked)));
    this.paths = paths.sort((a, b) => rank(a) - rank(b));
    for (const path of this.paths) path.addTo(this.map);
    placeCounts(this.paths, this.map);
  }

  pathsOf(features) {
    const drawable = features
      .map(({ properties, geometry }) => ({ properties, geometry: geometry ?? this.shapes.get(properties.feature, this.map.getZoom()) }))
      .filter(({ geometry }) => geometry);
    const paths = drawable.flatMap((feature) => pathsFor(feature, this.renderer));
    for (const path of paths) {
      path.chosen = this.isPicked(path.properties);
      path.on({ click: () => this.choose(path), mouseover: (event) => this.hover(path, event), mouseout: () => this.map.closeTooltip(this.tooltip) });
    }
    return paths;
  }

  // The view has incidents, but none where the reader looks.
  hintAt() {
    const drawn = this.counts?.drawn, view = this.map.getBounds();
    const empty = this.layer && !this.failures.size && drawn && this.options.bounds && !this.paths.some((path) => isInSight(path, view));
    this.hint.say(empty ? `No incident here: ${drawn.toLocaleString("en")} elsewhere.` : null);
  }

  // Gently, no closer than the reader is, and only when it is out of sight.
  async comeToPicked() {
    const { picked } = this.options;
    if (!picked) return;
    if (!this.paths.some(({ chosen }) => chosen)) await this.picked.find(picked, this.options.query);
    if (this.options.picked !== picked) return;
    if (!this.paths.some(({ chosen }) => chosen)) this.draw();
    const marks = this.paths.filter(({ chosen }) => chosen), view = this.map.getBounds();
    if (!marks.length || marks.some((path) => isInSight(path, view))) return;
    const box = reachOf(marks[0]), zoom = this.map.getBoundsZoom(box, false, L.point(48, 48));
    this.map.setView(box.getCenter(), Math.min(this.map.getZoom(), zoom), calm() ? { animate: false } : {});
  }

  isPicked({ id, ids }) {
    const picked = this.options?.picked && decodeURIComponent(this.options.picked);
    return Boolean(picked) && (id === picked || Boolean(ids?.includes(picked)));
  }

  choose(path) {
    const { kind, id, ids, feature, count, stack, bounds } = path.properties;
    if (kind === "cell" && !stack) return this.closer(path, bounds);
    const properties = { kind, id, ids, feature, count, click: Date.now() };
    // The one event st_folium listens to: `toGeoJSON` is what Python receives as `last_active_drawing`.
    // `click` makes a second click on the same thing a new answer.
    const answer = { type: "Feature", geometry: path.getLatLng ? pointOf(path.getLatLng()) : null, properties };
    this.layer.fire("click", { latlng: path.getLatLng?.(), layer: { toGeoJSON: () => answer } });
  }

  closer(path, bounds) {
    const box = bounds && [[bounds[1], bounds[0]], [bounds[3], bounds[2]]];
    const zoom = box ? this.map.getBoundsZoom(box, false, L.point(48, 48)) : 0;
    const how = { padding: [24, 24], maxZoom: MAX_ZOOM };
    if (zoom > this.map.getZoom() && calm()) this.map.fitBounds(box, { ...how, animate: false });
    else if (zoom > this.map.getZoom()) this.map.flyToBounds(box, { ...how, duration: 0.4 });
    else this.map.setView(path.getLatLng(), Math.min(MAX_ZOOM, this.map.getZoom() + 2));
  }

  hover(path, { latlng }) {
    const box = element("div");
    for (const [className, words] of describe(path.properties)) {
      const line = element("div", className, words);
      line.dir = "auto"; // A title may be in a script that runs from right to left.
      box.append(line);
    }
    this.map.openTooltip(this.tooltip.setContent(box).setLatLng(path.getLatLng?.() ?? latlng));
  }
}

// Drawn from back to front: areas, lines, wide rings, cells, dots. What is small stays visible and can be hit.
function rank(path) {
  const { kind, gathered, place_precision } = path.properties;
  if (path instanceof Area) return gathered ? 0 : 1;
  if (path instanceof Line) return 2;
  if (path instanceof CountSpot || kind === "cell") return 4;
  return symbolOf(place_precision).startsWith("dot") ? 5 : 4 - Math.min(1, radiusOf(path.properties) / 1e6);
}

const pointOf = ({ lng, lat }) => ({ type: "Point", coordinates: [lng, lat] });

function pageIsDark() {
  const [r, g, b, alpha] = (getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  if (b === undefined || alpha === 0) return window.matchMedia("(prefers-color-scheme: dark)").matches;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}

// What Python adds to the map and takes away again: a question, and the door through which clicks are heard.
const AtlasLayer = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
  },
  onAdd(map) { map.atlas.show(this, this.options); },
  onRemove(map) { map.atlas.leave(this); },
});

Object.assign(window, { AtlasMap, AtlasLayer });
