// The list beside the map: every incident of the view, of which only the rows in sight are in the page.

import { gettext } from "../../words/i18n.js";
import { answer, asking, element, speak } from "./common.js";
import { Bar, DEFAULTS, chosen, keys } from "./incidents/bar.js";
import { Pages } from "./incidents/pages.js";
import { Rows } from "./incidents/rows.js";
import { Track } from "./incidents/track.js";
import { called } from "./incidents/words.js";

const MORE = 6; // rows beyond those in sight, above and below
const NARROW = 640; // pixels; below them a title, and what is known, take two lines each
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

export default async function ({ data, parentElement, setTriggerValue }) {
  const list = (parentElement.atlasPart ??= new Incidents(parentElement));
  await speak(data.speech);
  list.show(data, setTriggerValue);
  return () => setTimeout(() => parentElement.isConnected || list.end());
}

class Incidents {
  active = 0;
  stamp = 0;
  /** @type {Pages | null} */
  pages = null; // those on screen
  /** @type {Pages | null} */
  next = null; // those that are to come
  days = null;
  pointed = null;
  resized = new ResizeObserver(() => this.fit());
  played = ({ detail }) => detail.follow?.("list", this.play(detail.days, detail.map));
  /** @type {any} */
  followed = null;

  constructor(parent) {
    this.choice = chosen();
    this.root = element("div", "incidents");
    this.bar = new Bar(this.choice, (choice) => this.chose(choice), () => this.tell("whole", true));
    this.progress = element("div", "incident-progress");
    this.failure = element("div", "incident-failure");
    this.failure.setAttribute("role", "alert");
    this.scroller = element("div", "incident-scroll");
    this.stuck = element("div", "incident-group incident-stuck");
    this.stuck.setAttribute("aria-hidden", "true"); // each group's first row says it
    this.inner = element("div", "incident-rows");
    this.inner.setAttribute("role", "list");
    this.scroller.append(this.inner);
    const stage = element("div", "incident-stage");
    stage.append(this.scroller, this.stuck, this.progress);
    this.root.append(this.bar.root, this.failure, stage);
    parent.append(this.root);
    this.track = new Track(this.scroller, this.inner);
    this.track.moved = () => this.draw();
    this.rows = new Rows(this.inner, this.stuck, this.track);
    this.listen();
  }

  listen() {
    this.scroller.addEventListener("scroll", () => this.soon(), { passive: true });
    this.inner.addEventListener("keydown", (event) => this.key(event));
    this.inner.addEventListener("click", ({ target }) => this.pick(target.closest(".incident-row")));
    this.inner.addEventListener("focusin", ({ target }) => this.entered(target.closest(".incident-row")));
    this.inner.addEventListener("focusout", () => this.point(null));
    this.inner.addEventListener("pointerover", ({ target }) => this.point(target.closest(".incident-row")?.dataset.id));
    this.inner.addEventListener("pointerleave", () => this.point(null));
    this.resized.observe(this.scroller);
    addEventListener("atlas:days", this.played);
  }

  end() {
    this.resized.disconnect();
    removeEventListener("atlas:days", this.played);
    this.followed?.();
    this.point(null);
    for (const pages of [this.pages, this.next]) pages?.stop();
  }

  show(data, tell) {
    const before = this.data;
    this.data = data;
    this.tell = tell;
    const lang = data.speech.lang;
    this.bar.speak(lang);
    this.inner.setAttribute("aria-label", gettext("Incidents"));
    const asked = JSON.stringify([data.query, data.version, data.at]);
    const other = this.asked !== asked;
    this.asked = asked;
    this.picked = data.picked;
    if (data.picked) this.root.dataset.picked = data.picked;
    else delete this.root.dataset.picked;
    if (data.at) this.root.dataset.at = data.at;
    else delete this.root.dataset.at;
    this.look();
    if (other) this.ask({ known: data.first, top: before && (before.query !== data.query || before.at !== data.at) });
    else this.draw();
    if (before?.picked !== data.picked) this.revealed = null;
    this.keepPicked();
  }

  // What all rows have in common; a new stamp has each drawn again.
  look() {
    const { choice, data } = this;
    const { lang } = data.speech;
    const many = choice.group !== "none" && (this.pages?.left ?? 0) > 0;
    const apart = many && choice.group !== "day" ? (row) => called(choice.group, row.group, lang) : null;
    const total = this.pages?.total ?? 0;
    this.shared = { columns: choice.columns, words: data.words, lang, group: choice.group, apart, total, stamp: ++this.stamp };
    this.measure();
  }

  // Rows are as high as their lines, in the reader's own size of letters.
  measure() {
    if (!this.data) return;
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const wide = this.scroller.clientWidth >= NARROW;
    const [titles, lines] = [wide ? 1 : 2, (wide ? 1 : 2) + (this.choice.columns.length > 2 ? 1 : 0)];
    const row = Math.max(44, Math.round((0.875 + 1.25 * titles + 1.125 * lines) * rem));
    const header = Math.round(2 * rem);
    if (this.row !== row) {
      this.root.style.setProperty("--row", `${row}px`);
      this.root.style.setProperty("--titles", titles);
      this.root.style.setProperty("--lines", lines);
      this.root.style.setProperty("--header", `${header}px`);
    }
    const first = this.track.count ? this.track.under(this.track.top) : 0;
    const changed = this.row !== undefined && this.row !== row;
    this.row = row;
    this.track.set({ count: this.pages?.total ?? 0, groups: this.pages?.groups, row, header });
    if (changed && first) this.track.go(this.track.at(first));
    this.draw();
  }

  // A card that opens takes room: the row the reader is at stays in sight if it was.
  fit() {
    const { track, height } = this;
    const row = this.rows.focused ?? this.rows.picked;
    const y = row && track.at(row.index);
    const seen = row && height && y >= track.top - track.row && y < track.top + height;
    this.height = track.view;
    this.measure();
    if (seen) this.reveal(row.index);
  }

  // The view's question as the list asks it; while the timeline plays, of its days.
  question() {
    const { query, at } = this.data;
    return asking(query, { ...keys(this.choice), at, ...(this.days ? { days: this.days } : {}) });
  }

  /**
   * Ask for another list. The old rows stay until it has come.
   * @param {{ known?: any, top?: boolean }} [how] the first page, where it is known already; whether the list begins at its top
   */
  ask({ known = null, top = true } = {}) {
    this.next?.stop();
    const usual = this.choice.sort === DEFAULTS.sort && this.choice.group === DEFAULTS.group && !this.days;
    const told = (pages) => this.came(pages, top);
    const question = this.question();
    const here = top || !this.pages ? 0 : this.track.under(this.track.top);
    const index = known && usual ? Math.max(0, Math.min(here, known.total - 1)) : here;
    if (known && usual) {
      this.next = Pages.known(question, told, known);
      if (!index) return this.came(this.next, top);
    } else this.next = new Pages(question, told);
    this.next.want(index, index + 1, false);
    return this.state();
  }

  came(pages, top) {
    const arrived = pages === this.next && (pages.total !== null || pages.failed) && !pages.busy;
    if (arrived && this.held) return this.state();
    if (arrived) {
      this.next = null;
      if (!pages.failed) this.swap(pages, top);
      else this.broken = pages;
    } else if (pages === this.pages) this.look();
    this.state();
    if (arrived) this.follows(true);
  }

  swap(pages, top) {
    const held = this.rows.focused?.row?.id;
    const old = this.pages;
    this.pages = pages;
    this.broken = null;
    old?.stop();
    if (top) this.active = 0;
    const index = held === undefined ? -1 : pages.find((row) => row.id === held);
    if (held !== undefined) this.active = this.rows.move(index < 0 ? Math.min(this.active, Math.max(0, pages.total - 1)) : index);
    this.active = Math.min(this.active, Math.max(0, pages.total - 1));
    this.track.set({ count: pages.total, groups: pages.groups, row: this.row, header: this.track.header });
    if (top) this.track.go(0);
    this.look();
    if (held !== undefined && index >= 0) this.reveal(index);
    this.keepPicked();
    this.point(null);
  }

  state() {
    const pages = this.broken ?? this.pages;
    const busy = Boolean(this.next?.busy || this.pages?.busy);
    this.progress.hidden = !busy;
    this.inner.setAttribute("aria-busy", String(busy));
    const failed = Boolean(pages?.failed);
    if (failed === (this.failure.childNodes.length > 0)) return;
    this.failure.replaceChildren();
    if (!failed) return;
    const again = element("button", "", gettext("Try again"));
    again.type = "button";
    again.addEventListener("click", () => this.again());
    this.failure.append(element("span", "", gettext("The list could not be loaded.")), again);
  }

  again() {
    if (this.broken) {
      this.broken = null;
      this.ask();
    } else this.pages?.again();
    this.state();
  }

  soon() {
    this.track.scrolled();
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.draw();
    });
  }

  draw() {
    if (!this.pages || !this.shared) return;
    const { track, pages, shared } = this;
    const [first, last] = track.range(MORE * track.row);
    if (last >= first) pages.want(first, last);
    const wanted = new Set();
    for (let index = first; index <= last; index += 1) wanted.add(index);
    if (pages.total) wanted.add(this.active); // it is where Tab comes in, also while it is out of sight
    this.rows.draw(wanted, pages, { ...shared, picked: this.picked, active: this.active });
    this.rows.stick(first <= last ? track.under(track.top) : -1, shared);
    const { group } = this.choice;
    const top = pages.left && first <= last ? pages.row(track.under(track.top)) : null;
    const here = top && called(group, top.group, shared.lang);
    this.bar.tell(pages, { stacked: this.data.at !== null, group, here, matched: this.days ? null : this.data.first.total });
  }

  key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || !event.target.closest(".incident-row")) return;
    const page = Math.max(1, Math.floor(this.track.view / this.track.row) - 1);
    const last = (this.pages?.total ?? 0) - 1;
    const to = { Home: 0, End: last, PageDown: this.active + page, PageUp: this.active - page }[event.key] ?? this.active + (STEPS[event.key] ?? NaN);
    if (Number.isNaN(to)) return;
    event.preventDefault();
    this.focus(Math.max(0, Math.min(last, to)));
  }

  focus(index) {
    this.active = index;
    this.reveal(index);
    const row = this.rows.get(index);
    row.button.focus({ preventScroll: true });
    row.button.scrollIntoView({ block: "nearest" }); // the list may reach below the screen
    this.soon(); // where it was is let go
  }

  reveal(index) {
    this.track.reveal(index);
    this.draw();
  }

  entered(button) {
    const row = this.rows.of(button);
    if (!row) return;
    const other = this.active !== row.index;
    this.active = row.index;
    this.point(row.row?.id);
    if (other) this.draw();
  }

  pick(button) {
    const id = button?.dataset.id;
    if (!id) return;
    this.revealed = id; // the reader sees it: the list stays as it is
    this.tell("picked", id);
  }

  // What was picked on the map comes into sight, once, wherever in the list it stands.
  keepPicked() {
    if (!this.picked || this.revealed === this.picked || !this.pages) return;
    const index = this.pages.find((row) => row.id === this.picked);
    if (index < 0) this.locate(this.pages, this.picked);
    else this.comeTo(index);
  }

  async locate(pages, picked) {
    if (pages.sought === picked) return;
    pages.sought = picked;
    const { located } = await answer(`api/list?${asking(pages.asked, { locate: picked, limit: 1 })}`).catch(() => ({}));
    if (Number.isInteger(located) && this.pages === pages && this.picked === picked && this.revealed !== picked) this.comeTo(located);
  }

  comeTo(index) {
    this.revealed = this.picked;
    if (!this.rows.focused) this.active = index;
    this.reveal(index);
  }

  point(id = null) {
    if (this.pointed === id) return;
    this.pointed = id;
    dispatchEvent(new CustomEvent("atlas:point", { detail: { id } }));
  }

  chose(choice) {
    const same = choice.sort === this.choice.sort && choice.group === this.choice.group;
    this.choice = choice;
    if (same) this.look();
    else this.ask({ known: this.data.first });
  }

  // While the timeline plays, the list follows its days, and shows them no sooner than the map. Resolves once it does.
  play(days, map) {
    this.followed?.();
    this.days = days;
    if (!this.data) return null;
    this.held = map;
    map.then((drawn) => drawn && this.held === map && this.release());
    this.ask({ known: days ? null : this.data.first });
    return new Promise((done) => (this.followed = () => done(true)));
  }

  // The map shows the days: what has come for them is shown too, else the count of the days before is hidden.
  release() {
    this.held = null;
    if (this.next) this.came(this.next, true);
    this.follows(!this.next);
  }

  follows(yes) {
    this.root.classList.toggle("incidents-behind", !yes);
    if (yes) this.followed?.();
  }
}
