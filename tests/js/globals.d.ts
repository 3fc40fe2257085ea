// What our scripts find there: Leaflet, the constants of `geo/maps/style.py`, the words of the page, and what they tell one another.
import * as Leaflet from "leaflet";

// Classes that ours extend. Leaflet's types leave out the methods that this takes.
interface Extendable {
  new (...values: any[]): any;
  extend(members: any): any;
  prototype: any;
}
type Extended = "CircleMarker" | "Control" | "Layer" | "Polygon" | "Polyline" | "Renderer";

declare global {
  const L: Omit<typeof Leaflet, Extended> & Record<Extended, Extendable>;
  type LatLng = Leaflet.LatLng;
  const STYLE: any;
  const WORDS: Record<string, Record<string, string>>;

  interface Window {
    atlasLayer?: any;
    atlasPosition?: any;
  }

  interface WindowEventMap {
    "atlas:days": CustomEvent;
    "atlas:view": CustomEvent;
  }
}
