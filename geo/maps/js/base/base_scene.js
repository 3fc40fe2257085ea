// What every map of ours stands on: land, sea and names, light or dark as the page is, in a frame that is sized last.

import { gettext, language } from "../../../words/i18n.js";
import { Credits, Notice, Waiting } from "../controls/controls.js";
import { look } from "../marks/marks.js";
import { MAX_ZOOM } from "../page/address.js";
import { speak } from "../page/frame_language.js";
import { calm, keepStill, nameFrame, pageIsDark, watchKeyboard } from "../page/page_bridge.js";
import { Basemap } from "./basemap.js";
import { Shapes } from "./shapes.js";

export class Scene {
  begun = false; // whether what it shows was drawn once
  /** @type {any[]} */
  paths = [];
  /** @type {any} */
  options = null; // of the layer that is shown
  failures = new Set();

  // `name` and `beside` say what those hear who do not see the map, asked anew in each language.
  constructor(map, { root, basemap, places, bounds }, name, beside) {
    this.map = map;
    this.root = root;
    this.name = name;
    this.beside = beside;
    speak(language());
    map.atlas = this;
    map.setMaxZoom(MAX_ZOOM).setMaxBounds([[-85, -180], [85, 180]]);
    map.options.maxBoundsViscosity = 1;
    if (calm()) keepStill(map);
    nameFrame(map.getContainer(), name(), beside());
    watchKeyboard();
    look.dark = pageIsDark();
    this.renderer = L.canvas({ tolerance: L.Browser.mobile ? 8 : 3 });
    this.shapes = new Shapes(root);
    this.base = new Basemap({ root, basemap, places }).addTo(map);
    this.credits = new Credits().addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    this.waiting = new Waiting(map);
    this.failure = new Notice(map, [() => gettext("Try again"), () => this.again()]);
    this.nameZoom();
    this.fit(bounds);
  }

  // The rest of a map is made: colours, ground, and what goes on outside.
  rise() {
    // The style sheet arrives after the script, and Streamlit sizes the frame last: the first look waits for both.
    new ResizeObserver(() => this.resized()).observe(this.map.getContainer());
    window.addEventListener("message", ({ data }) => data?.type === "streamlit:render" && data.theme && this.dress(data.theme));
    window.addEventListener("online", () => this.failures.size && this.again());
    this.dress();
    this.world();
  }

  // Land and sea. What lies on them is drawn without them, and says so when they do not come.
  async world() {
    this.waiting.begin("world");
    await this.base.fetchWorld().then(() => this.came("world"), () => this.failed("world"));
    this.waiting.end("world");
  }

  again() {
    this.world();
  }

  came(thing) {
    this.failures.delete(thing);
    if (!this.failures.size) this.failure.say(null);
  }

  failed(thing) {
    this.failures.add(thing);
    this.failure.say(gettext("The map could not be updated. What you see may be out of date."));
  }

  resized() {
    this.map.invalidateSize({ animate: false });
  }

  fit(bounds, maxZoom = 12, animate = !calm() && this.begun === true) {
    if (!bounds) return;
    const [west, south, east, north] = bounds;
    this.map.fitBounds([[south, west], [north, east]], { padding: [24, 24], maxZoom, animate });
  }

  // What the layer is told of the reader: their language, light or dark.
  suit(options) {
    this.base.setLanguage(options.lang);
    if (speak(options.lang)) this.spoken();
    this.dress();
  }

  // Another language: all words stand anew.
  spoken() {
    nameFrame(this.map.getContainer(), this.name(), this.beside());
    this.nameZoom();
    this.waiting.speak();
    this.failure.speak();
    if (this.failures.size) this.failed([...this.failures][0]);
  }

  nameZoom() {
    const { _zoomInButton, _zoomOutButton } = this.map.zoomControl;
    for (const [button, words] of [[_zoomInButton, gettext("Zoom in")], [_zoomOutButton, gettext("Zoom out")]]) {
      button.title = words;
      button.setAttribute("aria-label", words);
    }
  }

  // Takes on light or dark: what the page asks for by name, else the theme Streamlit gives the frame.
  dress(theme) {
    this.pageDark = theme?.base ? theme.base === "dark" : this.pageDark ?? pageIsDark();
    const dark = this.options?.dark ?? this.pageDark;
    const { style } = document.documentElement;
    if (dark === look.dark && style.colorScheme) return;
    look.dark = dark;
    style.colorScheme = dark ? "dark" : "light";
    for (const [name, value] of Object.entries(look.theme)) style.setProperty(`--atlas-${name.replace("_", "-")}`, value);
    style.background = look.theme.sea; // Before the style sheet has come, too.
    this.base.redraw();
    this.dressed();
  }

  // Draws what is on the map; each kind of scene does it in its own way.
  draw() {}

  // Takes away what is drawn.
  clear() {
    for (const path of this.paths) path.remove();
  }

  dressed() {
    this.draw();
  }
}
