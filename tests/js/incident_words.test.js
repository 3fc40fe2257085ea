// What a row of the list says of an incident: never more than is known.
import assert from "node:assert/strict";
import { test } from "node:test";

import { deaths } from "../../geo/ui/components/incidents/words.js";
import { dated, numbered } from "../../geo/ui/components/timeline/days.js";

const told = (low, best, high) => deaths({ deaths_low: low, deaths_best: best, deaths_high: high });

test("deaths keep their bounds, and an unknown number is said to be one", () => {
  assert.equal(told(3, 5, 9), "Deaths: 5 (3-9)");
  assert.equal(told(5, 5, 5), "Deaths: 5");
  assert.equal(told(null, 1200, null), "Deaths: 1,200");
  assert.equal(told(null, 5, 9), "Deaths: 5 (?-9)");
  assert.equal(told(2, null, 4), "Deaths: 2 to 4");
  assert.equal(told(2, null, null), "Deaths: at least 2");
  assert.equal(told(null, null, 4), "Deaths: at most 4");
  assert.equal(told(null, null, null), "Deaths: unknown");
  assert.equal(told(0, 0, 0), "Deaths: 0");
});

test("a day and its number are one another's, across a leap day", () => {
  for (const day of ["1970-01-01", "2024-02-29", "2025-03-07"]) assert.equal(dated(numbered(day)), day);
  assert.equal(numbered("2024-03-01") - numbered("2024-02-28"), 2);
});
