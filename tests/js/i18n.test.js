// Our sentences, numbers and days in the reader's language, the same for the map and the page around it.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { addTranslations, day, directionOf, gettext, hasTranslations, ngettext, number, setLanguage } from "../../geo/words/i18n.js";

const FORMS = ["صفر", "واحد", "اثنان", "{n} قليلة", "{n} كثيرة", "{n} أخرى"];
addTranslations("ar", { Map: "خريطة", "Forget {name}": "انس {name}", "{n} incident": FORMS });
afterEach(() => setLanguage("en"));

test("English stands as it is written, with its values", () => {
  assert.equal(gettext("Forget {name}", { name: "{n}" }), "Forget {n}");
  assert.equal(gettext("{a} and {b}", { a: 1 }), "1 and {b}");
  assert.equal(ngettext("{n} incident", "{n} incidents", 1), "1 incident");
  assert.equal(ngettext("{n} incident", "{n} incidents", 12345), "12,345 incidents");
});

test("what is translated is said in the reader's language, and the rest in English", () => {
  setLanguage("ar");
  assert.equal(gettext("Map"), "خريطة");
  assert.equal(gettext("Forget {name}", { name: "A" }), "انس A");
  assert.equal(gettext("Legend"), "Legend");
  assert.equal(ngettext("{n} leg", "{n} legs", 2), "2 legs");
});

test("a number takes the form it needs, in the same digits", () => {
  setLanguage("ar");
  const said = [0, 1, 2, 3, 11, 100].map((n) => ngettext("{n} incident", "{n} incidents", n));
  assert.deepEqual(said, ["صفر", "واحد", "اثنان", "3 قليلة", "11 كثيرة", "100 أخرى"]);
  assert.equal(number(1234567), "1,234,567");
});

test("a day is written with the month of the reader's language, and an unknown one is said to be", () => {
  assert.equal(day("2025-03-07"), "7 Mar 2025");
  assert.equal(day(null), "unknown");
  setLanguage("ar");
  assert.equal(day("2025-03-07"), "7 آذار 2025");
});

test("a language is known with its translations, English always, and nothing by chance", () => {
  assert.deepEqual(["en", "ar", "fr", null, "constructor"].map(hasTranslations), [true, true, false, false, false]);
  assert.deepEqual(["en", "ar"].map(directionOf), ["ltr", "rtl"]);
  setLanguage("fr");
  assert.equal(gettext("Map"), "Map");
});
