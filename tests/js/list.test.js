// Where the rows of the list stand, however many they are, and what the list asks for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { chosen, DEFAULTS, keys } from "../../geo/ui/components/incidents/bar.js";
import { Track } from "../../geo/ui/components/incidents/track.js";

function track(shape, clientHeight = 600) {
  const made = new Track({ clientHeight, scrollTop: 0 }, { style: {} });
  made.set({ groups: null, row: 60, header: 30, ...shape });
  return made;
}

const GROUPED = { count: 10, groups: [{ offset: 0 }, { offset: 4 }] };

test("each row stands below the header of its group", () => {
  const list = track(GROUPED);
  assert.equal(list.height, 10 * 60 + 2 * 30);
  assert.deepEqual([0, 3, 4, 9].map((index) => list.group(index)), [0, 0, 1, 1]);
  assert.deepEqual([0, 3, 4, 9].map((index) => list.at(index)), [30, 210, 300, 600]);
  assert.equal(list.headerAt(1), 270);
  assert.equal(track({ count: 10 }).group(5), -1);
});

test("a height gives the row there, and the one below where a header stands", () => {
  const list = track(GROUPED);
  assert.deepEqual([0, 30, 89, 90, 269, 270, 299, 300, 10_000].map((y) => list.under(y)), [0, 0, 0, 1, 3, 4, 4, 4, 9]);
  for (let index = 0; index < 10; index += 1) assert.equal(list.under(list.at(index)), index);
});

test("the rows in sight are told, and of an empty list none", () => {
  assert.deepEqual(track({ count: 100 }).range(), [0, 10]);
  assert.deepEqual(track({ count: 100 }).range(120), [0, 12]);
  assert.deepEqual(track({ count: 0 }).range(), [0, -1]);
});

test("a row is brought into sight from below and above, under the header that stays", () => {
  const list = track({ count: 100, groups: [{ offset: 0 }] });
  list.reveal(20);
  assert.equal(list.top, list.at(21) - 600);
  list.reveal(5);
  assert.equal(list.top, list.at(5) - 30);
});

test("a list higher than a browser allows is reached to its last row", () => {
  const list = track({ count: 10_000_000 });
  assert.equal(list.inner.style.height, "8000000px");
  list.reveal(9_999_999);
  assert.deepEqual(list.range(), [9_999_990, 9_999_999]);
  assert.ok(list.scroller.scrollTop <= 8_000_000 - 600);
  assert.equal(list.placed(list.at(9_999_999)), list.scroller.scrollTop + 540);
});

test("a way of sorting is asked for by the API's keys", () => {
  assert.deepEqual(keys(DEFAULTS), { sort: "when", group: null });
  assert.deepEqual(keys({ sort: "oldest", group: "day" }), { sort: "when", order: "asc", group: "day" });
  assert.deepEqual(keys({ sort: "deaths", group: "none" }), { sort: "deaths", group: null });
});

test("what was chosen last holds, but nothing that is not ours", () => {
  const remembered = (text) => {
    globalThis.localStorage = /** @type {any} */ ({ getItem: () => text });
    return chosen();
  };
  assert.deepEqual(remembered(null), DEFAULTS);
  assert.deepEqual(remembered("no JSON"), DEFAULTS);
  assert.deepEqual(remembered('{"sort":"title","group":"day","columns":["dataset","x","type"]}'), { sort: "title", group: "day", columns: ["type", "dataset"] });
  assert.deepEqual(remembered('{"sort":"x","group":1,"columns":"type"}'), DEFAULTS);
});
