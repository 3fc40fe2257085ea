// Our own sentences, numbers and days in the reader's language: English stands in the code. The one file of the map, of
// the parts of the page and of the page itself; each says where it has the translations from.

const ENGLISH = "en";
const RIGHT_TO_LEFT = new Set(["ar"]);
// The forms of a noun that is counted, in the order in which translations list them.
const FORMS = ["zero", "one", "two", "few", "many", "other"];
// Syria and Iraq have other names of months than most who write Arabic.
const LOCALES = { ar: "ar-SY" };

const translations = new Map([[ENGLISH, {}]]);
const digits = new Intl.NumberFormat(ENGLISH);
const months = new Map();
let current = ENGLISH;

/**
 * Add the translations of a language.
 * @param {string} lang a language code (ISO 639)
 * @param {Record<string, string | string[]>} sentences by the English one; of those that count a list of forms, by the singular
 */
export function addTranslations(lang, sentences) {
  translations.set(lang, sentences);
}

/**
 * Return whether the translations of a language have been added; of English always.
 * @param {string | null} lang
 */
export const hasTranslations = (lang) => lang !== null && translations.has(lang);

/**
 * Set the language of all that is said from now on. Without translations it is said in English.
 * @param {string} lang
 */
export function setLanguage(lang) {
  current = lang;
}

export const language = () => current;

/**
 * Return the direction of a language's script, as in `dir`.
 * @param {string} lang
 */
export const directionOf = (lang) => (RIGHT_TO_LEFT.has(lang) ? "rtl" : "ltr");

const translated = (sentence) => translations.get(current)?.[sentence];
const format = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);

/**
 * Return a sentence in the reader's language, `{name}` replaced by the value of that name.
 * @param {string} sentence in English
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export const gettext = (sentence, values) => format(translated(sentence) || sentence, values);

/**
 * Return a sentence in the form that a number needs; the number stands in it as `{n}`.
 * @param {string} one the English singular
 * @param {string} many the English plural
 * @param {number} n
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function ngettext(one, many, n, values) {
  const forms = translated(one), at = FORMS.indexOf(new Intl.PluralRules(current).select(n));
  return format((Array.isArray(forms) && forms[at]) || (n === 1 ? one : many), { n: number(n), ...values });
}

/**
 * Write a number, in the same digits in every language, so that numbers can be compared and searched for.
 * @param {number} n
 */
export const number = (n) => digits.format(n);

/**
 * Write a day: 2025-03-07 as 7 Mar 2025.
 * @param {string | null} iso null where it is not known
 */
export function day(iso) {
  if (!iso) return gettext("unknown");
  const [year, month, date] = iso.split("-").map(Number);
  return `${date} ${monthFormat().format(new Date(Date.UTC(2000, month - 1, 1)))} ${year}`;
}

function monthFormat() {
  const locale = LOCALES[current] ?? ENGLISH;
  if (!months.has(locale)) months.set(locale, new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { month: "short", timeZone: "UTC" }));
  return months.get(locale);
}
