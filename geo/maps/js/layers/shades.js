// Classes of numbers and the shade of each.

import { gettext, number } from "../../../words/i18n.js";
import { look } from "../marks/marks.js";

const STEPS = 5;

/**
 * Return the upper ends of at most five classes of whole numbers, each a round number; the last one is open.
 * @param {number} most the highest of them; the lowest is 1
 */
export function classesTo(most) {
  const round = (n) => {
    const power = 10 ** Math.floor(Math.log10(n)), lead = [1, 2, 5, 10].find((each) => each * power >= n * 0.999) ?? 10;
    return lead * power;
  };
  if (most <= STEPS) return Array.from({ length: Math.max(most, 1) }, (_, i) => i + 1);
  const ends = [1, 2, 3, 4].map((i) => round(most ** (i / STEPS)));
  return [...new Set(ends.filter((end) => end < most)), Infinity];
}

// A shade for each class, spread over the ramp when there are few.
export class Shades {
  constructor(most) {
    this.ends = classesTo(most);
  }

  at(n) {
    const at = this.ends.findIndex((end) => n <= end), last = this.ends.length - 1;
    return look.step(last ? Math.round((at * (STEPS - 1)) / last) : 2);
  }

  rows() {
    return this.ends.map((end, i) => {
      const from = (this.ends[i - 1] ?? 0) + 1, style = this.at(Math.min(end, from));
      if (end === Infinity) return [style, gettext("{n} or more", { n: number(from) })];
      return [style, from === end ? number(end) : gettext("{from} to {to}", { from: number(from), to: number(end) })];
    });
  }
}
