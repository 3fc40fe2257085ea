// What the parts of the page say and read without a page: days as they are typed, queries, names and numbers.
import assert from "node:assert/strict";
import { test } from "node:test";

import { asking, folded, readDay, readable, shapedDay, spanned } from "../../geo/ui/components/common.js";

const TYPED = { 2017: "2017-", 201706: "2017-06-", "2017-6-1": "2017-06-1", 20170601: "2017-06-01", 20: "20" };

test("a day that is typed straight on gets what stands between its numbers", () => {
  for (const [typed, shaped] of Object.entries(TYPED)) assert.equal(shapedDay(typed), shaped, typed);
});

test("a day is read in any digits, and one that does not exist is none", () => {
  assert.equal(readDay("2025-03-07"), "2025-03-07");
  assert.equal(readDay("٢٠٢٥-٣-٧"), "2025-03-07");
  for (const typed of ["2025-02-30", "2025-13-01", "7/3/2025", "", "2025", "soon"]) assert.equal(readDay(typed), null, typed);
});

test("two days of which one is open are one value of the query, and none are none", () => {
  assert.deepEqual(spanned(["2025-03-01", "2025-03-07"]), ["2025-03-01", "2025-03-07"]);
  assert.deepEqual(spanned(["2025-03-01", null]), ["2025-03-01.."]);
  assert.deepEqual(spanned([null, "2025-03-07"]), ["..2025-03-07"]);
  assert.deepEqual(spanned([null, null]), []);
});

test("a key of a query is set anew, repeated, or taken away, and the others stay", () => {
  const query = "type=Riots&country=SY&type=Battles";
  assert.equal(asking(query, { type: ["Protests"] }), "country=SY&type=Protests");
  assert.equal(asking(query, { type: null }), "country=SY");
  assert.equal(asking("", { days: ["a", "b"] }), "days=a&days=b");
});

test("names are compared without case and marks", () => {
  assert.equal(folded("  Islamíc   STATE "), "islamic state");
  assert.equal(folded("حَلَب"), folded("حلب"));
});

test("what turns the writing round is taken out of outside text, and what cannot be seen is shown as a sign", () => {
  assert.equal(readable("a\u202eb\u0000 c"), "ab\ufffd c");
});
