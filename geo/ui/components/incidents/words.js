// What the list says of an incident: when, where, how well the place is known, and how many. As geo/ui/text/format.py does.

import { day, number, say } from "../../../words/i18n.js";
import { readable } from "../common.js";

// First strong isolate and its end (UAX #9): a name keeps its own direction and leaves its neighbours theirs.
const apart = (text) => `\u2068${readable(text)}\u2069`;

export function when({ start, end, date_precision: precision }) {
  if (!start && !end) return say("Date unknown");
  if (!end) return say("From {day}, end unknown", { day: day(start) });
  if (!start) return say("By {day}, start unknown", { day: day(end) });
  if (start === end) return day(start);
  const span = { first: day(start), last: day(end) };
  return precision === "day" ? say("{first} to {last}", span) : say("Some time from {first} to {last}", span);
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
  return row.country ? country(row.country, lang) : say("place unknown");
}

function distance(metres) {
  if (metres < 1000) return say("{n} m", { n: Math.round(metres) });
  const km = metres / 1000;
  return say("{n} km", { n: km < 10 ? Number(km.toFixed(1)) : Math.round(km) });
}

export function howWell({ place_precision: precision, radius_m: radius }, usual) {
  const metres = radius ?? usual[precision];
  const within = { radius: metres == null ? "" : distance(metres) };
  switch (precision) {
    case "exact": return say("exact place");
    case "vicinity": return say("within {radius}", within);
    case "settlement": return say("somewhere in the town, within {radius}", within);
    case "near": return say("roughly near: within {radius}", within);
    case "admin2": return say("known only to the district");
    case "admin1": return say("known only to the province");
    case "line": return say("somewhere along the line");
    case "country": return say("known only to the country");
    default: return say("place unknown");
  }
}

// "At least 20" never becomes 20.
export function deaths({ deaths_low: low, deaths_best: best, deaths_high: high }) {
  if (best != null) {
    const wide = (low != null || high != null) && !(low === best && high === best);
    if (!wide) return say("Deaths: {n}", { n: number(best) });
    const side = (value) => (value == null ? "?" : number(value));
    return say("Deaths: {n} ({low}-{high})", { n: number(best), low: side(low), high: side(high) });
  }
  if (low != null && high != null) {
    if (low === high) return say("Deaths: {n}", { n: number(low) });
    return say("Deaths: {low} to {high}", { low: number(low), high: number(high) });
  }
  if (low != null) return say("Deaths: at least {n}", { n: number(low) });
  return high == null ? say("Deaths: unknown") : say("Deaths: at most {n}", { n: number(high) });
}

export function actors({ actors: names, actors_more: more }) {
  if (!names.length) return say("nobody named");
  const said = names.map(apart).join("; ");
  return more ? say("{names} and {n} more", { names: said, n: number(more) }) : said;
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
  if (!row.event_type) return say("Type not known, or several types");
  return words.types[row.event_type]?.words ?? apart(row.event_type);
}

export function title(row) {
  return readable(row.title ?? "") || readable(row.id);
}

// What a group is called; null stands for what is not known.
export function called(by, value, lang) {
  if (by === "day") return value ? day(value) : say("No single day known");
  if (by === "actor") return value === null ? say("Nobody named") : readable(value);
  if (value === null) return say("Place unknown");
  const [code, admin1] = [value.slice(0, value.indexOf("/")), value.slice(value.indexOf("/") + 1)];
  const land = code && country(code, lang);
  if (!admin1) return say("{country}, nothing nearer known", { country: land });
  return land ? say("{place}, {country}", { place: apart(admin1), country: land }) : readable(admin1);
}
