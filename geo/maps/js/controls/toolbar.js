// A row of buttons before the map: one stop of the Tab key, arrow keys within it, folded into one button on a telephone.

import { gettext } from "../../../words/i18n.js";
import { look } from "../marks/marks.js";
import { element, swatch } from "./controls.js";

// Each in a square of 16.
const ICONS = {
  layers: "M8 2 L14.5 5.5 L8 9 L1.5 5.5 Z M2.5 8.5 L8 11.5 L13.5 8.5 M2.5 11 L8 14 L13.5 11",
  full: "M2 6 V2 H6 M10 2 H14 V6 M14 10 V14 H10 M6 14 H2 V10",
  all: "M8 1.5 V4.5 M8 11.5 V14.5 M1.5 8 H4.5 M11.5 8 H14.5 M8 6 A2 2 0 1 0 8 10 A2 2 0 1 0 8 6",
  sight: "M1 8 C3.5 3.5 12.5 3.5 15 8 C12.5 12.5 3.5 12.5 1 8 Z M8 6 A2 2 0 1 0 8 10 A2 2 0 1 0 8 6",
  box: "M2.5 4 H13.5 V12 H2.5 Z M1.5 3 H3.5 V5 H1.5 Z M12.5 11 H14.5 V13 H12.5 Z",
  fence: "M3 5 L9 2 L14 7 L11.5 13.5 L4 12 Z",
  measure: "M1.5 11 L11 1.5 L14.5 5 L5 14.5 Z M4.5 8 L6 9.5 M7 5.5 L8.5 7 M9.5 3 L11 4.5",
  tools: "M2 4 H14 M2 8 H14 M2 12 H14",
};

export class Toolbar {
  constructor(map) {
    this.box = element("div", "atlas-tools");
    this.row = element("div", "atlas-row");
    this.row.id = "atlas-row";
    this.row.setAttribute("role", "toolbar");
    this.made = new Map();
    this.opener = this.make("tools", () => gettext("Tools"), () => this.unfold(!this.box.classList.contains("atlas-unfolded")), true);
    this.opener.button.classList.add("atlas-opener");
    this.opener.button.setAttribute("aria-controls", this.row.id);
    this.box.append(this.opener.button, this.row);
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.box.classList.contains("atlas-unfolded") || !this.isFolding()) return;
      event.stopPropagation(); // One key closes one thing.
      this.unfold(false);
      this.opener.button.focus();
    });
    this.row.addEventListener("keydown", (event) => this.walk(event));
    map.getContainer().before(this.box);
    this.unfold(false);
  }

  make(icon, label, act, worded = false) {
    const button = element("button", worded ? "atlas-worded" : "");
    button.type = "button";
    button.onclick = act;
    return { button, label, icon, worded };
  }

  // `label` is asked anew in each language. `worded`: the words stand beside the picture, else only in the tip.
  add(icon, label, act, worded = false) {
    // A tool in hand needs the map in sight; the box of layers hangs on the row.
    const made = this.make(icon, label, () => { act(); if (!worded) this.unfold(false); }, worded);
    made.button.tabIndex = this.made.size ? -1 : 0;
    made.button.addEventListener("focus", () => this.stopAt(made.button));
    this.made.set(icon, made);
    this.row.append(made.button);
    return made.button;
  }

  // Whether the map is so narrow that the tools fold.
  isFolding() {
    return getComputedStyle(this.opener.button).display !== "none";
  }

  press(icon, pressed) {
    this.made.get(icon).button.setAttribute("aria-pressed", String(pressed));
  }

  unfold(open) {
    this.box.classList.toggle("atlas-unfolded", open);
    this.opener.button.setAttribute("aria-expanded", String(open));
  }

  stopAt(button) {
    for (const made of this.made.values()) made.button.tabIndex = made.button === button ? 0 : -1;
  }

  walk(event) {
    const buttons = [...this.made.values()].map(({ button }) => button), at = buttons.indexOf(event.target);
    const ahead = document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const step = { [ahead]: 1, ArrowLeft: -1, ArrowRight: -1 }[event.key];
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? (step && (at + step + buttons.length) % buttons.length);
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to].focus();
  }

  // In the language and the colours of now.
  draw() {
    this.row.setAttribute("aria-label", gettext("Map tools"));
    for (const { button, label, icon, worded } of [this.opener, ...this.made.values()]) {
      const drawing = swatch((ctx) => {
        Object.assign(ctx, { strokeStyle: look.theme.ink, lineWidth: 1.4, lineJoin: "round", lineCap: "round" });
        ctx.stroke(new Path2D(ICONS[icon]));
      }, 16, 16);
      button.title = label();
      button.setAttribute("aria-label", label());
      button.replaceChildren(drawing, ...(worded ? [element("span", "", label())] : []));
    }
  }
}

// The map over the whole screen, or where a browser refuses that, over the whole page.
export class FullScreen {
  constructor(changed) {
    this.changed = changed;
    document.addEventListener("fullscreenchange", () => changed(this.on()));
    for (const each of [window, this.page()]) each?.addEventListener("keydown", this.key);
    window.addEventListener("pagehide", () => this.page()?.removeEventListener("keydown", this.key));
  }

  key = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !this.board()?.classList.contains("atlas-wide")) return;
    event.preventDefault(); // One key closes one thing.
    this.widen(false);
  };

  page() {
    try {
      return window.frameElement && window.parent;
    } catch {
      return null;
    }
  }

  board() {
    return this.page() && window.frameElement?.closest(".st-key-board-map");
  }

  on() {
    return Boolean(document.fullscreenElement || this.board()?.classList.contains("atlas-wide"));
  }

  async toggle() {
    if (document.fullscreenElement) return document.exitFullscreen();
    if (this.on()) return this.widen(false);
    try {
      await document.documentElement.requestFullscreen();
    } catch {
      this.widen(true);
    }
  }

  leave() {
    if (this.on()) this.toggle();
  }

  widen(wide) {
    this.board()?.classList.toggle("atlas-wide", wide);
    this.changed(this.on());
  }
}
