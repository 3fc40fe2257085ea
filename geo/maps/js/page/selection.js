// The picked incident when the answer on screen has no mark of its own for it: it lies in a cell of many, in a province
// with too many to name, in a country of gathered provinces, or out of sight.

import { json } from "../base/shapes.js";
import { symbolOf } from "../marks/marks.js";

// A cell's corners are rounded to six decimals of a degree.
const ROUNDED = 1e-6;

export class Picked {
  found = 0;

  constructor(root, shapes, map) {
    this.root = root;
    this.shapes = shapes;
    this.map = map;
    this.forget();
  }

  // What was found of this incident, as features of `/api/map`.
  apart(id) {
    return id && id === this.id ? this.features : [];
  }

  forget() {
    this.id = null;
    this.features = [];
    this.asked = null;
    this.finding = null;
    this.matches = false;
  }

  // `id` is percent-encoded, as in the options. Resolves when it is found; `found` counts how often anything new was.
  find(id, query) {
    const asked = `${id} ${query}`;
    if (this.asked !== asked) {
      this.asked = asked;
      this.finding = this.search(asked, id, query);
    }
    return this.finding;
  }

  async search(asked, id, query) {
    const known = this.id === id ? this.features : null;
    const [features, matches] = await Promise.all([known ?? this.record(id, query), this.isAmong(id, query)]);
    if (this.asked !== asked) return;
    if (features) {
      this.id = id;
      this.features = features;
      this.matches = matches;
      this.found = this.found + 1;
    } else this.asked = null; // The card says why it cannot be shown; the map stays as it is, and asks again.
  }

  async record(id, query) {
    const v = new URLSearchParams(query).get("v");
    try {
      const { geometry, properties } = await json(`${this.root}api/collections/incidents/items/${id}${v ? `?v=${encodeURIComponent(v)}` : ""}`);
      const isDrawn = symbolOf(properties.place_precision) !== "none", isShape = isDrawn && !geometry && Boolean(properties.feature);
      if (isShape) await this.shapes.fetch([properties.feature], this.map.getZoom());
      const found = { geometry, properties: { ...properties, kind: isShape ? "shape" : "incident", count: 1, ids: [properties.id] } };
      return isDrawn && (geometry || isShape) ? [found] : [];
    } catch {
      return null;
    }
  }

  // Whether the view has it: else no mark of the map counts it.
  async isAmong(id, query) {
    const asked = [query, `ids=${id}`, "limit=1"].filter(Boolean).join("&");
    return json(`${this.root}api/list?${asked}`).then(({ total }) => total > 0, () => false);
  }

  // Whether it is one of those that a mark of several counts.
  isIn({ kind, bounds, feature, gathered }) {
    const [own] = this.matches ? this.features : [];
    if (!own) return false;
    if (kind === "cell" && own.geometry) return isWithin(own.geometry.coordinates, bounds);
    if (kind !== "shape" || own.geometry) return false;
    return feature === (gathered ? `country:${this.shapes.countries.get(own.properties.feature)}` : own.properties.feature);
  }
}

const isWithin = ([lon, lat], [west, south, east, north]) => lon >= west - ROUNDED && lon <= east + ROUNDED && lat >= south - ROUNDED && lat <= north + ROUNDED;
