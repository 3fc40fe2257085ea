// Where the map looks, in the page's address: `lat`, `lon` and `zoom`, so that a link shows the same place.

// Streamlit writes the address from its own copy, which does not know of what is written here, and no event tells
// of it: so the position is looked after, this often.
const ADDRESS_EVERY_MS = 500;
// While the frame is being laid out, or a wheel is turning, the middle of the map is nobody's choice yet.
const SETTLED_MS = 250;
export const MAX_ZOOM = 18;

export class Address {
  constructor(map) {
    this.map = map;
    map.on("moveend resize", this.soon, this);
    setInterval(() => this.settling || this.write(), ADDRESS_EVERY_MS);
  }

  // {lat, lon, zoom} from the page's address, or null when it holds none that a map can show.
  read() {
    const search = new URLSearchParams(this._page()?.search ?? "");
    // An empty value is none, where Number would make it 0.
    const [lat, lon, zoom] = ["lat", "lon", "zoom"].map((key) => (search.get(key)?.trim() ? Number(search.get(key)) : NaN));
    const fits = Math.abs(lat) <= 85.05 && Math.abs(lon) <= 180 && zoom >= 0 && zoom <= MAX_ZOOM;
    return fits ? { lat, lon, zoom: Math.round(zoom) } : null;
  }

  // Where the map stood before the reader walked to another of our pages, which empties the address.
  remembered() {
    return this._page() ? (window.parent.atlasPosition ?? null) : null;
  }

  // Whether the page is shown inside another site's.
  embedded() {
    return new URLSearchParams(this._page()?.search ?? "").get("embed") === "true";
  }

  // From here on the map stands where it is meant to, and the address follows it.
  follow() {
    this.following = true;
    this.soon();
  }

  soon() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = undefined;
      this.write();
    }, SETTLED_MS);
  }

  write() {
    const page = this._page();
    if (!this.following || !page) return;
    const { lat, lng } = this.map.getCenter(), url = new URL(page.href);
    const here = { lat: Number(lat.toFixed(5)), lon: Number(lng.toFixed(5)), zoom: this.map.getZoom() };
    const position = [this.read(), this.remembered(), here].find((each) => this._isHere(each)) ?? here;
    window.parent.atlasPosition = position;
    if (this._isHere(this.read())) return;
    for (const [key, value] of Object.entries(position)) url.searchParams.set(key, value);
    try {
      window.parent.history.replaceState(window.parent.history.state, "", url);
    } catch {
      // Safari allows 100 writes in 30 seconds; the next look after the address mends it.
    }
  }

  // Within a pixel: Leaflet rounds to whole ones, and a link that is opened and sent on must not creep.
  _isHere(position) {
    if (!position || position.zoom !== this.map.getZoom()) return false;
    const [there, here] = [[position.lat, position.lon], this.map.getCenter()].map((at) => this.map.project(at));
    return there.distanceTo(here) < 1;
  }

  /** @returns {Location | null} */
  _page() {
    try {
      return window.parent.location.href ? window.parent.location : null;
    } catch {
      return null; // A page of another origin shows the frame by itself: its address is not ours to read or write.
    }
  }
}
