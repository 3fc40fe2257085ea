// The frame a map stands in, and the page around it: what each says to the other, and how the reader moves.

import { gettext } from "../../../words/i18n.js";

export const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

// Leaflet reads these when it is about to move: the wheel, the keys and a drag then end where they end.
export function keepStill(map) {
  Object.assign(map, { _zoomAnimated: false, _fadeAnimated: false });
  map.options.inertia = false;
  map.panBy = (offset, options) => L.Map.prototype.panBy.call(map, offset, { ...options, animate: false });
}

// What the frame says of itself to those who do not see it.
export function nameFrame(container, name, beside) {
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", `${name}. ${gettext("Arrow keys move it, plus and minus zoom.")} ${beside}`);
  try {
    window.frameElement?.setAttribute("aria-label", name);
  } catch {
    // A page of another origin shows the frame by itself, and names it itself.
  }
}

// Whether the map shows where the keyboard is: a click puts the focus on the map by script, which browsers take for
// the keyboard's.
export function watchKeyboard() {
  let pointed = false;
  const mark = () => document.querySelectorAll(".leaflet-container, .atlas-tools").forEach((part) => part.classList.toggle("atlas-keyboard", !pointed));
  const listen = (type, now) => window.addEventListener(type, () => { pointed = now; mark(); }, true);
  listen("pointerdown", true);
  listen("keydown", false);
  // Whoever comes back by the keyboard pressed it outside.
  window.addEventListener("blur", () => (pointed = false));
  window.addEventListener("focusin", mark);
}

// What the page's other parts say to the map, without any run of the script: event names and who hears them.
export function hearPage(heard) {
  try {
    const page = window.parent;
    for (const [name, hear] of Object.entries(heard)) page.addEventListener(name, hear);
    window.addEventListener("pagehide", () => Object.entries(heard).forEach(([name, hear]) => page.removeEventListener(name, hear)));
  } catch {
    // A page of another origin shows the frame by itself.
  }
}

// Esc that closes nothing in the frame closes what is open beside it.
export function tellEscape() {
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    try {
      window.parent.dispatchEvent(new CustomEvent("atlas:escape"));
    } catch {
      // A page of another origin shows the frame by itself.
    }
  });
}

// What Streamlit's page says of itself, as its word to the frame comes later; else what the frame looks like.
export function pageIsDark() {
  try {
    const page = window.parent.document.querySelector(".stApp");
    if (page) return getComputedStyle(page).colorScheme.includes("dark");
  } catch {
    // A page of another origin shows the frame by itself.
  }
  const [r, g, b, alpha] = (getComputedStyle(document.body).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
  if (b === undefined || alpha === 0) return window.matchMedia("(prefers-color-scheme: dark)").matches;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128;
}
