// What the map works out without a map: areas, ways, spots within shapes, classes, and which question it puts.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Ring } from "../../geo/maps/js/base/polygon_rings.js";
import { days, distance } from "../../geo/maps/js/format.js";
import { boxRing, greatCircle, ringsOf } from "../../geo/maps/js/geometry.js";
import { classesTo } from "../../geo/maps/js/layers/shades.js";
import { innerSpots, spotsAlong } from "../../geo/maps/js/marks/inner_spots.js";
import { canOpen, heapAt } from "../../geo/maps/js/marks/stacked.js";
import { Question } from "../../geo/maps/js/page/view_request.js";
import { tilesInSight } from "../../geo/maps/js/page/viewport.js";

const BOX = [[10, 30], [10, 40], [20, 40], [20, 30], [10, 30]];

test("an area of the view gives rings with latitude first, whichever way it is written", () => {
  assert.deepEqual(ringsOf("30,10,40,20"), [BOX]);
  assert.deepEqual(ringsOf("POLYGON((30 10, 40 10, 40 20, 30 20, 30 10))"), [BOX]);
  assert.equal(ringsOf("POLYGON((30 10,40 10,40 20,30 10),(32 12,34 12,34 14,32 12))").length, 2);
  assert.deepEqual(ringsOf("nothing"), []);
  assert.deepEqual(boxRing([30, 10, 40, 20]), BOX);
});

test("the shortest way between two points of one latitude bends to the pole, and crosses the date line unbroken", () => {
  const north = greatCircle({ lat: 50, lng: 0 }, { lat: 50, lng: 90 });
  assert.ok(Math.max(...north.map(({ lat }) => lat)) > 55);
  const lngs = greatCircle({ lat: 10, lng: 170 }, { lat: 10, lng: -170 }).map(({ lng }) => lng);
  assert.ok(lngs.every((lng, i) => !i || Math.abs(lng - lngs[i - 1]) < 5));
  assert.ok(Math.abs(lngs.at(-1) - 190) < 1e-6);
});

test("the first spot of a shape lies within it, also where its middle does not", () => {
  const corner = [[0, 0], [0, 10], [2, 10], [2, 2], [10, 2], [10, 0]].map(([lat, lng]) => ({ lat, lng }));
  const [spot] = innerSpots([[corner]]);
  assert.ok(spot.lat < 2 || spot.lng < 2);
  assert.ok(spot.lng > 0 && spot.lng < 10);
  assert.deepEqual(spotsAlong([0, 1, 2, 3, 4, 5, 6, 7]), [4, 3, 5, 2, 6, 1, 7]);
});

test("numbers are put into at most five classes with round ends", () => {
  assert.deepEqual(classesTo(1), [1]);
  assert.deepEqual(classesTo(4), [1, 2, 3, 4]);
  for (const most of [6, 37, 1000, 123_456]) {
    const ends = classesTo(most);
    assert.ok(ends.length <= 5 && ends.at(-1) === Infinity, String(most));
    assert.deepEqual(ends, [...ends].sort((a, b) => a - b));
    assert.ok(ends.slice(0, -1).every((end) => /^[125]0*$/.test(String(end))), String(ends));
  }
});

test("a ring is unpacked from differences, and knows which boxes it touches", () => {
  const ring = Ring.unpacked([0, 0, 90_000, 0, 0, 45_000]); // 0°, 0°; 90° east; 45° north of that
  assert.deepEqual([ring.box[0], ring.box[2]], [0.5, 0.75]);
  assert.ok(ring.touches([0.6, 0.4, 0.7, 0.5]));
  assert.ok(!ring.touches([0.8, 0.4, 0.9, 0.5]));
});

test("distances and open spans of days are written as they are known", () => {
  assert.deepEqual([0, 150.4, 999.6, 1500, 9960, 1_234_567].map(distance), ["0 m", "150 m", "1 km", "1.5 km", "10 km", "1,235 km"]);
  assert.equal(days(null, null), "date unknown");
  assert.equal(days("2025-03-07", null), "from 7 Mar 2025");
  assert.equal(days(null, "2025-03-07"), "by 7 Mar 2025");
  assert.equal(days("2025-03-07", "2025-03-07"), "7 Mar 2025");
});

test("the same question in another order is not put again, and days that are played stand for those of the view", () => {
  let changes = 0;
  const question = new Question(() => (changes += 1));
  assert.ok(question.put("type=Riots&country=SY&days=2025-03-01"));
  assert.ok(!question.put("country=SY&days=2025-03-01&type=Riots"));
  question.play(["2025-03-02", "2025-03-03"]);
  assert.equal(question.now(), "type=Riots&country=SY&days=2025-03-02&days=2025-03-03");
  question.play(null);
  assert.equal(question.now(), "type=Riots&country=SY&days=2025-03-01");
  assert.equal(changes, 2);
});

test("a question that is foreseen is put at once, until Python says another", () => {
  const question = new Question(() => {});
  question.put("type=Riots");
  question.foresee("type=Riots&type=Battles");
  assert.equal(question.now(), "type=Riots&type=Battles");
  question.put("type=Battles");
  assert.equal(question.now(), "type=Battles");
});

// A map of one plane: a degree is `2 ** zoom` pixels, from 180 west and 90 north.
function plane(zoom, sight) {
  const project = (at, near = zoom) => {
    const [lat, lng] = Array.isArray(at) ? at : [at.lat, at.lng], x = (lng + 180) * 2 ** near, y = (90 - lat) * 2 ** near;
    return { x, y, distanceTo: (other) => Math.hypot(x - other.x, y - other.y) };
  };
  const unproject = ([x, y], near) => ({ lat: 90 - y / 2 ** near, lng: x / 2 ** near - 180 });
  return { getZoom: () => zoom, getPixelBounds: () => sight, project, unproject };
}

const marked = (lng, lat, more = {}) => ({ _radius: 10, getLatLng: () => ({ lat, lng }), properties: { kind: "incident", ...more } });

test("the map asks for whole tiles, and for none beyond the world", () => {
  const asked = (min, max) => tilesInSight(plane(3, { min, max }));
  const tile = 256 / 8; // degrees
  assert.deepEqual(asked({ x: 300, y: 300 }, { x: 500, y: 500 }), [tile - 180, 90 - 2 * tile, 2 * tile - 180, 90 - tile]);
  assert.deepEqual(asked({ x: 257, y: 257 }, { x: 511, y: 511 }), asked({ x: 300, y: 300 }, { x: 500, y: 500 }));
  assert.deepEqual(asked({ x: -900, y: -900 }, { x: 9000, y: 9000 }), [-180, 90 - 8 * tile, 8 * tile - 180, 90]);
});

test("marks that lie under one another at the closest zoom open together, and others do not", () => {
  const near = 5 / 2 ** 18, here = marked(36, 34), beside = marked(36 + near, 34), far = marked(36.1, 34);
  assert.equal(heapAt(here, [here, beside, far], plane(6)), `36,34,${36 + near},34`);
  assert.equal(heapAt(far, [here, beside, far], plane(6)), null);
  const cell = marked(36, 34, { kind: "cell", at: "35.9,33.9,36.1,34.1" });
  assert.equal(heapAt(cell, [cell, here], plane(6)), "35.9,33.9,36.1,34.1");
  assert.equal(heapAt({ ...here, apart: true }, [here, beside], plane(6)), null);
});

test("a cell opens by coming closer only where that takes it apart", () => {
  assert.ok(canOpen(plane(6), [36, 34, 36.01, 34]));
  assert.ok(!canOpen(plane(18), [36, 34, 36.01, 34]));
  assert.ok(!canOpen(plane(6), [36, 34, 36, 34]));
});
