// Where the map looks, as it is read from the page's address and written there.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Address } from "../../geo/maps/js/page/address.js";

const ORIGIN = "https://news.example/atlas/";
let written = [];

// The page around the frame, at an address, and a map that looks somewhere.
function open(search, { lat = 34.5, lng = 36.25, zoom = 6 } = {}) {
  const location = new URL(ORIGIN + search);
  const replaceState = (_, __, url) => {
    written.push(url.search);
    location.href = String(url);
  };
  globalThis.window = /** @type {any} */ ({ parent: { location, history: { state: null, replaceState } } });
  const point = (at) => ({ lat: at.lat ?? at[0], lng: at.lng ?? at[1] });
  const project = (at) => {
    const { lat: y, lng: x } = point(at), pixels = (256 * 2 ** zoom) / 360; // of a plain map, near enough
    return { x: x * pixels, y: y * pixels, distanceTo: (other) => Math.hypot(x * pixels - other.x, y * pixels - other.y) };
  };
  return new Address({ on() {}, getCenter: () => ({ lat, lng }), getZoom: () => zoom, project });
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
  written = [];
});

test("a place on the map is read from the address, whole, or not at all", () => {
  assert.deepEqual(open("?lat=34.5&lon=36.25&zoom=6.4&type=Riots").read(), { lat: 34.5, lon: 36.25, zoom: 6 });
  assert.deepEqual(open("?lat=0&lon=0&zoom=0").read(), { lat: 0, lon: 0, zoom: 0 });
  for (const search of ["", "?lat=34.5&lon=36.25", "?lat=&lon=&zoom=", "?lat=x&lon=1&zoom=1", "?lat=86&lon=1&zoom=1", "?lat=1&lon=181&zoom=1", "?lat=1&lon=1&zoom=19", "?lat=1&lon=1&zoom=-1"])
    assert.equal(open(search).read(), null, search);
});

test("the address follows the map, once it rests, and keeps its other keys", () => {
  const address = open("?type=Riots", { lat: 34.123456789, lng: 36.25 });
  address.write();
  assert.deepEqual(written, []); // nobody has looked anywhere yet
  address.follow();
  mock.timers.tick(249);
  assert.deepEqual(written, []);
  mock.timers.tick(1);
  assert.deepEqual(written, ["?type=Riots&lat=34.12346&lon=36.25&zoom=6"]);
});

test("an address within a pixel of the map stays as it was sent", () => {
  const address = open("?lat=34.50001&lon=36.25001&zoom=6");
  address.follow();
  mock.timers.tick(2000);
  assert.deepEqual(written, []);
});

test("an address that something else has emptied is written again", () => {
  const address = open("?lat=34.50001&lon=36.25001&zoom=6");
  address.follow();
  mock.timers.tick(1000);
  window.parent.location.href = ORIGIN;
  mock.timers.tick(1000);
  assert.deepEqual(written, ["?lat=34.50001&lon=36.25001&zoom=6"]);
});

test("the address of a page of another origin is let alone", () => {
  const address = open("?lat=34.5&lon=36.25&zoom=6&embed=true");
  assert.ok(address.embedded());
  Object.defineProperty(window.parent, "location", { get() { throw new Error("another origin"); } });
  assert.deepEqual([address.read(), address.remembered(), address.embedded()], [null, null, false]);
  address.follow();
  mock.timers.tick(1000);
  assert.deepEqual(written, []);
});
