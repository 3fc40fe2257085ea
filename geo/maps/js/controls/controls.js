// What stands on the map beside the drawing: the words of a mark, the notices, the thin line while it loads.

import { gettext, ngettext, number } from "../../../words/i18n.js";
import { days, distance } from "../format.js";
import { radiusOf } from "../marks/marks.js";

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// A canvas is drawn for its screen's pixels, so that symbols in the legend are as sharp as those on the map.
export function swatch(paint, width = 28, height = 22) {
  const canvas = element("canvas", "atlas-swatch");
  const scale = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  paint(ctx, width, height);
  return canvas;
}

// A line of words over the map, with a button or two: it stops nobody from moving it. Several lie on one another.
export class Notice {
  // `acts` pairs what a button says, asked anew in each language, with what it does.
  constructor(map, ...acts) {
    this.box = element("div", "atlas-notice");
    this.box.setAttribute("role", "status"); // Read out when it appears, without taking the focus.
    this.box.dir = "auto";
    this.words = element("span");
    this.buttons = acts.map(([label, act]) => {
      const button = element("button");
      button.type = "button";
      button.onclick = act;
      return { button, label };
    });
    this.box.append(this.words, ...this.buttons.map(({ button }) => button));
    L.DomEvent.disableClickPropagation(this.box);
    Notice.shelf(map).append(this.box);
    this.speak();
    this.say(null);
  }

  static shelf(map) {
    const container = map.getContainer(), shelf = container.querySelector(".atlas-notices") ?? element("div", "atlas-notices");
    container.append(shelf);
    return shelf;
  }

  speak() {
    for (const { button, label } of this.buttons) button.textContent = label();
  }

  say(words) {
    this.box.hidden = !words;
    // The same words again are no news to a screen reader.
    if (this.words.textContent !== (words ?? "")) this.words.textContent = words ?? "";
  }
}

const ATTRIBUTION = "Natural Earth · GeoNames";

// Who made the ground that is shown; ours, and that of another one laid over it.
export const Credits = L.Control.extend({
  options: { position: "bottomright" },

  onAdd() {
    this.box = element("div", "leaflet-control-attribution");
    this.show(null);
    return this.box;
  },

  show(other) {
    const parts = [element("span", "", ATTRIBUTION)];
    if (other) {
      const link = element(other.page ? "a" : "span", "", other.attribution);
      if (other.page) Object.assign(link, { href: other.page, target: "_blank", rel: "noopener noreferrer" });
      parts.push(element("span", "", " · "), link);
    }
    this.box.replaceChildren(...parts);
  },
});

// Where the pointer is, or the map's middle while the keyboard moves it: latitude first, as people write it.
export const Readout = L.Control.extend({
  options: { position: "bottomleft" },

  onAdd(map) {
    this.box = element("div", "atlas-readout");
    map.on("mousemove", ({ latlng }) => this.show(latlng));
    map.on("move", () => map.getContainer().matches(".atlas-keyboard:focus") && this.show(map.getCenter()));
    map.getContainer().addEventListener("mouseleave", () => (this.box.hidden = true));
    this.box.hidden = true;
    return this.box;
  },

  show({ lat, lng }) {
    this.box.hidden = false;
    const places = element("bdi", "", `${lat.toFixed(4)}, ${L.Util.wrapNum(lng, [-180, 180]).toFixed(4)}`);
    this.box.replaceChildren(places, element("span", "", ` ${gettext("lat, lon")}`));
  },
});

// What the reader waits for: words while there is no land yet, a thin line as long as anything is under way.
export class Waiting {
  constructor(map) {
    this.things = new Set();
    this.progress = element("div", "atlas-progress");
    this.words = element("div", "atlas-waiting");
    this.speak();
    map.getContainer().append(this.progress, this.words);
  }

  speak() {
    this.words.textContent = gettext("Loading the map …");
  }

  begin(thing) {
    this.things.add(thing);
    this.progress.hidden = false;
  }

  end(thing) {
    this.things.delete(thing);
    this.progress.hidden = this.things.size === 0;
    this.words.hidden = !this.things.has("world");
  }
}

// How many, and of how many the place is only roughly known.
export function manyWords(count, coarse = 0, stack = false) {
  const with_ = { coarse: number(coarse) };
  if (stack && coarse) return ngettext("{n} incident on one point, {coarse} of them only roughly placed", "{n} incidents on one point, {coarse} of them only roughly placed", count, with_);
  if (stack) return ngettext("{n} incident on one point", "{n} incidents on one point", count);
  if (coarse) return ngettext("{n} incident, {coarse} of them only roughly placed", "{n} incidents, {coarse} of them only roughly placed", count, with_);
  return ngettext("{n} incident", "{n} incidents", count);
}

// The hover label, line by line. The words from outside are set as text, never as HTML.
export function describe({ kind, title, start, end, place_precision, count, coarse, stack, gathered, ...rest }) {
  const { words } = STYLE.drawings[place_precision] ?? STYLE.drawings.unknown;
  const known = gettext(words, { radius: distance(radiusOf({ place_precision, ...rest })) });
  if (kind === "incident") return [["atlas-title", title ?? gettext("Untitled")], ["", days(start, end)], ["atlas-quiet", known]];
  if (kind === "shape") return [["atlas-title", manyWords(count)], ["atlas-quiet", gathered ? gettext("known only to provinces, gathered by country") : known]];
  return [["atlas-title", manyWords(count, coarse, stack)]];
}
