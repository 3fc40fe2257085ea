// The map's own words in the reader's language: English stands in the code, the others in STYLE.words.

import { look } from "./marks/marks.js";

const RIGHT_TO_LEFT = new Set(["ar"]);
// The forms of a noun that is counted, in the order in which translations list them.
const FORMS = ["zero", "one", "two", "few", "many", "other"];

const wordsOf = (sentence) => STYLE.words[look.lang]?.[sentence];
const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);

export const say = (sentence, values) => fill(wordsOf(sentence) || sentence, values);

export function sayMany(one, many, n, values) {
  const forms = wordsOf(one), at = FORMS.indexOf(new Intl.PluralRules(look.lang).select(n));
  return fill((Array.isArray(forms) && forms[at]) || (n === 1 ? one : many), { n: number(n), ...values });
}

// The same digits in every language, so that numbers can be compared and searched for.
export const number = (n) => n.toLocaleString("en");

const months = {};
// 2025-03-07 as 7 Mar 2025; in Arabic with the months of Syria and Iraq.
function day(iso) {
  const [year, month, date] = iso.split("-").map(Number), locale = look.lang === "ar" ? "ar-SY" : "en";
  months[locale] ??= new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { month: "short", timeZone: "UTC" });
  return `${date} ${months[locale].format(new Date(Date.UTC(2000, month - 1, 1)))} ${year}`;
}

// The frame speaks the page's language. Whether that changed anything is what it answers.
export function speak(lang) {
  const root = document.documentElement, direction = RIGHT_TO_LEFT.has(lang) ? "rtl" : "ltr";
  if (look.lang === lang && root.lang === lang) return false;
  look.lang = lang;
  Object.assign(root, { lang, dir: direction });
  return true;
}

export function distance(metres) {
  if (metres < 999.5) return say("{n} m", { n: Math.round(metres) });
  const km = metres / 1000;
  return say("{n} km", { n: km < 9.95 ? Number(km.toFixed(1)) : number(Math.round(km)) });
}

// An open side stays open: nothing is known of the day it began, or ended.
export function days(start, end) {
  if (!start && !end) return say("date unknown");
  if (!start) return say("by {day}", { day: day(end) });
  if (!end) return say("from {day}", { day: day(start) });
  return start === end ? day(start) : say("{start} – {end}", { start: day(start), end: day(end) });
}
