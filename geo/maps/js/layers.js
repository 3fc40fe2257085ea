// The pictures a view can be drawn as: its incidents, governorates by shade, hexagons by shade. Each says what it asks
// for, what it keeps of the answer, and what is drawn of it.

import { language, number, say, sayMany } from "../../words/i18n.js";
import { ARABIC_TITLE } from "./base/basemap.js";
import { textWidth } from "./base/labels.js";
import { element, manyWords } from "./controls/controls.js";
import { FONT, look, radiusOf, short, symbolOf } from "./marks/marks.js";
import { edgesOf, leadersTo } from "./marks/picked_outline.js";
import { CountSpot } from "./marks/shape_counts.js";
import { Spot } from "./marks/spot.js";
import { Area, hatching, innerSpotsOf, isArea, latlngsOf, Line, strokes } from "./marks/symbols.js";
import { comeCloser } from "./page/viewport.js";

const STEPS = 5;
const ROOM_FOR_COUNT = 36;

// The upper ends of at most five classes of whole numbers from 1 to `most`, each a round number; the last one is open.
function classesTo(most) {
  const round = (n) => {
    const power = 10 ** Math.floor(Math.log10(n)), lead = [1, 2, 5, 10].find((each) => each * power >= n * 0.999) ?? 10;
    return lead * power;
  };
  if (most <= STEPS) return Array.from({ length: Math.max(most, 1) }, (_, i) => i + 1);
  const ends = [1, 2, 3, 4].map((i) => round(most ** (i / STEPS)));
  return [...new Set(ends.filter((end) => end < most)), Infinity];
}

// A shade for each class, spread over the ramp when there are few.
class Shades {
  constructor(most) {
    this.ends = classesTo(most);
  }

  at(n) {
    const at = this.ends.findIndex((end) => n <= end), last = this.ends.length - 1;
    return look.step(last ? Math.round((at * (STEPS - 1)) / last) : 2);
  }

  rows() {
    return this.ends.map((end, i) => {
      const from = (this.ends[i - 1] ?? 0) + 1, style = this.at(Math.min(end, from));
      if (end === Infinity) return [style, say("{n} or more", { n: number(from) })];
      return [style, from === end ? number(end) : say("{from} to {to}", { from: number(from), to: number(end) })];
    });
  }
}

// An area filled in the shade of its class, the ground shimmering through.
export const Shaded = L.Polygon.extend({
  initialize(properties, latlngs, renderer, style) {
    this.properties = properties;
    this.style = style;
    L.Polygon.prototype.initialize.call(this, latlngs, { renderer, bubblingMouseEvents: false, fillOpacity: 0.85 });
  },
  _updatePath() {
    const { fill, hatched } = this.style(), { border, ink } = look.theme;
    Object.assign(this.options, { fill: true, fillColor: hatched ? hatching(border, 8) : fill, fillOpacity: hatched ? 1 : fill === "transparent" ? 0 : 0.85 });
    strokes(this, this.hovered ? [[ink, 2.5]] : [[border, 1]]);
  },
});

// A number on a shade, in the ink that can be read on it; over it the area's name where it has room.
const ShadeCount = Spot.extend({
  initialize(words, latlng, renderer, style, name = null) {
    this.words = words;
    this.style = style;
    this.name = name;
    Spot.prototype.initialize.call(this, {}, latlng, renderer);
    this.options.interactive = false;
  },
  _pixels() { return this.name ? 70 : 20; },
  _paint(ctx) {
    const { x, y } = this._point, apart = this.name ? 7 : 0;
    ctx.save();
    Object.assign(ctx, { font: SHADE_FONT, textAlign: "center", textBaseline: "middle", fillStyle: this.style().ink ?? look.theme.ink });
    ctx.fillText(this.words, x, y + apart + 0.5);
    if (this.name) {
      ctx.font = NAME_FONT;
      ctx.fillText(this.name, x, y - apart + 0.5);
    }
    ctx.restore();
  },
});

const SHADE_FONT = `600 11px ${FONT}`;
const NAME_FONT = `11px ${FONT}`;
const regionName = ({ name, name_ar }) => (language() === "ar" && name_ar?.replace(ARABIC_TITLE, "")) || name;

class Incidents {
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

class Regions {
  kind = "regions";
  ink = element("canvas").getContext("2d");

  constructor(atlas, by) {
    this.atlas = atlas;
    this.by = by;
    this.forget();
  }

  // The whole view: of a division all are counted, wherever the map looks.
  url(query) {
    return `api/regions?${query}`;
  }

  take({ regions, without }) {
    this.regions = regions;
    this.without = without;
    this.shades = null;
  }

  shapes() {
    return this.regions.map(({ feature }) => feature);
  }

  forget() {
    this.regions = [];
    this.without = 0;
    this.shades = null;
  }

  value({ count, deaths }) {
    return this.by === "deaths" ? deaths.low : count;
  }

  style(region) {
    const value = this.value(region);
    if (value === null) return { hatched: true };
    if (value === 0) return { fill: "transparent" };
    this.shades ??= new Shades(Math.max(1, ...this.regions.map((each) => this.value(each) ?? 0)));
    return this.shades.at(value);
  }

  paths() {
    const { atlas } = this, zoom = atlas.map.getZoom(), areas = [], counts = [];
    const drawable = this.regions.map((region) => ({ region, geometry: atlas.shapes.get(region.feature, zoom) })).filter(({ geometry }) => geometry && isArea(geometry));
    for (const { region, geometry } of drawable) {
      const properties = { kind: "region", ...region }, style = () => this.style(region);
      const area = new Shaded(properties, latlngsOf(geometry), atlas.renderer, style), value = this.value(region);
      area.on("click", ({ latlng }) => atlas.hand.take(latlng) || this.choose(region, latlng));
      this.hovering(area);
      areas.push(area);
      const [{ lat, lng, room }] = innerSpotsOf(geometry), wide = (room / 360) * 256 * 2 ** zoom, name = regionName(region);
      if (value === null || wide < ROOM_FOR_COUNT) continue;
      const named = textWidth(this.ink, NAME_FONT, name) < Math.min(wide * 0.9, 130) ? name : null;
      counts.push(new ShadeCount(short(value), L.latLng(lat, lng), atlas.renderer, style, named));
    }
    return [...areas, ...counts];
  }

  // Where the records do not name it, no filter would find what is counted here.
  choose({ asked }, latlng) {
    if (asked) this.atlas.answer({ kind: "region", ...asked }, latlng);
    else comeCloser(this.atlas.map, null, latlng);
  }

  hovering(area) {
    const { atlas } = this;
    const light = (hovered) => { area.hovered = hovered; if (area._map) area.redraw(); };
    area.on("mouseover", ({ latlng }) => { light(true); atlas.hover(latlng, describeRegion(area.properties)); });
    area.on("mouseout", () => { light(false); atlas.tooltip.close(); });
  }

  shade(legend) {
    const known = this.regions.filter((region) => this.value(region)).length;
    if (known) this.style(this.regions.find((region) => this.value(region)));
    const rows = known ? this.shades.rows() : [];
    if (this.by === "deaths" && this.regions.some(({ deaths }) => deaths.low === 0)) rows.unshift([{ fill: "transparent" }, number(0)]);
    if (this.by === "deaths") rows.push([{ hatched: true }, say("no number of deaths is given")]);
    legend.shade(this.by === "deaths" ? say("Deaths by governorate: at least") : say("Incidents by governorate"), rows);
  }

  note() {
    return this.without ? sayMany("{n} incident in no known governorate is not shown here.", "{n} incidents in no known governorate are not shown here.", this.without) : null;
  }
}

class Hexes {
  kind = "hexes";
  shades = new Shades(1);

  constructor(atlas) {
    this.atlas = atlas;
    this.forget();
  }

  url(query, box, zoom) {
    return `api/hexes?${[query, `bbox=${box}`, `zoom=${zoom}`].filter(Boolean).join("&")}`;
  }

  take({ hexes, elsewhere }) {
    this.hexes = hexes;
    this.elsewhere = elsewhere;
    this.shades = new Shades(Math.max(1, ...hexes.map(({ count }) => count)));
  }

  shapes() {
    return [];
  }

  forget() {
    this.hexes = [];
    this.elsewhere = 0;
    this.shades = new Shades(1);
  }

  paths() {
    const { atlas } = this, areas = [], counts = [];
    for (const { at, ring, count, coarse } of this.hexes) {
      const shades = this.shades, style = () => shades.at(count);
      const area = new Shaded({ kind: "hex", count, coarse }, L.GeoJSON.coordsToLatLngs(ring), atlas.renderer, style);
      area.on("click", ({ latlng }) => atlas.hand.take(latlng) || comeCloser(atlas.map, null, L.latLng(at[1], at[0])));
      area.on("mouseover", ({ latlng }) => atlas.hover(latlng, [["atlas-title", manyWords(count, coarse)]]));
      area.on("mouseout", () => atlas.tooltip.close());
      areas.push(area);
      counts.push(new ShadeCount(short(count), L.latLng(at[1], at[0]), atlas.renderer, style));
    }
    return [...areas, ...counts];
  }

  shade(legend) {
    legend.shade(say("Incidents in a hexagon"), this.hexes.length ? this.shades.rows() : []);
  }

  note() {
    return this.elsewhere ? sayMany("{n} incident has no point, so it is in no hexagon: it is drawn as a province or a line, or cannot be placed.", "{n} incidents have no point, so they are in no hexagon: they are drawn as provinces or lines, or cannot be placed.", this.elsewhere) : null;
  }
}

// Of deaths the least is said, and of how many incidents that is: the sums of others are of other incidents.
/** @param {any} region - as the API gives it */
function describeRegion({ count, coarse, deaths, ...region }) {
  const lines = [["atlas-title", regionName(region)], ["", manyWords(count, coarse)]];
  const of = { low: number(deaths.low ?? 0), best: number(deaths.best ?? 0), stated: number(deaths.stated), count: number(count) };
  if (!deaths.stated) return [...lines, ["atlas-quiet", say("deaths: no number is given")]];
  if (deaths.low !== null) return [...lines, ["atlas-quiet", sayMany("deaths: at least {low}, of {stated} of {n} incident that gives a number", "deaths: at least {low}, of {stated} of {n} incidents that give a number", count, of)]];
  if (deaths.best !== null) return [...lines, ["atlas-quiet", say("deaths: {best} by best estimates; no least number is given", of)]];
  return [...lines, ["atlas-quiet", say("deaths: only a highest number is given")]];
}

export const pictureFor = (atlas, { picture, by }) => (picture === "regions" ? new Regions(atlas, by) : picture === "hexes" ? new Hexes(atlas) : new Incidents(atlas));

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
