// What is there before our scripts: Leaflet, which its own script defines, and the constants of `geo/maps/style.py`.
import * as Leaflet from "leaflet";

declare global {
  const L: typeof Leaflet;
  const STYLE: any;
}
