// What is asked of the server: JSON, and the outlines of provinces, countries and borders.

const SHAPES_PER_REQUEST = 120;

export async function json(url, options) {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  return answer.json();
}

// Outlines of provinces, countries and borders, kept for as long as the page lives.
export class Shapes {
  constructor(root) {
    this.root = root;
    this.known = new Map();
    this.countries = new Map();
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

  // Resolves to whether anything new has come; `some` is told each time a part of it has.
  async fetch(ids, zoom, signal, some = () => {}) {
    const band = Shapes.band(zoom);
    const missing = [...new Set(ids)].filter((id) => !(band in (this.known.get(id) ?? {})));
    for (let i = 0; i < missing.length; i += SHAPES_PER_REQUEST) {
      const part = missing.slice(i, i + SHAPES_PER_REQUEST);
      const wanted = part.map((id) => `ids=${encodeURIComponent(id)}`).join("&");
      const { features } = await json(`${this.root}api/collections/boundaries/items?${wanted}&zoom=${band}`, { signal });
      const found = new Map(features.map((feature) => [feature.id, feature.geometry]));
      for (const { id, properties } of features) this.countries.set(id, properties.country);
      // One that is not shipped is remembered as such, or it would be asked for at every move.
      for (const id of part) this.known.set(id, { ...this.known.get(id), [band]: found.get(id) ?? null });
      some();
    }
    return missing.length > 0;
  }
}
