// The timeline: bars of all that the view's other filters match, the view's days marked on them. A choice of days goes
// to Python; how the bars are drawn, and what is played, stays here.

import { gettext } from "../../words/i18n.js";
import { answer, asking, element, foresee, spanned, speak } from "./common.js";
import { Brush } from "./timeline/brush.js";
import { build, name, stepped } from "./timeline/controls.js";
import { Scale, numbered } from "./timeline/days.js";
import { draw, gathered } from "./timeline/picture.js";
import { Player } from "./timeline/player.js";
import { noted, pictured, told } from "./timeline/told.js";
import { barLines, barWords, legend, spanLines, tables } from "./timeline/words.js";

const KEPT = "atlas.timeline";
const WIDEST = 64; // pixels of one bar
const SIDE = 12; // of the picture, so that the ends of a choice stay within it

class Timeline {
  /** @type {any[]} */
  bars = [];
  /** @type {any} */
  drawn = null; // the picture
  /** @type {any} */
  scale = null; // of the picture
  /** @type {any} */
  got = null;
  /** @type {string | null} */
  asked = null;
  /** @type {[number, number] | null} */
  kept = null;

  constructor(parent, lang) {
    this.lang = lang;
    this.root = parent.appendChild(element("section", "timeline"));
    this.choices = { stack: "type", unit: "", mode: "window", speed: "normal", ...kept() };
    this.player = new Player(this);
    this.at = build(this.root, this);
    this.brush = new Brush(this.at.stage, this);
    this.resized = new ResizeObserver(() => this.draw());
    this.resized.observe(this.at.stage);
    this.root.addEventListener("keydown", (event) => stepped(event, this, { ",": -1, ".": 1 }));
    this.root.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.brush.draft && !this.brush.drag && !this.root.contains(relatedTarget)) this.giveUp();
    });
  }

  // Called after each run of the page's script.
  update(data, choose) {
    const days = JSON.stringify(data.days);
    if (this.data && days !== JSON.stringify(this.data.days)) {
      this.player.stop();
      this.brush.end();
      this.kept = null;
    }
    this.data = data;
    this.tellDays = choose;
    this.ask();
    this.render();
  }

  async ask() {
    const { stack, unit: by } = this.choices;
    const query = asking(this.data.query, { stack, by: by || null });
    const wanted = `${this.data.version} ${query}`;
    if (wanted === this.asked) return;
    this.asked = wanted;
    this.player.stop();
    this.kept = null;
    this.waiting?.abort();
    this.waiting = new AbortController();
    const { signal } = this.waiting;
    this.root.setAttribute("aria-busy", "true");
    const got = await answer(`api/timeline?${query}`, { signal }).catch(() => null);
    if (signal.aborted) return;
    if (got) this.take(got, stack);
    else this.failed();
  }

  take(got, stack) {
    const looks = this.data.looks[stack];
    const days = ({ start, end }) => ({ from: start && numbered(start), to: end && numbered(end) });
    this.bars = got.bars.map((bar) => ({ ...bar, ...days(bar), all: gathered(bar.parts, looks), known: gathered(bar.sure, looks) }));
    this.got = { ...got, looks, bars: this.bars, spans: got.spans.map((span) => ({ ...span, ...days(span) })) };
    this.brush.end();
    this.root.removeAttribute("aria-busy");
    const mended = this.at.problem.contains(document.activeElement);
    this.at.problem.replaceChildren();
    this.draw();
    this.tabled();
    if (mended) this.at.toggle.focus();
  }

  failed() {
    this.asked = this.got = null;
    this.bars = [];
    this.root.removeAttribute("aria-busy");
    const again = element("button", "when-button", gettext("Try again"));
    again.type = "button";
    again.addEventListener("click", () => this.ask());
    this.at.problem.replaceChildren(element("p", "", gettext("The timeline could not be read.")), again);
    this.render();
  }

  draw() {
    const { stage, picture } = this.at;
    const width = stage.clientWidth;
    if (!this.bars.length || !width) {
      this.render();
      return;
    }
    const room = width - 2 * SIDE;
    this.scale = new Scale(this.bars[0].from, this.bars.at(-1).to, SIDE, Math.min(room, this.bars.length * WIDEST));
    this.drawn = draw(picture, { ...this.got, scale: this.scale, width, height: stage.clientHeight });
    this.root.style.setProperty("--foot", `${this.drawn.foot}px`);
    this.at.legend.replaceChildren(...legend(this.got.looks, this.bars));
    this.render();
  }

  // What changes while one drags or plays: the mark on the bars, and words.
  render() {
    const { at, bars, brush, player } = this;
    const empty = !bars.length;
    at.root.classList.toggle("when-empty", empty);
    at.root.classList.toggle("when-playing", player.active);
    for (const node of [at.back, at.toggle, at.on]) node.disabled = empty;
    name(at.toggle, player.running ? "pause" : "play", player.running ? gettext("Pause") : gettext("Play"));
    const shown = player.bars ?? brush.draft;
    const draft = brush.draft && !brush.drag;
    const seen = { apply: draft, giveUp: draft, stop: player.active, keep: player.bars || this.kept, all: !player.active && !draft && this.data?.days };
    for (const [action, node] of Object.entries(at.actions)) hide(node, !seen[action], at.toggle);
    at.said.setAttribute("aria-live", player.running || brush.drag ? "off" : "polite");
    said(at.said, told(this, shown));
    said(at.note, this.got ? noted(this) : "");
    if (empty || !this.scale) return;
    at.stage.setAttribute("aria-label", pictured(this.got));
    const days = shown ? [bars[shown[0]].from, bars[shown[1]].to] : this.numbered();
    brush.render(days, [gettext("First day"), gettext("Last day")]);
  }

  tabled() {
    const { table } = this.at;
    table.querySelectorAll("table").forEach((old) => old.remove());
    if (table.open && this.bars.length) table.append(...tables(this.got, this.got.looks));
  }

  // For the brush and the player.

  chosen() {
    const days = this.numbered();
    if (!days) return null;
    const [from, to] = days;
    const first = this.bars.findIndex((bar) => bar.to >= from);
    const last = this.bars.findLastIndex((bar) => bar.from <= to);
    return first < 0 || last < first ? null : [first, last];
  }

  // The view's days as numbers; an open side reaches beyond all bars.
  numbered() {
    const [first, last] = this.data.days ?? [];
    return first || last ? [first ? numbered(first) : -Infinity, last ? numbered(last) : Infinity] : null;
  }

  barAt(x) {
    const day = this.scale.at(x);
    const at = this.bars.findLastIndex((bar) => bar.from <= day);
    return Math.max(0, at);
  }

  wordsOf = (bar) => barWords(bar);

  drafted() {
    this.player.stop();
    this.kept = null;
    this.render();
  }

  giveUp() {
    this.brush.end();
    this.look(null);
    this.render();
  }

  // An open side stays open while its end is left where it is.
  apply(pair) {
    const before = this.chosen(), days = [this.bars[pair[0]].start, this.bars[pair[1]].end];
    this.brush.end();
    this.choose(days.map((day, side) => (this.data.days && !this.data.days[side] && before?.[side] === pair[side] ? null : day)));
  }

  keep() {
    const pair = this.player.bars ?? this.kept;
    this.player.stop();
    this.apply(pair);
  }

  choose(days) {
    this.player.stop();
    this.kept = null;
    if (JSON.stringify(days) !== JSON.stringify(this.data.days ?? [])) {
      foresee(this.data.query, { days: spanned(days) });
      this.tellDays(spanned(days));
    }
    this.data = { ...this.data, days: days.length ? days : null }; // seen at once; the answer says the same
    this.render();
  }

  played() {
    this.kept = this.player.active ? null : this.player.last;
    this.render();
  }

  set(choice, value) {
    this.choices[choice] = value;
    try {
      sessionStorage.setItem(KEPT, JSON.stringify(this.choices));
    } catch {
      // A browser that keeps nothing still draws.
    }
    if (choice === "stack" || choice === "unit") this.ask();
    if (choice === "mode") this.player.stop();
  }

  lookAt(bar) {
    if (this.bars[bar]) this.look(bar, this.scale.x((this.bars[bar].from + this.bars[bar].to + 1) / 2), 0);
  }

  // The note of a bar, or of a longer time below the bars; null takes it away.
  look(bar, x, y) {
    const { tip } = this.at;
    const under = (each) => x >= each.from - 2 && x <= each.to + 2 && y >= each.top && y < each.bottom;
    const span = bar !== null && y > this.drawn?.foot ? this.drawn.boxes.find(under)?.span : null;
    const beyond = bar !== null && !span && (y > this.drawn?.foot || x > this.scale?.x(this.scale.last + 1));
    tip.hidden = bar === null || !this.bars[bar] || beyond;
    if (tip.hidden) return;
    const lines = span ? spanLines(span) : barLines(this.bars[bar], this.got.looks);
    tip.replaceChildren(...lines.map((words) => element("p", "", words)));
    tip.style.left = `${Math.max(0, Math.min(x + 12, this.at.stage.clientWidth - tip.offsetWidth))}px`;
  }

  end() {
    this.player.stop();
    this.waiting?.abort();
    this.resized.disconnect();
    this.root.remove();
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    return null;
  }
}

// Words are read out again when they change, so they are only set when they do.
function said(node, words) {
  if (node.textContent !== words) node.textContent = words;
}

// What is pressed away leaves the focus beside it.
function hide(node, away, beside) {
  const focused = away && node === document.activeElement;
  node.hidden = away;
  if (focused) beside.focus();
}

export default async function ({ data, parentElement, setTriggerValue }) {
  await speak(data.speech);
  if (parentElement.atlasPart && parentElement.atlasPart.lang !== data.speech.lang) {
    parentElement.atlasPart.end();
    delete parentElement.atlasPart;
  }
  parentElement.atlasPart ??= new Timeline(parentElement, data.speech.lang);
  parentElement.atlasPart.update(data, (days) => setTriggerValue("days", days));
  // Also called for a run that was overtaken, while the part is still there.
  return () =>
    setTimeout(() => {
      if (parentElement.isConnected) return;
      parentElement.atlasPart?.end();
      delete parentElement.atlasPart;
    });
}
