// Where rows and the headers of their groups stand, and where the scroll bar is. A browser lets no element be higher
// than some millions of pixels: beyond that the bar is a map of the list, and small movements go pixel by pixel.

const HIGHEST = 8_000_000; // pixels; Firefox stops at about 17 million
const FAR = 3; // screens at once: a move by the bar, not by a wheel or a finger
const REST_MS = 120;

export class Track {
  /** @type {(() => void) | null} */
  moved = null; // is told where the list was brought to by itself
  count = 0;
  groups = [];
  row = 60;
  header = 0;
  top = 0;
  seen = 0;
  height = NaN; // of the whole list
  shown = NaN; // the height of the element its rows lie in

  constructor(scroller, inner) {
    this.scroller = scroller;
    this.inner = inner;
  }

  // `groups` begin at row `offset` each.
  set({ count, groups, row, header }) {
    this.count = count;
    this.groups = groups ?? [];
    this.row = row;
    this.header = header;
    this.height = count * row + this.groups.length * header;
    const shown = Math.min(this.height, HIGHEST);
    if (this.shown !== shown) this.inner.style.height = `${shown}px`;
    this.shown = shown;
  }

  get view() {
    return this.scroller.clientHeight;
  }

  get most() {
    return Math.max(0, this.height - this.view);
  }

  get scaled() {
    return this.height > this.shown;
  }

  // How many pixels of the list one of the bar's stands for.
  get scale() {
    return this.scaled ? this.most / Math.max(1, this.shown - this.view) : 1;
  }

  // The group a row stands in; -1 without groups.
  group(index) {
    let [low, high] = [0, this.groups.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.groups[middle].offset <= index) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  // The upper edge of a row, in the list's pixels.
  at(index) {
    return index * this.row + (this.group(index) + 1) * this.header;
  }

  // Where a group's header begins.
  headerAt(group) {
    return this.groups[group].offset * this.row + group * this.header;
  }

  // The row at a height, or the one below the header there.
  under(y) {
    let [low, high] = [0, this.groups.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.headerAt(middle) <= y) low = middle + 1;
      else high = middle;
    }
    const index = Math.floor((y - low * this.header) / this.row);
    return Math.max(low ? this.groups[low - 1].offset : 0, Math.min(this.count - 1, index));
  }

  range(beyond = 0) {
    if (!this.count) return [0, -1];
    return [this.under(Math.max(0, this.top - beyond)), this.under(Math.min(this.height - 1, this.top + this.view + beyond))];
  }

  // From the list's pixels to those of the element rows lie in.
  placed(y) {
    return this.scaled ? y - this.top + this.seen : y;
  }

  scrolled() {
    const now = this.scroller.scrollTop;
    const moved = now - this.seen;
    if (!moved) return;
    this.seen = now;
    if (!this.scaled || Math.abs(moved) > FAR * this.view) this.top = now * this.scale;
    else this.top += moved;
    this.top = Math.max(0, Math.min(this.most, this.top));
    if (!this.scaled) return;
    clearTimeout(this.timer);
    const atEnd = now <= 0 || now >= this.shown - this.view - 1;
    if (atEnd) this.settle();
    else this.timer = setTimeout(() => this.settle(), REST_MS);
  }

  // Brings the bar to where the list is.
  settle() {
    this.go(this.top);
    this.moved?.();
  }

  go(top) {
    this.top = Math.max(0, Math.min(this.most, top));
    const wanted = this.scaled ? this.top / this.scale : this.top;
    if (Math.abs(this.scroller.scrollTop - wanted) >= 1) this.scroller.scrollTop = wanted;
    this.seen = this.scroller.scrollTop;
    if (!this.scaled) this.top = this.seen;
  }

  // Brings a row into sight, below the header that stays.
  reveal(index) {
    const [y, above] = [this.at(index), this.groups.length ? this.header : 0];
    if (y < this.top + above) this.go(y - above);
    else if (y + this.row > this.top + this.view) this.go(y + this.row - this.view);
  }
}
