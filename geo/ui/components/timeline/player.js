// Plays days one after another: tells the map and the list in the page which, and goes on once both show them.

export const SPEEDS = { slow: 1_000, normal: 500, fast: 250 }; // milliseconds for each bar: at most 4 in a second
const LATE_MS = 400; // after which the timeline says that it waits
const AGAIN_MS = 250; // a map that is still being loaded is told again
const LOST_MS = 10_000; // twice what the server may take: a map that is silent so long was replaced, and the next is told

// `host` has `bars`, `chosen()` as two numbers of bars or null, `choices` with `speed` and `mode`, and `played()`,
// which is called after each change.
export class Player {
  /** @type {any} */
  at = null;
  /** @type {any} */
  bars = null;
  running = false;
  /** @type {any} */
  last = null;
  pending = false;
  late = false;
  failed = false;
  timer = 0;
  turn = 0;
  wide = 1;
  from = 0;

  constructor(host) {
    this.host = host;
  }

  // From the first step asked for until the view is asked for again.
  get active() {
    return this.at !== null;
  }

  toggle() {
    if (this.running) this.pause();
    else this.run();
  }

  run() {
    this.running = true;
    if (!this.active) this.begin();
    else if (this.pending) this.host.played();
    else this.wait();
  }

  pause() {
    this.running = false;
    clearTimeout(this.timer);
    this.host.played();
  }

  begin() {
    const [first, last] = this.host.chosen() ?? [0, 0];
    this.wide = last - first + 1;
    this.from = first;
    this.last = null;
    const start = this.host.choices.mode === "cumulative" ? first : last;
    return this.show(start < this.host.bars.length - 1 ? start : this.again());
  }

  // From the first bar, where what is chosen already lies at the end.
  again() {
    this.from = 0;
    return this.host.choices.mode === "cumulative" ? 0 : Math.min(this.wide, this.host.bars.length) - 1;
  }

  // By hand: one bar on or back.
  step(by) {
    this.running = false;
    clearTimeout(this.timer);
    if (this.active) this.show(Math.min(Math.max(this.at + by, 0), this.host.bars.length - 1));
    else this.begin();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), SPEEDS[this.host.choices.speed]);
    this.host.played();
  }

  next() {
    if (this.at >= this.host.bars.length - 1) this.stop();
    else this.show(this.at + 1);
  }

  reach(at) {
    return [this.host.choices.mode === "cumulative" ? this.from : Math.max(0, at - this.wide + 1), at];
  }

  // Asks for the days of a step. The timeline speaks of them once the map and the list show them.
  async show(at) {
    const turn = ++this.turn, pair = this.reach(at);
    this.at = at;
    this.pending = true;
    this.failed = false;
    const doubt = setTimeout(() => this.waits(turn), LATE_MS);
    document.documentElement.classList.add("days-played");
    this.host.played();
    const told = tell(this.days(/** @type {[number, number]} */ (pair)), () => turn === this.turn);
    const drawn = await told.map;
    clearTimeout(doubt);
    if (turn !== this.turn) return;
    this.late = false;
    if (!drawn) return this.fail();
    this.bars = this.last = pair;
    this.host.played();
    await told.all;
    if (turn !== this.turn) return;
    this.pending = false;
    if (this.running) this.wait();
  }

  days([first, last]) {
    return [this.host.bars[first].start, this.host.bars[last].end];
  }

  waits(turn) {
    if (turn !== this.turn) return;
    this.late = true;
    this.host.played();
  }

  // The map could not follow: what it shows stays, and all else says so too.
  fail() {
    const before = this.bars;
    this.running = false;
    this.pending = false;
    this.at = before ? before[1] : this.at;
    if (before) tell(this.days(before), () => false, true);
    else this.stop();
    this.failed = true;
    this.host.played();
  }

  // Map and list return to the view; what was played last can still be kept.
  stop() {
    clearTimeout(this.timer);
    this.failed = false;
    if (!this.active) return;
    const turn = ++this.turn;
    this.at = null;
    this.bars = null;
    this.running = false;
    this.pending = false;
    this.late = false;
    tell(null, () => false, true).all.then(() => turn === this.turn && document.documentElement.classList.remove("days-played"));
    this.host.played();
  }
}

// Tells the page which days are played, null for none. `map` resolves once the map shows them, to false where it cannot;
// `all` once the list shows them too, which waits for the map unless it is to go `ahead`. A map that is not there yet is
// told again while `wanted()`.
function tell(days, wanted, ahead = false) {
  const parts = {};
  let settle, settled = false;
  const map = new Promise((resolve) => (settle = resolve)).finally(() => (settled = true));
  const detail = { days, follow: (part, shown) => (parts[part] = shown), map: ahead ? Promise.resolve(true) : map };
  const dispatch = () => {
    window.dispatchEvent(new CustomEvent("atlas:days", { detail }));
    if (parts.map || !wanted()) {
      Promise.resolve(parts.map).then(() => settle(true), () => settle(false));
      setTimeout(again, LOST_MS);
    } else setTimeout(again, AGAIN_MS);
  };
  const again = () => {
    if (settled || !wanted()) return;
    delete parts.map;
    dispatch();
  };
  dispatch();
  return { map, all: map.then(() => Promise.allSettled(Object.values(parts))) };
}
