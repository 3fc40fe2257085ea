// The picked incident when the answer on screen has no mark of its own for it: it lies in a cell of many, in a country
// of gathered provinces, or out of sight.
class Picked {
  constructor(root, shapes, map) {
    Object.assign(this, { root, shapes, map, id: null, features: [] });
  }

  // What was found of this incident, as features of `/api/map`.
  apart(id) {
    return id && id === this.id ? this.features : [];
  }

  forget() {
    Object.assign(this, { id: null, features: [] });
  }

  // `id` is percent-encoded, as in the options.
  async find(id, query) {
    if (this.id === id) return;
    const v = new URLSearchParams(query).get("v");
    try {
      const { geometry, properties } = await json(`${this.root}api/collections/incidents/items/${id}${v ? `?v=${encodeURIComponent(v)}` : ""}`);
      const isDrawn = symbolOf(properties.place_precision) !== "none", isShape = isDrawn && !geometry && Boolean(properties.feature);
      if (isShape) await this.shapes.fetch([properties.feature], this.map.getZoom());
      const found = { geometry, properties: { ...properties, kind: isShape ? "shape" : "incident", count: 1, ids: [properties.id] } };
      Object.assign(this, { id, features: isDrawn && (geometry || isShape) ? [found] : [] });
    } catch {
      this.features = []; // The card says why it cannot be shown; the map stays as it is.
    }
  }
}
