// The rows of one question, a page at a time: those in sight are asked for, what is overtaken is let go.

import { answer, asking } from "../common.js";

export const PAGE = 50;
const KEPT = 60; // pages; what was read longest ago goes first
const MOST = 4; // pages of an answer
const PAUSE_MS = 40; // while a reader drags through the list nothing is asked

export class Pages {
  pages = new Map();
  coming = new Map();
  total = null;
  groups = null;
  left = 0;
  failed = false;
  needed = [0, 0];

  // `asked` is the query string of the view with the list's own keys; `told` is called when something came or failed.
  constructor(asked, told) {
    this.asked = asked;
    this.told = told;
  }

  // The first page is known already.
  static known(asked, told, first) {
    const pages = new Pages(asked, told);
    pages.take(0, first);
    return pages;
  }

  get busy() {
    return this.coming.size > 0;
  }

  row(index) {
    return this.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  // Where a row stands, as far as it is loaded; -1 where it is not.
  find(wanted) {
    for (const [page, rows] of this.pages) {
      const at = rows.findIndex(wanted);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  // Asks for what of these rows is missing, and lets go what is no longer needed.
  want(first, last, soon = true) {
    const [from, to] = [Math.floor(first / PAGE), Math.floor(last / PAGE)];
    this.needed = [from, to];
    for (const [page, stop] of this.coming) if (page < from - 1 || page > to + 1) stop.abort(), this.coming.delete(page);
    clearTimeout(this.timer);
    if (this.failed || !this.missing().length) return;
    if (soon) this.timer = setTimeout(() => this.load(), PAUSE_MS);
    else this.load();
  }

  missing() {
    const [from, to] = this.needed;
    const all = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const missing = all.filter((page) => !this.pages.has(page) && !this.coming.has(page) && (this.total === null || page * PAGE < this.total));
    return missing.filter((page, i) => page - missing[0] === i);
  }

  load() {
    const missing = this.missing(); // next to each other: of a deep page most time goes into the sorting
    if (missing.length) this.ask(missing.slice(0, MOST));
  }

  again() {
    this.failed = false;
    this.load();
    this.told(this);
  }

  stop() {
    clearTimeout(this.timer);
    this.stopped = true;
    for (const stop of this.coming.values()) stop.abort();
  }

  async ask(pages) {
    const stop = new AbortController();
    for (const page of pages) this.coming.set(page, stop);
    this.told(this);
    try {
      const path = `api/list?${asking(this.asked, { offset: pages[0] * PAGE, limit: pages.length * PAGE })}`;
      const got = await answer(path, { signal: stop.signal });
      if (!stop.signal.aborted) pages.forEach((page, i) => this.take(page, got, i * PAGE));
    } catch {
      if (!stop.signal.aborted) this.failed = true;
    }
    for (const page of pages) if (this.coming.get(page) === stop) this.coming.delete(page);
    if (!this.stopped) this.told(this);
  }

  take(page, { total, groups, groups_left: left, rows }, from = 0) {
    if (this.total !== null && total !== this.total) this.pages.clear(); // the data changed between two pages
    this.total = total;
    this.groups = groups;
    this.left = left ?? 0;
    this.pages.delete(page);
    this.pages.set(page, rows.slice(from, from + PAGE));
    if (this.pages.size > KEPT) this.pages.delete(this.pages.keys().next().value);
  }
}
