// What every part needs beside words: elements, days as they are typed, and answers of the API.

import { addTranslations, day, gettext, hasTranslations, setLanguage } from "../../words/i18n.js";

let latest = "en";

/**
 * Set the language, once its translations have come; each language's come once.
 * @param {{ lang: string, words: string | null }} speech the language, and where its translations are
 */
export async function speak(speech) {
  const lang = (latest = speech?.lang ?? "en");
  // One that does not come is asked for again at the next run, and English until then.
  if (speech?.words && !hasTranslations(lang)) await answer(speech.words).then((words) => addTranslations(lang, words), () => {});
  if (lang === latest) setLanguage(lang);
}

const UNSEEN = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g; // controls that reorder what stands around them
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu;

// Outside text without what would reorder its neighbours; a sign for what cannot be seen. As geo/ui/text/formatting.py has it.
export const readable = (text) => text.replace(UNSEEN, "").replace(UNREADABLE, "\ufffd").split(/\s+/).filter(Boolean).join(" ");

// A name as it is compared in the search, by case and marks alike: as geo/readmodel/schema.py has it.
export function folded(text) {
  const plain = text.normalize("NFKD").replace(/\p{M}+/gu, "");
  return Array.from(plain, (letter) => letter.toLowerCase()).join("").split(/\s+/).filter(Boolean).join(" ");
}

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

export async function answer(path, options) {
  const got = await fetch(new URL(path, document.baseURI), options);
  if (!got.ok) throw new Error(`${got.status} ${got.statusText}`);
  return got.json();
}

// A query with some of its keys set otherwise; a value of null takes the key away.
export function asking(query, changes) {
  const asked = new URLSearchParams(query);
  for (const [key, value] of Object.entries(changes)) {
    asked.delete(key);
    for (const each of value === null ? [] : [value].flat()) asked.append(key, each);
  }
  return asked.toString();
}

// Two days, of which one may be null, as the values of `days` in a query: as `geo/view` writes them.
/** @type {(days: (string | null)[]) => string[]} */
export const spanned = ([first, last]) => (first && last ? [first, last] : first || last ? [`${first ?? ""}..${last ?? ""}`] : []);

// Two days of a view in words; one of them may be open.
/** @param {(string | null)[]} days - the first and the last */
export function span([first, last]) {
  if (!last) return gettext("from {day} on", { day: day(first) });
  if (!first) return gettext("up to {day}", { day: day(last) });
  return first === last ? day(first) : gettext("{first} to {last}", { first: day(first), last: day(last) });
}

const EASTERN = /[\u0660-\u0669\u06f0-\u06f9]/g;
const western = (text) => text.replace(EASTERN, (digit) => String(digit.charCodeAt(0) & 15));
const parts = (text) => /** @type {RegExpExecArray} */ (/^\s*(\d{0,4})(\D*)(\d{0,2})(\D*)(\d{0,2})/.exec(western(text)));

// A day as one types it, with what stands between its numbers: 201706 is 2017-06-.
export function shapedDay(text) {
  const [, year, , month, after, date] = parts(text);
  if (year.length < 4) return text;
  const whole = month.length === 2 || (month && after);
  return `${year}-${whole ? `${month.padStart(2, "0")}-` : month}${date}`;
}

// The day that is written, as 2017-06-01; null where there is none.
export function readDay(text) {
  const [all, year, , month, , date] = parts(text);
  const iso = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  const exists = all.trim() === western(text.trim()) && !Number.isNaN(at.getTime()) && iso > "0001";
  return exists && at.toISOString().slice(0, 10) === iso ? iso : null;
}

// Tells the map which question was just put, as Python will in a moment: it begins to ask while the page counts.
export function foresee(query, changes) {
  dispatchEvent(new CustomEvent("atlas:view", { detail: { query: asking(query, changes) } }));
}
