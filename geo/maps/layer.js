// The viewport layer: asks `/api/map` for what the map shows and draws it, ten incidents or ten million alike.

// The viewport is asked for in whole tiles of this many pixels, so that a small move asks for nothing new.
const TILE = 256;

// The incidents on one map. It outlives the layers st_folium puts in and takes out, so a changed filter
// keeps the old picture until the new one has come.
class AtlasMap extends Scene {
  constructor(map, options) {
    super(map, options, "Map of incidents", "The list beside it holds the same incidents.");
    this.features = [];
    this.hint = new Notice(map, "Show all", () => this.fit(this.options.bounds));
    this.legend = new Legend().addTo(map);
    this.address = new Address(map);
    this.picked = new Picked(this.root, this.shapes, map);
    this.tooltip = L.tooltip({ direction: "top", offset: [0, -8], className: "atlas-tooltip", opacity: 1 });
    map.on("moveend", () => this.load().then(() => this.hintAt()));
    map.on("movestart", () => this.map.closeTooltip(this.tooltip));
    this.waiting.begin("incidents");
    this.rise();
  }

  again() {
    super.again();
    this.load("no-cache");
  }

  failed(thing) {
    this.hint.say(null);
    super.failed(thing);
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
    const revised = before && before.revision !== options.revision; // It may have been given another place.
    const picked = before && (revised || before.picked !== options.picked);
    if (revised) this.picked.forget();
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
    super.resized();
    if (this.options && !this.begun) this.begin();
    this.load();
  }

  dressed() {
    this.legend.draw();
    super.dressed();
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

// What Python adds to a map and takes away again: what to show, and the door through which clicks are heard.
const AtlasLayer = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
  },
  onAdd(map) { map.atlas.show(this, this.options); },
  onRemove(map) { map.atlas.leave(this); },
});
