// Governorates by shade: by how many incidents they have, or how many deaths.

import { gettext, language, ngettext, number } from "../../../words/i18n.js";
import { ARABIC_TITLE } from "../base/basemap.js";
import { textWidth } from "../base/labels.js";
import { element, manyWords } from "../controls/controls.js";
import { short } from "../marks/marks.js";
import { innerSpotsOf, isArea, latlngsOf } from "../marks/symbols.js";
import { comeCloser } from "../page/viewport.js";
import { NAME_FONT, ShadeCount, Shaded } from "./shaded.js";
import { Shades } from "./shades.js";

const ROOM_FOR_COUNT = 36;

const regionName = ({ name, name_ar }) => (language() === "ar" && name_ar?.replace(ARABIC_TITLE, "")) || name;

export class Regions {
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
    if (this.by === "deaths") rows.push([{ hatched: true }, gettext("no number of deaths is given")]);
    const shown = this.by === "deaths" ? gettext("Deaths by governorate: at least") : gettext("Incidents by governorate");
    legend.shade(shown, rows);
  }

  note() {
    return this.without ? ngettext("{n} incident in no known governorate is not shown here.", "{n} incidents in no known governorate are not shown here.", this.without) : null;
  }
}

// Of deaths the least is said, and of how many incidents that is: the sums of others are of other incidents.
/** @param {any} region - as the API gives it */
function describeRegion({ count, coarse, deaths, ...region }) {
  const lines = [["atlas-title", regionName(region)], ["", manyWords(count, coarse)]];
  const of = { low: number(deaths.low ?? 0), best: number(deaths.best ?? 0), stated: number(deaths.stated), count: number(count) };
  if (!deaths.stated) return [...lines, ["atlas-quiet", gettext("deaths: no number is given")]];
  if (deaths.low !== null) return [...lines, ["atlas-quiet", ngettext("deaths: at least {low}, of {stated} of {n} incident that gives a number", "deaths: at least {low}, of {stated} of {n} incidents that give a number", count, of)]];
  if (deaths.best !== null) return [...lines, ["atlas-quiet", gettext("deaths: {best} by best estimates; no least number is given", of)]];
  return [...lines, ["atlas-quiet", gettext("deaths: only a highest number is given")]];
}
