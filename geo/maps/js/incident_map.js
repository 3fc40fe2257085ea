// The viewport layer: asks `/api/map` for what the map shows and draws it, ten incidents or ten million alike.

import { gettext, ngettext } from "../../words/i18n.js";
import { Scene } from "./base/base_scene.js";
import { Grounds } from "./base/basemap_switcher.js";
import { Trace } from "./base/lines.js";
import { json } from "./base/shapes.js";
import { describe, Notice, Readout } from "./controls/controls.js";
import { areaOfBox, Boxing, Fencing, Hand, Measuring } from "./controls/drawing_tools.js";
import { Panel, rememberedLayer, rememberLayer } from "./controls/layer_panel.js";
import { Legend } from "./controls/legend.js";
import { FullScreen, Toolbar } from "./controls/toolbar.js";
import { Tooltip } from "./controls/tooltip.js";
import { ringsOf } from "./geometry.js";
import { pictureFor } from "./layers.js";
import { Shaded } from "./layers/shaded.js";
import { placeCounts } from "./marks/shape_counts.js";
import { canOpen, heapAt } from "./marks/stacked.js";
import { pathsFor } from "./marks/symbols.js";
import { Address } from "./page/address.js";
import { calm, hearPage, tellEscape } from "./page/page_bridge.js";
import { Picked } from "./page/selection.js";
import { Question } from "./page/view_request.js";
import { comeCloser, isInSight, reachOf, sightOf, tilesInSight } from "./page/viewport.js";

// The incidents on one map. It outlives the layers st_folium puts in and takes out, so a changed filter
// keeps the old picture until the new one has come.
export class AtlasMap extends Scene {
  /** @type {any} */
  counts = null; // of the last answer
  hasOwnMark = false; // whether the picked incident is among its features
  features = [];
  outline = [];
  pointed = null;
  // What `equip` makes.
  /** @type {any} */
  tools = null;
  /** @type {any} */
  grounds = null;
  /** @type {any} */
  panel = null;
  /** @type {any} */
  hand = null;
  /** @type {any} */
  full = null;

  constructor(map, options) {
    const beside = () => gettext("The list beside it holds the same incidents.");
    super(map, options, () => gettext("Map of incidents"), beside);
    this.question = new Question(() => this.load());
    this.hint = new Notice(map, [() => gettext("Show all"), () => this.fit(this.options.bounds)]);
    this.note = new Notice(map);
    this.far = new Notice(map, [() => gettext("Show it"), () => this.comeToPicked()]);
    this.legend = new Legend().addTo(map);
    this.readout = new Readout().addTo(map);
    this.address = new Address(map);
    this.picked = new Picked(this.root, this.shapes, map);
    this.choice = rememberedLayer();
    this.picture = pictureFor(this, this.choice);
    this.tooltip = new Tooltip(map);
    this.equip();
    map.on("moveend", () => this.load().then(() => { this.hintAt(); this.offerPicked(); }));
    // A frame gets its size while the page is laid out: until the reader takes hold of the map, all that matches stays in it.
    for (const touch of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(touch, () => (this.fitted = false), { capture: true, passive: true });
    this.waiting.begin("incidents");
    this.listen();
    this.rise();
  }

  equip() {
    const { map } = this, tools = (this.tools = new Toolbar(map)), trace = (name, Kind) => () => this.hand.pick(name, Kind);
    const layers = tools.add("layers", () => gettext("Layers"), () => this.panel.toggle(), true);
    const full = (this.full = new FullScreen((on) => tools.press("full", on)));
    tools.add("full", () => gettext("Full screen"), () => full.toggle());
    tools.add("all", () => gettext("Show all that match"), () => this.fit(this.options?.bounds));
    // On another site's page nothing would show that an area was chosen, or take it back.
    const areas = this.address.embedded() ? [] : ["box", "fence"];
    if (areas.length) {
      tools.add("sight", () => gettext("Only what the map shows"), () => this.answerArea(areaOfBox(sightOf(map))));
      tools.add("box", () => gettext("Draw a rectangle to search in"), trace("box", Boxing));
      tools.add("fence", () => gettext("Draw an area to search in"), trace("fence", Fencing));
    }
    tools.add("measure", () => gettext("Measure a distance"), trace("measure", Measuring));
    const inHand = (name) => [...areas, "measure"].forEach((each) => tools.press(each, each === name));
    inHand(null);
    tools.press("full", false);
    this.hand = new Hand(map, this.renderer, (area) => this.answerArea(area), inHand);
    this.grounds = new Grounds(map, this.base, this.credits, () => this.panel?.draw());
    this.panel = new Panel(layers, this.grounds, this.choice, (choice) => this.paint(choice));
    tools.draw();
  }

  // Days that are played, a row that is looked at, a view that Python is about to ask for.
  listen() {
    hearPage({
      "atlas:days": ({ detail }) => {
        const drawn = this.play(detail?.days ?? null);
        if (this.layer && this.begun) detail?.follow?.("map", drawn);
      },
      "atlas:point": ({ detail }) => this.point(detail?.id ?? null),
      "atlas:view": ({ detail }) => this.question.foresee(detail.query),
    });
    tellEscape();
  }

  /** @override */
  again() {
    super.again();
    this.load("no-cache");
  }

  /** @override */
  failed(thing) {
    this.hint.say(null);
    super.failed(thing);
  }

  // A layer has come: the same scene, another question.
  show(layer, options) {
    const before = this.options;
    this.layer = layer;
    this.options = options;
    const other = this.question.put(options.query);
    this.suit(options);
    this.grounds.offer(options.basemaps);
    if (other) {
      this.drawOutline();
      this.fitted = false;
    }
    if (!before) this.begin();
    else if (options.focus && String(options.focus) !== String(before.focus)) this.turnTo(options.focus);
    const revised = before && before.revision !== options.revision; // It may have been given another place.
    const picked = before && (revised || before.picked !== options.picked);
    if (revised) this.picked.forget();
    if (picked) this.draw();
    const loaded = this.load(before && before.version !== options.version ? "no-cache" : "default");
    if (picked) loaded.then(() => this.comeToPicked()).then(() => this.offerPicked());
  }

  // A layer has gone. st_folium takes the old one out just before it puts the new one in.
  leave(layer) {
    setTimeout(() => {
      if (this.layer !== layer) return;
      this.request?.abort();
      this.waiting.end("incidents");
      this.picture.forget();
      this.layer = null;
      this.asked = null;
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
    else this.fit(bounds ?? focus);
    this.fitted = !position;
    this.address.follow();
    // A link that says where to look is obeyed, and the way to the incident it picks is offered; else that is in sight
    // from the start.
    this.offered = position ? this.options.picked : null;
    this.load().then(() => (position ? this.offerPicked() : this.comeToPicked()));
  }

  // A place was chosen. Whoever looks at a part of it already stays there.
  turnTo([west, south, east, north]) {
    const place = L.latLngBounds([south, west], [north, east]);
    if (!place.contains(this.map.getBounds())) this.fit([west, south, east, north]);
  }

  /** @override */
  resized() {
    super.resized();
    if (this.options && !this.begun) this.begin();
    else if (this.fitted) this.fit(this.options.bounds ?? this.options.focus, undefined, false);
    this.load();
  }

  /** @override */
  dressed() {
    this.legend.draw();
    this.tools.draw();
    super.dressed();
    this.drawOutline();
  }

  /** @override */
  spoken() {
    super.spoken();
    this.legend.draw();
    this.tools.draw();
    this.panel.draw();
    for (const part of [this.hint, this.far, this.hand, this.grounds]) part.speak();
    this.explain();
    this.hintAt();
    this.offerPicked();
  }

  // Another picture of the same view; the old one stays until it has come.
  paint(choice) {
    this.choice = choice;
    rememberLayer(choice);
    this.next = pictureFor(this, choice);
    this.load();
  }

  // What the shades mean, and what is not among them.
  explain() {
    this.picture.shade(this.legend);
    this.note.say(this.question.days ? null : this.picture.note());
  }

  // Resolves once the days are drawn, however often the map is moved meanwhile; fails where they cannot be.
  async play(days) {
    this.question.play(days);
    this.explain();
    this.hintAt();
    for (let request; request !== this.request; ) {
      request = this.request;
      await request.ended;
    }
    if (this.failures.has("incidents")) throw new Error("not drawn");
  }

  // A row of the list under the pointer or the focus.
  point(id) {
    this.pointed = id;
    for (const path of this.paths) {
      const pointed = isOf(path.properties, id);
      if (pointed !== Boolean(path.pointed)) Object.assign(path, { pointed }).redraw();
    }
  }

  async load(cache = "default") {
    const size = this.map.getSize();
    if (!this.layer || !this.begun || !size.x || !size.y) return;
    const picture = this.next ?? this.picture, zoom = this.map.getZoom();
    const url = this.root + picture.url(this.question.now(), tilesInSight(this.map), zoom);
    if (cache === "default" && url === this.asked && !this.next) return this.refine(zoom);
    this.request?.abort();
    const request = (this.request = /** @type {any} */ (new AbortController()));
    request.ended = new Promise((end) => (request.end = end));
    this.asked = url;
    if (!this.question.days) this.waiting.begin("incidents");
    try {
      const answer = await json(url, { cache, signal: request.signal });
      if (this.request !== request) return;
      if (picture !== this.picture) this.picture.forget();
      picture.take(answer);
      this.picture = picture;
      this.next = null;
      this.draw();
      this.explain();
      this.came("incidents");
      await this.shapes.fetch(picture.shapes(), zoom, request.signal, () => this.request === request && this.draw());
      this.seek();
      this.hintAt();
    } catch (problem) {
      if (/** @type {Error} */ (problem).name === "AbortError" || this.request !== request) return;
      this.asked = null;
      this.failed("incidents");
    } finally {
      request.end();
    }
    if (this.request === request) this.waiting.end("incidents");
    this.base.release();
  }

  // The same answer at another zoom: outlines as fine as it asks for, and numbers where they have room.
  async refine(zoom) {
    if (this.picture.kind !== "regions" || zoom === this.drawnAt) return;
    this.draw();
    const { picture } = this;
    await this.shapes.fetch(picture.shapes(), zoom, undefined, () => this.picture === picture && this.draw()).catch(() => false);
  }

  // One new picture in one stroke: the canvas repaints once, after this.
  /** @override */
  draw() {
    this.tooltip.close();
    this.clear();
    this.drawnAt = this.map.getZoom();
    this.paths = this.picture.paths();
    for (const path of this.paths) {
      path.pointed = isOf(path.properties, this.pointed);
      path.addTo(this.map);
    }
    placeCounts(this.paths, this.map);
    const shaded = this.paths.filter((path) => path instanceof Shaded);
    this.base.veiled(shaded.length ? (point) => shaded.some((path) => path._containsPoint(point)) : null);
    this.hand.draw();
  }

  // The area the view asks for, below all else on the canvas.
  drawOutline() {
    for (const path of this.outline) path.remove();
    const area = new URLSearchParams(this.question.query ?? "").get("area");
    this.outline = (area ? ringsOf(area) : []).map((ring) => new Trace(ring, this.renderer, { dash: [6, 4], width: 1.5 }));
    for (const path of this.outline) path.addTo(this.map).bringToBack();
  }

  pathsOf(features) {
    const drawable = features
      .map(({ properties, geometry }) => ({ properties, geometry: geometry ?? this.shapes.get(properties.feature, this.map.getZoom()) }))
      .filter(({ geometry }) => geometry);
    const paths = drawable.flatMap((feature) => pathsFor(feature, this.renderer));
    for (const path of paths) {
      path.chosen = this.isPicked(path.properties);
      path.on({
        click: ({ latlng }) => this.hand.take(latlng) || this.choose(path),
        mouseover: ({ latlng }) => this.hover(path.getLatLng?.() ?? latlng, describe(path.properties)),
        mouseout: () => this.tooltip.close(),
      });
    }
    return paths;
  }

  // The view has incidents, but none where the reader looks.
  hintAt() {
    const drawn = this.counts?.drawn, view = this.map.getBounds();
    const asked = this.layer && !this.question.days && !this.failures.size && this.picture.kind === "incidents";
    const empty = asked && drawn && this.options.bounds && !this.paths.some((path) => isInSight(path, view));
    this.hint.say(empty ? ngettext("No incident here: {n} elsewhere.", "No incident here: {n} elsewhere.", drawn) : null);
  }

  // Gently, no closer than the reader is, and only when it is out of sight.
  async comeToPicked() {
    const { picked } = this.options;
    await this.seek();
    if (!picked || this.options.picked !== picked) return;
    const marks = this.marksOfPicked();
    if (!marks.length || this.isPickedInSight()) return;
    const box = reachOf(marks.find(({ apart }) => apart) ?? marks[0]), zoom = this.map.getBoundsZoom(box, false, L.point(48, 48));
    this.map.setView(box.getCenter(), Math.min(this.map.getZoom(), zoom), calm() ? { animate: false } : {});
  }

  // Finds the picked incident where the answer has no mark of its own for it.
  async seek() {
    const picked = this.options?.picked;
    if (!picked || !this.counts || this.picture.kind !== "incidents" || this.hasOwnMark) return;
    await this.picked.find(picked, this.question.query);
    if (this.options.picked !== picked || this.found === this.picked.found) return;
    this.found = this.picked.found;
    this.draw();
  }

  marksOfPicked() {
    return this.paths.filter(({ chosen }) => chosen);
  }

  isPickedInSight() {
    const view = this.map.getBounds();
    return this.marksOfPicked().some((path) => isInSight(path, view));
  }

  // A link looks elsewhere than at the incident it picks: it is offered to go there, until it has been seen.
  async offerPicked() {
    await this.seek();
    const open = this.offered && this.offered === this.options?.picked && this.marksOfPicked().length;
    if (open && this.isPickedInSight()) this.offered = null;
    this.far.say(open && this.offered ? gettext("The incident you are reading is not in sight.") : null);
  }

  isPicked(properties) {
    return isOf(properties, this.options?.picked && decodeURIComponent(this.options.picked));
  }

  choose(path) {
    const { kind, id, ids, feature, at, stack, bounds, count } = path.properties;
    const heap = heapAt(path, this.paths, this.map);
    if (kind === "cell" && !heap && !stack && canOpen(this.map, bounds)) return comeCloser(this.map, bounds, path.getLatLng());
    const one = heap ? null : (id ?? (count === 1 ? ids?.[0] : null));
    this.full.leave(); // The card and the list are beside the map.
    this.answer(one ? { kind, id: one } : { kind, at: heap ?? at ?? feature }, path.getLatLng?.(), path.getLatLng ? pointOf(path.getLatLng()) : null);
  }

  answerArea(area) {
    this.answer({ kind: "area", area }, this.map.getCenter());
  }

  /**
   * Fire the one event st_folium listens to: `toGeoJSON` is what Python receives as `last_active_drawing`, and `click` makes
   * a second click on the same thing a new answer.
   * @param {object} told
   * @param {LatLng} latlng
   * @param {object | null} [geometry]
   */
  answer(told, latlng, geometry = null) {
    const answer = { type: "Feature", geometry, properties: { ...told, click: Date.now() } };
    this.layer?.fire("click", { latlng, layer: { toGeoJSON: () => answer } });
  }

  hover(latlng, lines) {
    if (!this.hand.tracing) this.tooltip.open(latlng, lines);
  }
}

const isOf = (properties, wanted) => Boolean(wanted && properties) && (properties.id === wanted || Boolean(properties.ids?.includes(wanted)));

const pointOf = ({ lng, lat }) => ({ type: "Point", coordinates: [lng, lat] });

// What Python adds to a map and takes away again: what to show, and the door through which clicks are heard.
export const AtlasLayer = L.Layer.extend({
  initialize(options) {
    L.setOptions(this, options);
  },
  onAdd(map) { map.atlas.show(this, this.options); },
  onRemove(map) { map.atlas.leave(this); },
});
