// What Streamlit's widgets cannot say or do: names in plain words, counts read out when they change,
// the picked row kept in sight. Waits for elements to come and go, and asks nothing of any server.
{
  const NAMES = {
    '[data-testid="stExpandSidebarButton"]': "Menu and filters",
    '[data-testid="stSidebarCollapseButton"] button': "Show the map",
    '[data-testid="stSidebar"]': "Filters",
    ".st-key-board-map iframe": "Map of incidents",
    ".st-key-placing-map iframe": "Map of the places offered",
    ".st-key-importing-map iframe": "Map of the file's incidents",
    'iframe[title*="atlas_links"]': "Links to this view",
    ".st-key-card": "Picked incident",
  };
  // React changes the words inside, so the regions themselves stay, as a screen reader needs.
  const ROLES = { ".st-key-counts": "status", ".st-key-list-note": "status", ".st-key-card": "region" };
  const ROW = ".st-key-incidents button";
  const PICKED = '.st-key-incidents [data-testid="stElementContainer"]:has(+ * strong) button';

  let waiting = false;
  let shown = null; // the picked row's words, so that a reader who scrolls on is left alone
  let opener = null; // the row the card was opened from
  let told = null; // what a form said last
  let held = null; // what is kept in sight while the page around it is still being laid out

  function set(given, attribute) {
    for (const [selector, words] of Object.entries(given)) {
      for (const node of document.querySelectorAll(selector)) {
        if (node.getAttribute(attribute) !== words) node.setAttribute(attribute, words);
      }
    }
  }

  function look() {
    waiting = false;
    set(NAMES, "aria-label");
    set(ROLES, "role");
    const row = document.querySelector(PICKED);
    if (row?.textContent !== shown) {
      shown = row?.textContent;
      release();
      if (matchMedia("(min-width: 1024px)").matches) row?.scrollIntoView({ block: "nearest" });
      else if (row) hold(document.querySelector(".st-key-board-map")); // the card lies below the map
    }
    held?.scrollIntoView();
    const said = document.querySelector(".st-key-placing-said");
    if (said?.textContent !== told) {
      told = said?.textContent;
      said?.scrollIntoView({ block: "nearest" });
    }
  }

  // What stands above may still grow after the card has come; the reader's next touch ends it.
  function hold(part) {
    held = part;
    growth.observe(document.querySelector('[data-testid="stMainBlockContainer"]'));
  }

  function release() {
    held = null;
    growth.disconnect();
  }

  // Closing the card takes its button away: the focus returns to the row it came from, else to the list.
  function restore() {
    if (document.querySelector(".st-key-card") || document.activeElement !== document.body) return;
    (opener?.isConnected ? opener : document.getElementById("incidents"))?.focus();
    opener = null;
  }

  document.addEventListener("click", ({ target }) => {
    opener = target.closest?.(ROW) ?? opener;
    if (target.closest?.(".st-key-card-close")) setTimeout(restore, 600);
  }, true);

  const growth = new ResizeObserver(() => held?.scrollIntoView());
  for (const touch of ["pointerdown", "wheel", "touchstart", "keydown"]) addEventListener(touch, release, { capture: true, passive: true });
  addEventListener("blur", release); // into the map's frame, whose touches are not told here

  new MutationObserver(() => {
    if (!waiting) requestAnimationFrame(look);
    waiting = true;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
}
