// What the list says of an incident: when, where, how well the place is known, and how many. As geo/ui/text/formatting.py does.

import { day, gettext, number } from "../../../words/i18n.js";
import { readable } from "../common.js";

// First strong isolate and its end (UAX #9): a name keeps its own direction and leaves its neighbours theirs.
const apart = (text) => `\u2068${readable(text)}\u2069`;

export function when({ start, end, date_precision: precision }) {
  if (!start && !end) return gettext("Date unknown");
  if (!end) return gettext("From {day}, end unknown", { day: day(start) });
  if (!start) return gettext("By {day}, start unknown", { day: day(end) });
  if (start === end) return day(start);
  const span = { first: day(start), last: day(end) };
  return precision === "day" ? gettext("{first} to {last}", span) : gettext("Some time from {first} to {last}", span);
}

const lands = {};
export function country(code, lang) {
  try {
    return (lands[lang] ??= new Intl.DisplayNames([lang], { type: "region" })).of(code);
  } catch {
    return code; // none of the alpha-2 codes
  }
}

export function where(row, lang) {
  if (row.admin1) return apart(row.admin1);
  return row.country ? country(row.country, lang) : gettext("place unknown");
}

function distance(metres) {
  if (metres < 1000) return gettext("{n} m", { n: Math.round(metres) });
  const km = metres / 1000;
  return gettext("{n} km", { n: km < 10 ? Number(km.toFixed(1)) : Math.round(km) });
}

export function howWell({ place_precision: precision, radius_m: radius }, usual) {
  const metres = radius ?? usual[precision];
  const within = { radius: metres == null ? "" : distance(metres) };
  switch (precision) {
    case "exact": return gettext("exact place");
    case "vicinity": return gettext("within {radius}", within);
    case "settlement": return gettext("somewhere in the town, within {radius}", within);
    case "near": return gettext("roughly near: within {radius}", within);
    case "admin2": return gettext("known only to the district");
    case "admin1": return gettext("known only to the province");
    case "line": return gettext("somewhere along the line");
    case "country": return gettext("known only to the country");
    default: return gettext("place unknown");
  }
}

// "At least 20" never becomes 20.
export function deaths({ deaths_low: low, deaths_best: best, deaths_high: high }) {
  if (best != null) {
    const wide = (low != null || high != null) && !(low === best && high === best);
    if (!wide) return gettext("Deaths: {n}", { n: number(best) });
    const side = (value) => (value == null ? "?" : number(value));
    return gettext("Deaths: {n} ({low}-{high})", { n: number(best), low: side(low), high: side(high) });
  }
  if (low != null && high != null) {
    if (low === high) return gettext("Deaths: {n}", { n: number(low) });
    return gettext("Deaths: {low} to {high}", { low: number(low), high: number(high) });
  }
  if (low != null) return gettext("Deaths: at least {n}", { n: number(low) });
  return high == null ? gettext("Deaths: unknown") : gettext("Deaths: at most {n}", { n: number(high) });
}

export function actors({ actors: names, actors_more: more }) {
  if (!names.length) return gettext("nobody named");
  const said = names.map(apart).join("; ");
  return more ? gettext("{names} and {n} more", { names: said, n: number(more) }) : said;
}

// What a row says of its place: where, then how well that is known; not the same words twice.
function place(row, words, lang) {
  const known = howWell(row, words.radius);
  const here = where(row, lang);
  return here === known ? [here] : [here, known];
}

// The second line, piece by piece; `columns` are those the reader chose.
export function pieces(row, columns, words, lang) {
  const extra = {
    place_name: () => row.place_name && apart(row.place_name),
    type: () => kind(row, words),
    deaths: () => deaths(row),
    verification: () => words.verification[row.verification] ?? apart(row.verification ?? ""),
    actors: () => actors(row),
    dataset: () => apart(row.dataset),
  };
  const asked = Object.keys(extra).filter((name) => columns.includes(name)).map((name) => extra[name]());
  return [when(row), ...place(row, words, lang), ...asked].filter(Boolean);
}

export function kind(row, words) {
  if (!row.event_type) return gettext("Type not known, or several types");
  return words.types[row.event_type]?.words ?? apart(row.event_type);
}

export function title(row) {
  return readable(row.title ?? "") || readable(row.id);
}

// What a group is called; null stands for what is not known.
export function called(by, value, lang) {
  if (by === "day") return value ? day(value) : gettext("No single day known");
  if (by === "actor") return value === null ? gettext("Nobody named") : readable(value);
  if (value === null) return gettext("Place unknown");
  const [code, admin1] = [value.slice(0, value.indexOf("/")), value.slice(value.indexOf("/") + 1)];
  const land = code && country(code, lang);
  if (!admin1) return gettext("{country}, nothing nearer known", { country: land });
  return land ? gettext("{place}, {country}", { place: apart(admin1), country: land }) : readable(admin1);
}
