// The small maps: places a name can mean, numbered as in the list beside them, and what is in a file. They write no
// address: where they look is nobody's link.

import { gettext } from "../../words/i18n.js";
import { Scene } from "./base/base_scene.js";
import { Legend } from "./controls/legend.js";
import { AtlasLayer, AtlasMap } from "./incident_map.js";
import { drawCount, look } from "./marks/marks.js";
import { CountSpot, placeCounts } from "./marks/shape_counts.js";
import { IncidentSpot, shapePaths, spotsOf } from "./marks/symbols.js";

// Closer, nothing would tell in which part of a country a place lies.
const CLOSEST = 8;
// A number's width, in pixels.
const WIDE = 24;

class PlacesMap extends Scene {
  constructor(map, options, name = () => gettext("Map of the places offered"), beside = () => gettext("The list before it holds the same places.")) {
    super(map, options, name, beside);
    // It stands in a form that scrolls: the wheel and one finger move the form, two fingers and the buttons this map.
    map.scrollWheelZoom.disable();
    if (L.Browser.mobile) map.dragging.disable();
    map.on("zoomend", () => { this.draw(); this.load(); });
    this.rise();
  }

  // Another choice is the same map with another mark standing out; other places are another view.
  show(layer, options) {
    const before = this.options;
    this.layer = layer;
    this.options = options;
    this.suit(options);
    if (!this.begun) return this.begin();
    if (String(options.bounds) !== String(before.bounds)) this.fit(options.bounds, CLOSEST);
    this.draw();
    this.load();
  }

  // st_folium takes the old layer out just before it puts the new one in.
  leave() {}

  begin() {
    const size = this.map.getSize();
    this.begun = size.x > 0 && size.y > 0;
    if (!this.begun) return;
    this.fit(this.options.bounds, CLOSEST);
    this.draw();
    this.load();
  }

  /** @override */
  resized() {
    super.resized();
    if (this.options && !this.begun) this.begin();
  }

  // Outlines as fine as the zoom asks for; what has come is drawn until they are there.
  async load() {
    if (!this.options || !this.begun) return;
    const ids = this.options.marks.map(({ feature }) => feature && decodeURIComponent(feature)).filter(Boolean);
    try {
      if (await this.shapes.fetch(ids, this.map.getZoom())) this.draw();
      this.came("outlines");
    } catch {
      this.failed("outlines");
    }
    this.base.release();
  }

  /** @override */
  again() {
    super.again();
    this.load();
  }

  // The chosen one last, so that nothing lies over it.
  /** @override */
  draw() {
    this.clear();
    const marks = [...(this.options?.marks ?? [])].sort((a, b) => a.chosen - b.chosen);
    const paths = marks.flatMap((mark) => this.pathsOf(mark));
    const numbers = paths.filter((path) => path instanceof NumberSpot);
    this.paths = [...paths.filter((path) => !numbers.includes(path)), ...numbers];
    for (const path of this.paths) path.addTo(this.map);
    placeCounts(this.paths, this.map);
    setInRow(numbers, this.map);
  }

  pathsOf({ lon, lat, feature, ...properties }) {
    const shape = feature && this.shapes.get(decodeURIComponent(feature), this.map.getZoom());
    const at = lon === null ? null : L.latLng(lat, lon), spots = at ? [at] : shape && spotsOf(shape), { number } = properties;
    const paths = shape ? shapePaths({ count: 1, ...properties }, shape, this.renderer) : [];
    if (at && !shape) paths.push(new IncidentSpot(properties, at, this.renderer));
    if (spots && number) paths.push(new NumberSpot(properties, spots, this.renderer));
    for (const path of paths) {
      path.chosen = properties.chosen;
      if (number) path.on("click", () => this.choose(number));
    }
    return paths;
  }

  // As on the map of incidents: what Python receives as `last_active_drawing`.
  choose(number) {
    const answer = { type: "Feature", geometry: null, properties: { number, click: Date.now() } };
    this.layer.fire("click", { layer: { toGeoJSON: () => answer } });
  }
}

// What a file would bring: its incidents as they will be drawn, before they are anybody's.
class PreviewMap extends PlacesMap {
  constructor(map, options) {
    super(map, options, () => gettext("Map of the file's incidents"), () => gettext("The table after it holds the first of them."));
    this.legend = new Legend().addTo(map);
  }

  /** @override */
  dressed() {
    this.legend?.draw();
    super.dressed();
  }

  /** @override */
  spoken() {
    super.spoken();
    this.legend.draw();
  }
}

// Numbers of places that lie on one another stand in a row, the smallest in its place.
function setInRow(numbers, map) {
  const taken = [];
  for (const path of numbers.sort((a, b) => a.properties.number - b.properties.number)) {
    let at = map.latLngToLayerPoint(path.getLatLng());
    while (taken.some((other) => other.distanceTo(at) < WIDE)) at = at.add([WIDE, 0]);
    path.setLatLng(map.layerPointToLatLng(at));
    taken.push(at);
  }
}

// A place's number; the chosen one's is filled.
const NumberSpot = CountSpot.extend({
  _halo() {},
  _paint(ctx) {
    drawCount(ctx, this._point.x, this._point.y, String(this.properties.number), look.theme.ink, this.chosen);
  },
});

Object.assign(window, { AtlasMap, PlacesMap, PreviewMap, AtlasLayer });
