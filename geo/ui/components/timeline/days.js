// Days as whole numbers, where they stand on the axis, and the axis' ticks. Time runs from left to right in every
// language, so that two pictures can be compared.

import { day } from "../../../words/i18n.js";

const MS = 86_400_000;
const YEARS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const LABEL = 96; // pixels a tick and its words need

export const numbered = (iso) => Date.parse(`${iso}T00:00:00Z`) / MS;
export const dated = (n) => new Date(n * MS).toISOString().slice(0, 10);

// A span is given by its first and last day; both belong to it.
export class Scale {
  constructor(first, last, left, width) {
    this.first = first;
    this.last = last;
    this.left = left;
    this.width = width;
    this.perDay = width / (last - first + 1);
  }

  // Where a day begins.
  x = (n) => this.left + (n - this.first) * this.perDay;

  at = (x) => Math.floor(this.first + (x - this.left) / this.perDay);
}

// The finest ticks whose words have room: `[{ n, words }]`.
export function ticks(scale) {
  const most = Math.max(1, Math.floor(scale.width / LABEL));
  for (const step of steps(scale)) {
    if (step.length <= most) return step.map((n, i) => ({ n, words: words(n, step[i - 1], step.unit) }));
  }
  return [];
}

function* steps({ first, last }) {
  const begin = new Date(first * MS);
  const end = new Date(last * MS);
  if (last - first < 400) {
    yield Object.assign(range(first, last, 1), { unit: "day" });
    yield Object.assign(range(first + ((((4 - first) % 7) + 7) % 7), last, 7), { unit: "day" }); // Mondays
  }
  const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth();
  const kept = (date) => (date >= first && date <= last ? [date] : []);
  if (months < 2_000 && begin.getUTCFullYear() > 99) {
    const from = (n) => new Date(Date.UTC(begin.getUTCFullYear(), n, 1)).getTime() / MS;
    for (const step of [1, 3, 6]) yield Object.assign(range(0, months, step).map(from).flatMap(kept), { unit: "month" });
  }
  for (const step of YEARS) {
    const from = Math.ceil(begin.getUTCFullYear() / step) * step;
    const years = range(from, end.getUTCFullYear(), step).map((year) => numbered(`${String(year).padStart(4, "0")}-01-01`));
    yield Object.assign(years.flatMap(kept), { unit: "year" });
  }
}

function range(from, to, step) {
  const values = [];
  for (let value = from; value <= to && values.length < 1_000; value += step) values.push(value);
  return values;
}

// A tick names its year only where the year changes. The names of months can be two words.
function words(n, before, unit) {
  const [date, ...rest] = day(dated(n)).split(" ");
  const year = rest.pop();
  if (unit === "year") return year;
  const same = before !== undefined && dated(before).slice(0, 4) === dated(n).slice(0, 4);
  return [...(unit === "day" ? [date] : []), ...rest, ...(same ? [] : [year])].join(" ");
}
