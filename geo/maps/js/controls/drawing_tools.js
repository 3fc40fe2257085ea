// What is drawn on the map by hand: a distance, a box, an area. Corners are set by clicks, or by Enter at the middle.

import { gettext, ngettext } from "../../../words/i18n.js";
import { Corner, Label, Trace } from "../base/lines.js";
import { distance } from "../format.js";
import { boxRing, greatCircle } from "../geometry.js";
import { within } from "../page/viewport.js";
import { element, Notice } from "./controls.js";

// As many as the server takes of an area.
const MOST_CORNERS = 200;
// A click this near to a corner means that corner, in pixels.
const NEAR = 12;
const DEGREES = 5;

// Fingers have no keys to be told of.
const byTouch = () => window.matchMedia("(pointer: coarse)").matches;
const rounded = (degrees) => Number(degrees.toFixed(DEGREES));
export const areaOfBox = (box) => [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map(rounded).join(",");
const areaOfRing = (corners) => `POLYGON((${[...corners, corners[0]].map(({ lat, lng }) => `${rounded(lng)} ${rounded(lat)}`).join(", ")}))`;

class Tracing {
  corners = [];
  paths = [];
  /** @type {any} */
  cursor = null;

  constructor(map, renderer) {
    this.map = map;
    this.renderer = renderer;
  }

  /**
   * Set a corner. Return the area that it completed, or null.
   * @param {LatLng} latlng
   * @param {boolean} pointed whether by a click, not at the map's middle
   * @returns {string | null}
   */
  take(latlng, pointed) {
    this.pointed = pointed;
    this.corners.push(within(latlng));
    this.draw();
    return null;
  }

  press() {}

  back() {
    this.corners.pop();
    this.draw();
  }

  follow(latlng) {
    this.cursor = within(latlng);
    this.draw();
  }

  near(a, b) {
    return Boolean(a && b) && this.map.latLngToContainerPoint(a).distanceTo(this.map.latLngToContainerPoint(b)) < NEAR;
  }

  // What the corners and the pointer make, from back to front.
  draw() {
    this.clear();
    this.paths = [...this.lines(), ...this.corners.map((corner) => new Corner(corner, this.renderer)), ...this.labels()];
    for (const path of this.paths) path.addTo(this.map);
  }

  /** @returns {any[]} what joins the corners, from back to front */
  lines() { return []; }

  /** @returns {any[]} what is written beside them */
  labels() { return []; }

  clear() {
    for (const path of this.paths) path.remove();
    this.paths = [];
  }
}

export class Measuring extends Tracing {
  legs() {
    return this.corners.slice(1).map((to, i) => ({ from: this.corners[i], to, metres: this.map.distance(this.corners[i], to) }));
  }

  /** @override */
  lines() {
    const legs = this.legs().map(({ from, to }) => new Trace(greatCircle(from, to), this.renderer));
    const last = this.corners.at(-1);
    if (last && this.cursor) legs.push(new Trace(greatCircle(last, this.cursor), this.renderer, { dash: [6, 4] }));
    return legs;
  }

  /** @override */
  labels() {
    return this.legs().map(({ from, to, metres }) => {
      const way = greatCircle(from, to), [a, b] = way.length > 2 ? [way[Math.floor(way.length / 2)], null] : way;
      return new Label(b ? L.latLng((a.lat + b.lat) / 2, (a.lng + b.lng) / 2) : a, this.renderer, distance(metres));
    });
  }

  words() {
    const legs = this.legs();
    if (!legs.length) return byTouch() ? gettext("Select points to measure between.") : gettext("Select points to measure between. Enter takes the middle of the map, Backspace takes the last point back, Escape ends.");
    const whole = distance(legs.reduce((sum, { metres }) => sum + metres, 0));
    return legs.length === 1 ? gettext("Distance: {whole}", { whole }) : ngettext("{n} leg, {whole} in all", "{n} legs, {whole} in all", legs.length, { whole });
  }
}

export class Boxing extends Tracing {
  // A box can be drawn by dragging, too: the button goes down on its first corner.
  /** @override */
  press(latlng) {
    if (!this.corners.length) super.take(latlng, true);
  }

  /** @override */
  take(latlng, pointed) {
    const first = this.corners[0];
    if (!first) return super.take(latlng, pointed);
    if (this.near(first, latlng)) return null;
    return areaOfBox(L.latLngBounds(first, within(latlng)));
  }

  /** @override */
  lines() {
    const [first] = this.corners, box = first && this.cursor && L.latLngBounds(first, this.cursor);
    return box ? [new Trace(boxRing([box.getWest(), box.getSouth(), box.getEast(), box.getNorth()]), this.renderer)] : [];
  }

  words() {
    if (this.corners.length) return gettext("Select the opposite corner.");
    return byTouch() ? gettext("Select two opposite corners.") : gettext("Drag a rectangle, or select two opposite corners. Enter takes the middle of the map, Escape ends.");
  }
}

export class Fencing extends Tracing {
  // The first corner again closes the area, by keyboard also the last one; after a click Enter does.
  /** @override */
  take(latlng, pointed) {
    const closes = this.near(latlng, this.corners[0]) || (!pointed && (this.pointed || this.near(latlng, this.corners.at(-1))));
    if (this.corners.length >= 3 && closes) return areaOfRing(this.corners);
    if (this.near(latlng, this.corners.at(-1)) || this.corners.length >= MOST_CORNERS) return null;
    return super.take(latlng, pointed);
  }

  /** @override */
  lines() {
    if (!this.corners.length) return [];
    const end = this.cursor ?? this.corners.at(-1);
    return [new Trace(this.corners, this.renderer), new Trace([this.corners.at(-1), end, this.corners[0]], this.renderer, { dash: [6, 4] })];
  }

  words() {
    const n = this.corners.length;
    if (n >= MOST_CORNERS) return gettext("An area can have {n} corners at most. Select the first one to close it.", { n: MOST_CORNERS });
    if (byTouch()) return n >= 3 ? gettext("Select the first corner to close the area.") : gettext("Select the corners of an area.");
    if (n >= 3) return gettext("Select the first corner, or press Enter, to close the area. Backspace takes the last corner back.");
    return gettext("Select the corners of an area. Enter takes the middle of the map, Backspace takes the last corner back, Escape ends.");
  }
}

// The tool in hand, if any: where its clicks and keys go.
export class Hand {
  /** @type {any} */
  tracing = null;
  name = null;

  // `done` is told the area that was drawn, `changed` which tool is in hand.
  constructor(map, renderer, done, changed) {
    this.map = map;
    this.renderer = renderer;
    this.done = done;
    this.changed = changed;
    const back = [() => gettext("Take back"), () => this.back()], end = [() => gettext("End"), () => this.drop()];
    this.guide = new Notice(map, back, end);
    this.cross = element("div", "atlas-cross");
    this.cross.setAttribute("aria-hidden", "true");
    map.getContainer().append(this.cross);
    map.on("click", ({ latlng }) => this.take(latlng));
    map.on("mousedown", ({ latlng, originalEvent }) => originalEvent.button === 0 && this.tracing?.press(latlng));
    map.on("mousemove", ({ latlng }) => this.tracing?.follow(latlng));
    map.on("move", () => this.byKeyboard() && this.tracing?.follow(map.getCenter()));
    window.addEventListener("keydown", (event) => this.key(event));
  }

  byKeyboard() {
    return this.map.getContainer().matches(".atlas-keyboard:focus");
  }

  // The same tool again is put down.
  pick(name, Kind) {
    const same = this.name === name;
    this.drop();
    if (same) return;
    this.name = name;
    this.tracing = new Kind(this.map, this.renderer);
    this.map.doubleClickZoom.disable();
    if (Kind === Boxing) this.map.dragging.disable();
    this.map.getContainer().classList.add("atlas-tracing");
    this.map.getContainer().focus({ preventScroll: true });
    this.speak();
    this.changed(name);
  }

  drop() {
    if (!this.tracing) return;
    this.tracing.clear();
    this.name = null;
    this.tracing = null;
    this.map.doubleClickZoom.enable();
    this.map.dragging.enable();
    this.map.getContainer().classList.remove("atlas-tracing");
    this.guide.say(null);
    this.changed(null);
  }

  // Whether a click was the tool's.
  take(latlng, pointed = true) {
    if (!this.tracing) return false;
    const area = this.tracing.take(latlng, pointed);
    if (area) {
      this.drop();
      this.done(area);
    } else this.speak();
    return true;
  }

  back() {
    this.tracing.back();
    this.speak();
  }

  key(event) {
    if (!this.tracing) return;
    const onMap = event.target === this.map.getContainer();
    if (event.key === "Escape") this.drop();
    else if (onMap && event.key === "Enter") this.take(this.map.getCenter(), false);
    else if (onMap && event.key === "Backspace") this.back();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation(); // One key does one thing.
  }

  speak() {
    this.guide.speak();
    this.guide.say(this.tracing?.words() ?? null);
    this.guide.buttons[0].button.hidden = !this.tracing?.corners.length;
  }

  // The incidents were drawn anew, over what the tool had drawn.
  draw() {
    this.tracing?.draw();
  }
}
