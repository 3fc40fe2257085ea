// What every part needs: words in the reader's language, days, numbers, elements, and answers of the API.

let lang = "en";
let dictionary = {};
const dictionaries = {};

// Learns the language; the words of each come once.
export async function speak(speech) {
  lang = speech?.lang ?? "en";
  if (speech?.words && !dictionaries[lang]) dictionaries[lang] = await answer(speech.words).catch(() => ({}));
  dictionary = dictionaries[lang] ?? {};
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);

export const say = (sentence, values) => fill(dictionary[sentence] || sentence, values);

// Arabic has six forms of a noun that is counted.
const FORMS = ["zero", "one", "two", "few", "many", "other"];
export function sayMany(one, many, n, values) {
  const forms = dictionary[one];
  const form = forms?.[FORMS.indexOf(new Intl.PluralRules(lang).select(n))] || (n === 1 ? one : many);
  return fill(form, { n: number(n), ...values });
}

// The same digits in every language, so that numbers can be compared and searched for.
const digits = new Intl.NumberFormat("en");
export const number = (n) => digits.format(n);

const months = {};
// 2025-03-07 as 7 Mar 2025; in Arabic with the months of Syria and Iraq.
export function day(iso) {
  if (!iso) return say("unknown");
  const [year, month, date] = iso.split("-").map(Number);
  const locale = lang === "ar" ? "ar-SY" : "en";
  const short = (months[locale] ??= new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { month: "short", timeZone: "UTC" }));
  return `${date} ${short.format(new Date(Date.UTC(2000, month - 1, 1)))} ${year}`;
}

const UNSEEN = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g; // controls that reorder what stands around them
const UNREADABLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu;

// Outside text without what would reorder its neighbours; a sign for what cannot be seen. As geo/ui/text.py has it.
export const readable = (text) => text.replace(UNSEEN, "").replace(UNREADABLE, "\ufffd").split(/\s+/).filter(Boolean).join(" ");

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

// Tells the map which question was just put, as Python will in a moment: it begins to ask while the page counts.
export function foresee(query, changes) {
  dispatchEvent(new CustomEvent("atlas:view", { detail: { query: asking(query, changes) } }));
}
