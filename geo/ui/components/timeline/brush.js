// Chooses days on the bars: by pointer (drag, move an end, move the whole, or one bar by a click) or by two sliders.

import { element } from "../common.js";

const STILL = 4; // pixels a hand may tremble
const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };
const ENDS = ["first", "last"];

// `host` has `bars`, `scale`, `chosen()` as two numbers of bars or null, `drafted()`, `apply(bars)`,
// `giveUp()`, `look(bar, x, y)` and `wordsOf(bar)`.
export class Brush {
  /** @type {any} */
  drag = null;
  /** @type {[number, number] | null} */
  draft = null;
  left = NaN; // pixels, where the box on the bars begins and ends
  right = NaN;

  constructor(stage, host) {
    this.stage = stage;
    this.host = host;
    this.box = element("div", "when-box");
    this.sliders = Object.fromEntries(ENDS.map((end) => [end, this.slider(end)]));
    stage.append(this.box, ...Object.values(this.sliders));
    stage.addEventListener("pointerdown", (event) => this.down(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.up(event));
    stage.addEventListener("pointercancel", () => this.cancel());
    stage.addEventListener("pointerleave", () => this.drag || host.look(null));
  }

  escape = (event) => event.key === "Escape" && this.cancel();

  slider(end) {
    const node = element("div", `when-end when-${end}`);
    node.setAttribute("role", "slider");
    node.tabIndex = 0;
    node.setAttribute("aria-valuemin", "1");
    node.addEventListener("keydown", (event) => this.key(event, end));
    node.addEventListener("focus", () => this.host.lookAt(this.ends()[ENDS.indexOf(end)]));
    node.addEventListener("blur", () => this.host.look(null));
    return node;
  }

  // The bars of the draft, else those chosen, else all.
  ends() {
    return this.draft ?? this.host.chosen() ?? [0, this.host.bars.length - 1];
  }

  // `days`: two numbers of days, or null when none are chosen.
  render(days, labels) {
    const { scale, bars } = this.host;
    const [left, right] = days ? [scale.x(days[0]), scale.x(days[1] + 1)] : [scale.left, scale.left + scale.width];
    const clamp = (x) => Math.min(Math.max(x, scale.left), scale.left + scale.width);
    this.left = clamp(left);
    this.right = clamp(right);
    this.shown = Boolean(days);
    this.box.hidden = !days;
    this.box.style.left = `${this.left}px`;
    this.box.style.width = `${Math.max(2, this.right - this.left)}px`;
    const ends = this.ends();
    ENDS.forEach((end, i) => {
      const node = this.sliders[end];
      node.style.left = `${i ? this.right : this.left}px`;
      node.setAttribute("aria-label", labels[i]);
      node.setAttribute("aria-valuemax", String(bars.length));
      node.setAttribute("aria-valuenow", String(ends[i] + 1));
      node.setAttribute("aria-valuetext", this.host.wordsOf(bars[ends[i]]));
    });
  }

  where(event) {
    const frame = this.stage.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  down(event) {
    if (event.button !== 0 || !this.host.bars.length) return;
    const [x] = this.where(event);
    const near = event.pointerType === "mouse" ? 8 : 22;
    const [toFirst, toLast] = [Math.abs(x - this.left), Math.abs(x - this.right)];
    let grip = "new";
    if (this.shown && Math.min(toFirst, toLast) <= near) grip = toFirst < toLast ? "first" : "last";
    // On a narrow choice the ends lie outside, so that the middle can still be taken.
    if (this.shown && x > this.left && x < this.right && (grip === "new" || this.right - this.left < 3 * near)) grip = "whole";
    this.drag = { grip, x, moved: false, from: this.ends(), id: event.pointerId };
    this.stage.setPointerCapture(event.pointerId);
    document.addEventListener("keydown", this.escape);
  }

  move(event) {
    const [x, y] = this.where(event);
    if (!this.drag) {
      this.host.look(this.host.barAt(x), x, y);
      return;
    }
    this.drag.moved ||= Math.abs(x - this.drag.x) >= STILL;
    if (!this.drag.moved) return;
    this.draft = /** @type {[number, number]} */ (this.dragged(x));
    this.host.drafted();
    this.host.lookAt(this.host.barAt(x));
  }

  dragged(x) {
    const at = this.host.barAt(x);
    const { grip, from } = this.drag;
    const start = this.host.barAt(this.drag.x);
    if (grip === "whole") {
      const by = Math.min(Math.max(at - start, -from[0]), this.host.bars.length - 1 - from[1]);
      return [from[0] + by, from[1] + by];
    }
    const held = { new: start, first: from[1], last: from[0] }[grip];
    return [Math.min(held, at), Math.max(held, at)];
  }

  up(event) {
    const { drag, draft } = this;
    if (!drag) return;
    this.end();
    const bar = this.host.barAt(this.where(event)[0]);
    if (drag.moved) this.host.apply(draft);
    else if (!ENDS.includes(drag.grip)) this.host.apply([bar, bar]);
  }

  cancel() {
    if (!this.drag) return;
    this.end();
    this.host.giveUp();
  }

  end() {
    if (this.drag && this.stage.hasPointerCapture(this.drag.id)) this.stage.releasePointerCapture(this.drag.id);
    document.removeEventListener("keydown", this.escape);
    this.drag = this.draft = null;
  }

  key(event, end) {
    const { bars } = this.host;
    if (!bars.length || event.altKey || event.ctrlKey || event.metaKey) return;
    const [first, last] = this.ends();
    const large = Math.max(2, Math.round(bars.length / 10));
    const at = end === "first" ? first : last;
    const to = { Home: 0, End: bars.length - 1, PageDown: at - large, PageUp: at + large }[event.key] ?? at + (STEPS[event.key] ?? NaN);
    if (Number.isInteger(to)) {
      this.draft = end === "first" ? [Math.min(Math.max(to, 0), last), last] : [first, Math.max(Math.min(to, bars.length - 1), first)];
      this.host.drafted();
      this.host.lookAt(this.draft[ENDS.indexOf(end)]);
    } else if (event.key === "Enter" && this.draft) this.host.apply(this.draft);
    else if (event.key === "Escape" && (this.draft || this.drag)) {
      this.end();
      this.host.giveUp();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
