// The choice of what is drawn, and on which ground: two groups of radio buttons in a box that a button opens.

import { gettext } from "../../../words/i18n.js";
import { kept } from "../base/basemap_switcher.js";
import { element } from "./controls.js";

const groundName = (name) => ({ osm: () => gettext("OpenStreetMap"), imagery: () => gettext("Satellite imagery") })[name]?.() ?? name;

export class Panel {
  /** @type {any} */
  asking = null;

  // `choice`: {picture, by}; `chosen` is told another one.
  constructor(opener, grounds, choice, chosen) {
    this.opener = opener;
    this.grounds = grounds;
    this.choice = choice;
    this.chosen = chosen;
    this.box = element("div", "atlas-panel");
    this.box.id = "atlas-panel";
    this.box.setAttribute("role", "group");
    opener.setAttribute("aria-controls", this.box.id);
    opener.closest(".atlas-tools").append(this.box);
    this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
    this.open(false);
  }

  open(open) {
    this.box.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) this.draw();
    else this.asking = null;
  }

  toggle() {
    this.open(this.box.hidden);
    if (!this.box.hidden) this.box.querySelector("input:checked")?.focus();
  }

  close(event) {
    event.stopPropagation();
    this.open(false);
    this.opener.focus();
  }

  draw() {
    if (this.box.hidden) return;
    const focus = document.activeElement?.id;
    const { picture, by } = this.choice;
    this.box.setAttribute("aria-label", gettext("Layers"));
    this.box.replaceChildren(
      this.radios("picture", gettext("What is drawn"), picture, [["incidents", gettext("Incidents")], ["regions", gettext("By governorate")], ["hexes", gettext("Density")]], (value) => this.choose({ picture: value })),
      ...(picture === "regions" ? [this.radios("by", gettext("Governorates by"), by, [["count", gettext("number of incidents")], ["deaths", gettext("deaths")]], (value) => this.choose({ by: value }))] : []),
      ...(this.grounds.offered.length ? [this.groundRadios(), ...(this.asking ? [this.question()] : [])] : []),
    );
    if (focus) document.getElementById(focus)?.focus();
  }

  radios(name, title, value, options, act) {
    const set = element("fieldset"), legend = element("legend", "", title);
    set.append(legend);
    for (const [key, words] of options) {
      const label = element("label"), input = element("input");
      Object.assign(input, { type: "radio", name: `atlas-${name}`, id: `atlas-${name}-${key}`, value: key, checked: key === value });
      input.onchange = () => act(key);
      label.append(input, element("span", "", words));
      set.append(label);
    }
    return set;
  }

  choose(change) {
    this.choice = { ...this.choice, ...change };
    this.chosen(this.choice);
    this.draw();
  }

  groundRadios() {
    const options = [["offline", gettext("Offline map (nothing is asked of anyone)")], ...this.grounds.offered.map(({ name }) => [name, groundName(name)])];
    return this.radios("ground", gettext("Map below"), (this.asking ?? this.grounds.used)?.name ?? "offline", options, (name) => {
      const wanted = this.grounds.offered.find((one) => one.name === name) ?? null;
      this.asking = wanted && wanted !== this.grounds.used ? wanted : null;
      if (!wanted) this.grounds.use(null);
      this.draw();
    });
  }

  // Who would see what, before anybody is asked for anything.
  question() {
    const box = element("div", "atlas-question"), [use, stay] = [element("button"), element("button")];
    box.setAttribute("role", "alert");
    const who = { osm: () => gettext("OpenStreetMap's servers will see your network address, the name of this site, and which parts of the world you look at, at which zoom. Nothing of the incidents is sent."), imagery: () => gettext("Esri's servers will see your network address, the name of this site, and which parts of the world you look at, at which zoom. Nothing of the incidents is sent.") };
    box.append(element("p", "", who[this.asking.name]()), use, stay);
    Object.assign(use, { type: "button", textContent: gettext("Use it"), onclick: () => this.answer(this.asking) });
    Object.assign(stay, { type: "button", textContent: gettext("Stay offline"), onclick: () => this.answer(null) });
    return box;
  }

  answer(ground) {
    this.asking = null;
    this.grounds.use(ground);
    this.draw();
    document.getElementById(`atlas-ground-${ground?.name ?? "offline"}`)?.focus();
  }
}

// The chosen layer outlives a walk to another of our pages, and a visit of this tab; never a link.
const LAYER_KEY = "atlas-layer";
const PICTURES = ["incidents", "regions", "hexes"];

export function rememberedLayer() {
  /** @type {any} */
  let held = null;
  try {
    held = window.parent.atlasLayer ?? JSON.parse(kept.get(LAYER_KEY));
  } catch {
    // Nothing, or nothing of ours, was kept.
  }
  return { picture: PICTURES.includes(held?.picture) ? held.picture : "incidents", by: held?.by === "deaths" ? "deaths" : "count" };
}

export function rememberLayer(choice) {
  kept.set(LAYER_KEY, JSON.stringify(choice));
  try {
    window.parent.atlasLayer = choice;
  } catch {
    // A page of another origin shows the frame by itself.
  }
}
