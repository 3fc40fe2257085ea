// The incidents of a view, each drawn as well as its place is known.

import { radiusOf, symbolOf } from "../marks/marks.js";
import { edgesOf, leadersTo } from "../marks/picked_outline.js";
import { CountSpot } from "../marks/shape_counts.js";
import { Area, Line } from "../marks/symbols.js";

export class Incidents {
  kind = "incidents";

  constructor(atlas) {
    this.atlas = atlas;
  }

  url(query, box, zoom) {
    return `api/map?${[query, `bbox=${box}`, `zoom=${zoom}`].filter(Boolean).join("&")}`;
  }

  take({ features, counts }) {
    Object.assign(this.atlas, { features, counts });
  }

  shapes() {
    return this.atlas.features.filter(({ properties }) => properties.kind === "shape").map(({ properties }) => properties.feature);
  }

  forget() {
    Object.assign(this.atlas, { features: [], counts: null });
  }

  paths() {
    const { atlas } = this, paths = atlas.pathsOf(atlas.features);
    atlas.hasOwnMark = paths.some(({ chosen }) => chosen);
    if (!atlas.hasOwnMark) paths.push(...this.ofPicked(paths));
    for (const path of paths.filter(({ chosen }) => chosen)) paths.push(...edgesOf(path, atlas.renderer));
    return paths.sort((a, b) => rank(a) - rank(b));
  }

  // Chooses the marks that count the picked incident among others; what is drawn for itself. While days are played
  // nothing says whether it is among those of the day.
  ofPicked(paths) {
    const { atlas } = this, features = atlas.picked.apart(atlas.options?.picked);
    const marks = features.length && !atlas.question.days ? paths.filter((path) => atlas.picked.isIn(path.properties) && !(path.properties.gathered && path instanceof Area)) : [];
    for (const path of marks) path.chosen = true;
    if (marks.some(({ properties }) => properties.kind === "shape" && !properties.gathered)) return [];
    const own = atlas.pathsOf(features);
    for (const path of own) path.apart = true;
    return [...own, ...leadersTo(own, marks.filter(({ properties }) => properties.kind === "cell"), atlas.renderer)];
  }

  shade(legend) {
    legend.shade(null);
  }

  note() {
    return null;
  }
}

// Drawn from back to front: areas, lines, wide rings, cells, dots, what is picked. What is small stays visible and can
// be hit.
function rank(path) {
  const { kind, gathered, place_precision } = path.properties;
  if (path.rank !== undefined) return path.rank;
  if (path.chosen && (path instanceof CountSpot || kind === "cell")) return 8;
  if (path instanceof Area) return gathered ? 0 : 1;
  if (path instanceof Line) return 2;
  if (path instanceof CountSpot || kind === "cell") return 4;
  return symbolOf(place_precision).startsWith("dot") ? 5 : 4 - Math.min(1, radiusOf(path.properties) / 1e6);
}
