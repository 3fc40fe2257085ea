// The frame of the map speaks the page's language.

import { addTranslations, directionOf, language, setLanguage } from "../../../words/i18n.js";

for (const [lang, sentences] of Object.entries(STYLE.words)) addTranslations(lang, sentences);

/**
 * Set the language of the frame. Return whether that changed anything.
 * @param {string} lang
 */
export function speak(lang) {
  const root = document.documentElement;
  if (language() === lang && root.lang === lang) return false;
  setLanguage(lang);
  Object.assign(root, { lang, dir: directionOf(lang) });
  return true;
}
