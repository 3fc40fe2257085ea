// The axis of the timeline: where a day stands, and which ticks have room.
import assert from "node:assert/strict";
import { test } from "node:test";

import { dated, numbered, Scale, ticks } from "../../geo/ui/components/timeline/days.js";

const scale = (first, last, width = 800) => new Scale(numbered(first), numbered(last), 12, width);
const ticked = (...span) => ticks(scale(...span)).map(({ n, words }) => [dated(n), words]);

test("a place on the axis is a day, and a day has its place", () => {
  const week = scale("2025-03-01", "2025-03-08");
  assert.equal(week.x(numbered("2025-03-01")), 12);
  assert.equal(week.x(numbered("2025-03-09")), 812);
  for (const day of ["2025-03-01", "2025-03-05", "2025-03-08"]) assert.equal(dated(week.at(week.x(numbered(day)) + 1)), day);
});

test("few days are named one by one, with the year where it changes", () => {
  assert.deepEqual(ticked("2024-12-30", "2025-01-02"), [
    ["2024-12-30", "30 Dec 2024"], ["2024-12-31", "31 Dec"], ["2025-01-01", "1 Jan 2025"], ["2025-01-02", "2 Jan"],
  ]);
});

test("more days are named by their Mondays, months and years, as far as there is room", () => {
  assert.deepEqual(ticked("2025-03-01", "2025-03-31").map(([day]) => day), ["2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31"]);
  assert.deepEqual(ticked("2025-01-01", "2025-06-30").map(([, words]) => words), ["Jan 2025", "Feb", "Mar", "Apr", "May", "Jun"]);
  assert.deepEqual(ticked("1990-01-01", "2025-12-31").map(([, words]) => words), ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]);
});

test("the axis names no more than has room, for any time", () => {
  for (const [first, last] of [["2025-03-07", "2025-03-07"], ["0001-01-01", "2025-12-31"], ["1899-12-31", "2100-01-01"], ["2024-02-29", "2024-08-01"]])
    for (const width of [100, 300, 1200]) {
      const days = ticks(scale(first, last, width)).map(({ n }) => n);
      assert.ok(days.length <= Math.max(1, width / 96), `${first} ${last} ${width}`);
      assert.ok(days.every((n) => n >= numbered(first) && n <= numbered(last)));
    }
});
