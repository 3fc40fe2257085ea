// Plays days one after another: tells the map and the list in the page which, and nobody else.

export const SPEEDS = { slow: 1_000, normal: 500, fast: 250 }; // milliseconds for each bar: at most 4 in a second

// `host` has `bars`, `chosen()` as two numbers of bars or null, `choices` with `speed` and `mode`, and `played()`,
// which is called after each change.
export class Player {
  constructor(host) {
    Object.assign(this, { host, at: null, running: false, last: null, timer: 0 });
  }

  get active() {
    return this.at !== null;
  }

  // The bars that are shown now, or null.
  get bars() {
    if (!this.active) return null;
    return [this.host.choices.mode === "cumulative" ? this.from : Math.max(0, this.at - this.wide + 1), this.at];
  }

  toggle() {
    if (this.running) this.pause();
    else this.run();
  }

  run() {
    this.running = true;
    if (!this.active) this.begin();
    this.wait();
    this.host.played();
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
    const start = this.host.choices.mode === "cumulative" ? first : last;
    this.show(start < this.host.bars.length - 1 ? start : this.again());
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
    this.host.played();
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.next(), SPEEDS[this.host.choices.speed]);
  }

  next() {
    if (this.at >= this.host.bars.length - 1) {
      this.stop();
      return;
    }
    this.show(this.at + 1);
    this.wait();
    this.host.played();
  }

  show(at) {
    this.at = at;
    const [first, last] = this.bars;
    this.last = [first, last];
    tell([this.host.bars[first].start, this.host.bars[last].end]);
  }

  // Map and list return to the view; what was played last can still be kept.
  stop() {
    clearTimeout(this.timer);
    if (!this.active) return;
    this.at = null;
    this.running = false;
    tell(null);
    this.host.played();
  }
}

function tell(days) {
  window.dispatchEvent(new CustomEvent("atlas:days", { detail: { days } }));
}
