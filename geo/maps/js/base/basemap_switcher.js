// Another ground than our own: tiles from a server elsewhere, which sees who asks. None is asked for before the reader
// has said so, and what they said lasts for this visit of theirs only.

import { gettext } from "../../../words/i18n.js";
import { Notice } from "../controls/controls.js";
import { MAX_ZOOM } from "../page/address.js";

const GROUND_KEY = "atlas-ground";

// What this tab remembers; where a browser forbids that, for as long as the map is there.
export const kept = {
  held: new Map(),
  get(key) {
    try {
      return window.sessionStorage.getItem(key);
    } catch {
      return this.held.get(key) ?? null;
    }
  },
  set(key, value) {
    this.held.set(key, value);
    try {
      window.sessionStorage.setItem(key, value);
    } catch {
      // It is held here.
    }
  },
};

export class Grounds {
  offered = [];
  /** @type {any} */
  used = null;

  constructor(map, base, credits, changed) {
    this.map = map;
    this.base = base;
    this.credits = credits;
    this.changed = changed;
    const pane = map.createPane("atlas-tiles");
    pane.style.zIndex = 180; // Above our own ground, below all incidents.
    pane.style.pointerEvents = "none";
    this.failure = new Notice(map, [() => gettext("Back to the offline map"), () => this.use(null)]);
  }

  // What the server allows, percent-encoded as all that comes through folium.
  offer(basemaps) {
    this.offered = (basemaps ?? []).map((one) => Object.fromEntries(Object.entries(one).map(([key, value]) => [key, typeof value === "string" ? decodeURIComponent(value) : value])));
    const remembered = this.offered.find(({ name }) => name === kept.get(GROUND_KEY));
    if ((remembered?.name ?? null) !== (this.used?.name ?? null)) this.use(remembered ?? null);
  }

  // The one way to the first request.
  use(ground) {
    this.tiles?.remove();
    this.failure.say(null);
    this.used = ground;
    this.tiles = null;
    kept.set(GROUND_KEY, ground?.name ?? "");
    if (ground) {
      this.tiles = L.tileLayer(ground.url, { pane: "atlas-tiles", maxNativeZoom: ground.max_zoom, maxZoom: MAX_ZOOM, referrerPolicy: "origin", noWrap: true });
      this.tiles.on("tileerror", () => this.failure.say(gettext("Some of the online map could not be loaded.")));
      this.tiles.addTo(this.map);
    }
    this.base.cover(Boolean(ground));
    this.credits.show(ground);
    this.changed();
  }

  speak() {
    this.failure.speak();
  }
}
