// The pictures a view can be drawn as. Each says what it asks for, what it keeps of the answer, and what is drawn of it.

import { Hexes } from "./layers/hexes.js";
import { Incidents } from "./layers/incidents.js";
import { Regions } from "./layers/regions.js";

export const pictureFor = (atlas, { picture, by }) => (picture === "regions" ? new Regions(atlas, by) : picture === "hexes" ? new Hexes(atlas) : new Incidents(atlas));
