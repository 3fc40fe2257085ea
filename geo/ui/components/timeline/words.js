// What the picture says in words: a bar, a longer time, the legend, the tables.

import { day, gettext, ngettext, number } from "../../../words/i18n.js";
import { element } from "../common.js";
import { drawn, fill } from "./picture.js";

export const between = (first, last) => (first === last ? day(first) : gettext("{first} to {last}", { first: day(first), last: day(last) }));

// A time with one known end never gets another.
export function times({ start, end }) {
  if (start && end) return between(start, end);
  return start ? gettext("From {first}, end unknown", { first: day(start) }) : gettext("By {last}, start unknown", { last: day(end) });
}

const UNITS = () => ({
  day: gettext("by day"), week: gettext("by week"), month: gettext("by month"), year: gettext("by year"),
});
export const unit = (by) => UNITS()[by];

export function counted({ count, definite }) {
  const sure = number(definite);
  return ngettext("{n} incident, {sure} for sure", "{n} incidents, {sure} for sure", count, { sure });
}

export const barWords = (bar) =>
  gettext("{days}: {counted}", { days: between(bar.start, bar.end), counted: counted(bar) });

// The lines of a bar's note.
export function barLines(bar, looks) {
  const parts = looks.filter((look) => bar.all[look.value]).map((look) => gettext("{what}: {n}", { what: look.words, n: number(bar.all[look.value]) }));
  const deaths = bar.deaths_best === null ? gettext("No number of deaths is given") : ngettext("{n} death, of incidents wholly within", "{n} deaths, of incidents wholly within", bar.deaths_best);
  return [between(bar.start, bar.end), counted(bar), ...parts, deaths];
}

export const spanLines = (span) => [
  times(span),
  ngettext("{n} incident is known only to this time", "{n} incidents are known only to this time", span.count),
];

export function legend(looks, bars) {
  const present = looks.filter((look) => bars.some((bar) => bar.all[look.value]));
  const items = present.map((look) => entry(fill(drawn("rect", { width: 12, height: 12 }), look), look.words));
  if (bars.some((bar) => bar.count > bar.definite)) {
    const ground = drawn("g");
    ground.append(drawn("rect", { class: "when-tone", width: 12, height: 12 }), drawn("rect", { class: "when-veil when-outlined", width: 12, height: 12 }));
    items.push(entry(ground, gettext("hatched: may have happened then, so one incident can stand in several bars")));
  }
  return items;
}

function entry(sample, words) {
  const item = element("li");
  const svg = drawn("svg", { width: 12, height: 12, "aria-hidden": "true" });
  svg.append(sample);
  item.append(svg, element("span", "", words));
  return item;
}

export function tables({ bars, spans }, looks) {
  const present = looks.filter((look) => bars.some((bar) => bar.all[look.value]));
  const kinds = present.map((look) => look.words);
  const head = [gettext("Days"), gettext("For sure"), gettext("Possibly"), ...kinds, gettext("Deaths")];
  const rows = bars.map((bar) => [between(bar.start, bar.end), number(bar.definite), number(bar.count), ...present.map((look) => number(bar.all[look.value] ?? 0)), bar.deaths_best === null ? gettext("not given") : number(bar.deaths_best)]);
  const longer = spans.map((span) => [times(span), number(span.count)]);
  return [table(gettext("Incidents by their days"), head, rows), ...(longer.length ? [table(gettext("Known only to a longer time"), [gettext("Time"), gettext("Incidents")], longer)] : [])];
}

function table(caption, head, rows) {
  const whole = element("table");
  whole.append(element("caption", "", caption), element("thead"), element("tbody"));
  whole.tHead.append(line(head, "col"));
  whole.tBodies[0].append(...rows.map((row) => line(row, "row")));
  return whole;
}

function line(cells, scope) {
  const row = element("tr");
  row.append(
    ...cells.map((words, i) => {
      const cell = element(scope === "col" || !i ? "th" : "td", "", words);
      if (cell.tagName === "TH") cell.scope = scope;
      return cell;
    }),
  );
  return row;
}
