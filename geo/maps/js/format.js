// Distances and spans of days as the map writes them.

import { day, gettext, number } from "../../words/i18n.js";

/**
 * Write a distance in metres, or from a kilometre on in kilometres.
 * @param {number} metres
 */
export function distance(metres) {
  if (metres < 999.5) return gettext("{n} m", { n: Math.round(metres) });
  const km = metres / 1000;
  return gettext("{n} km", { n: km < 9.95 ? Number(km.toFixed(1)) : number(Math.round(km)) });
}

/**
 * Write two days. An open side stays open: nothing is known of the day it began, or ended.
 * @param {string | null} start
 * @param {string | null} end
 */
export function days(start, end) {
  if (!start && !end) return gettext("date unknown");
  if (!start) return gettext("by {day}", { day: day(end) });
  if (!end) return gettext("from {day}", { day: day(start) });
  return start === end ? day(start) : gettext("{start} – {end}", { start: day(start), end: day(end) });
}
