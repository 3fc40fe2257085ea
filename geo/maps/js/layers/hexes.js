// Hexagons by shade: by how many incidents lie in them.

import { gettext, ngettext } from "../../../words/i18n.js";
import { manyWords } from "../controls/controls.js";
import { short } from "../marks/marks.js";
import { comeCloser } from "../page/viewport.js";
import { ShadeCount, Shaded } from "./shaded.js";
import { Shades } from "./shades.js";

export class Hexes {
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
    legend.shade(gettext("Incidents in a hexagon"), this.hexes.length ? this.shades.rows() : []);
  }

  note() {
    return this.elsewhere ? ngettext("{n} incident has no point, so it is in no hexagon: it is drawn as a province or a line, or cannot be placed.", "{n} incidents have no point, so they are in no hexagon: they are drawn as provinces or lines, or cannot be placed.", this.elsewhere) : null;
  }
}
