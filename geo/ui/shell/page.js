// What Streamlit's widgets cannot say or do: names in plain words, counts read out when they change,
// the map kept in sight above a card. Waits for elements to come and go, and asks nothing of any server.

import { addTranslations, directionOf, gettext, hasTranslations, language, setLanguage } from "../../words/i18n.js";

// WORDS: put in by the shell, so that the page speaks before anything else has come.
for (const [lang, sentences] of Object.entries(WORDS)) addTranslations(lang, sentences);

const html = document.documentElement;
const NAMES = () => ({
  '[data-testid="stExpandSidebarButton"]': gettext("Menu and filters"),
  '[data-testid="stSidebarCollapseButton"] button': gettext("Show the map"),
  '[data-testid="stSidebar"]': gettext("Filters"),
  ".st-key-board-map iframe": gettext("Map of incidents"),
  ".st-key-placing-map iframe": gettext("Map of the places offered"),
  ".st-key-importing-map iframe": gettext("Map of the file's incidents"),
  'iframe[title*="atlas_links"]': gettext("Links to this view"),
  ".st-key-card": gettext("Picked incident"),
  ".stDialog section > button": gettext("Close"),
});
// Words that the style sheet shows, and those of the page before Streamlit draws it.
const SHOWN = () => ({ "--menu": gettext("Menu and filters"), "--map": gettext("Show the map"), "--deaths": gettext("Deaths: "), "--row": gettext("Row "), "--playing": gettext("Days are being played: the map and the list show them alone. All other numbers return when it stops.") });
const FIRST = () => ({ ".loading": gettext("Loading Incident Atlas…"), ".skip": gettext("Skip to the incidents") });
// React changes the words inside, so the regions themselves stay, as a screen reader needs.
const ROLES = { ".st-key-counts": "status", ".st-key-card": "region" };
const ROW = ".incident-row";
const PICKED = ".incidents[data-picked]"; // the list, which keeps the row in its own sight
const MAP = ".st-key-board-map iframe";
const CLOSE = ".st-key-card-close button";
const WHOLE = ".incident-whole:not([hidden])"; // from the list of a place to the whole one
// What Esc closes by itself, or is typed in.
const OPEN = '.stDialog, [data-testid="stPopoverBody"], [role="listbox"], [role="menu"], .atlas-wide';
const TYPED = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])';

/** @type {(selector: string) => HTMLElement | null} */
const find = (selector) => document.querySelector(selector);
/** @type {(selector: string) => HTMLElement[]} */
const findAll = (selector) => [...document.querySelectorAll(selector)].map((node) => /** @type {HTMLElement} */ (node));

let waiting = false;
/** @type {string | undefined | null} */
let shown = null; // the picked incident, so that a reader who scrolls on is left alone
/** @type {any} */
let opener = null; // the incident of the row the card was opened from, or the map
let closing = false; // whether the card was told to close, which takes a run of the script
let taken = false; // whether the key that is pressed has something of its own to close
/** @type {string | null | undefined} */
let told = null; // what a form said last
/** @type {Element | null} */
let held = null; // what is kept in sight while the page around it is still being laid out

function set(given, attribute) {
  for (const [selector, words] of Object.entries(given)) {
    for (const node of findAll(selector)) {
      if (node.getAttribute(attribute) !== words) node.setAttribute(attribute, words);
    }
  }
}

function speak(wanted) {
  setLanguage(wanted);
  html.lang = wanted;
  html.dir = directionOf(wanted);
  for (const [name, words] of Object.entries(SHOWN())) html.style.setProperty(name, JSON.stringify(words));
  for (const [selector, words] of Object.entries(FIRST())) {
    for (const node of findAll(selector)) node.textContent = words;
  }
}

function look() {
  waiting = false;
  const speaks = find(".speaks")?.dataset;
  if (speaks && speaks.speaks !== language()) speak(speaks.speaks);
  if (speaks) set({ ".st-key-language button": speaks.other }, "lang");
  set(NAMES(), "aria-label");
  set(ROLES, "role");
  const picked = find(PICKED)?.dataset.picked;
  if (picked !== shown) {
    shown = picked;
    if (picked) closing = false;
    release();
    if (picked && document.activeElement?.matches(MAP)) opener = document.activeElement;
    if (picked && matchMedia("(max-width: 1023px)").matches) hold(find(".st-key-board-map")); // the card lies below the map
  }
  if (closing && !find(".st-key-card")) {
    closing = false;
    setTimeout(restore, 100); // the list takes the room first
  }
  held?.scrollIntoView();
  const said = find(".st-key-placing-said");
  if (said?.textContent !== told) {
    told = said?.textContent;
    said?.scrollIntoView({ block: "nearest" });
  }
}

// What stands above may still grow after the card has come; the reader's next touch ends it.
function hold(part) {
  held = part;
  growth.observe(find('[data-testid="stMainBlockContainer"]') ?? document.body);
}

function release() {
  held = null;
  growth.disconnect();
}

// Closing the card takes its button away: the focus returns to the row it came from, else to the list.
function restore() {
  if (find(".st-key-card") || document.activeElement !== document.body) return;
  const row = opener?.isConnected ? opener : findAll(ROW).find((each) => each.dataset.id === opener);
  (row ?? document.getElementById("incidents"))?.focus();
  opener = null;
}

// Esc closes one thing: the card, else the list of a place, which was opened from the map.
function escape() {
  const card = find(CLOSE), whole = find(WHOLE);
  if (card) return card.click();
  if (!whole) return;
  whole.click();
  find(MAP)?.focus();
}

addEventListener("keydown", (/** @type {any} */ { key, target }) => (taken = key === "Escape" && Boolean(target.matches?.(TYPED) || findAll(OPEN).some((each) => each.checkVisibility()))), true);
addEventListener("keydown", (event) => event.key === "Escape" && !taken && !event.defaultPrevented && escape());
addEventListener("atlas:escape", escape);

document.addEventListener("click", (/** @type {any} */ { target }) => {
  opener = target.closest?.(ROW)?.dataset.id ?? opener;
  closing ||= Boolean(target.closest?.(".st-key-card-close"));
}, true);

const growth = new ResizeObserver(() => held?.scrollIntoView());
for (const touch of ["pointerdown", "wheel", "touchstart", "keydown"]) addEventListener(touch, release, { capture: true, passive: true });
addEventListener("blur", release); // into the map's frame, whose touches are not told here

new MutationObserver(() => {
  if (!waiting) requestAnimationFrame(look);
  waiting = true;
}).observe(document.body, { childList: true, subtree: true, characterData: true });
const linked = new URLSearchParams(location.search).get("lang");
speak(hasTranslations(linked) ? linked : "en"); // until the page has come and says it
look();
