// What the thing under the pointer is, in a few lines, each [class name, words].

import { element } from "./controls.js";

export class Tooltip {
  tooltip = L.tooltip({ direction: "top", offset: [0, -8], className: "atlas-tooltip", opacity: 1 });

  constructor(map) {
    this.map = map;
    map.on("movestart", () => this.close());
  }

  open(latlng, lines) {
    const box = element("div");
    for (const [className, words] of lines) {
      const line = element("div", className, words);
      line.dir = "auto"; // A title may be in a script that runs from right to left.
      box.append(line);
    }
    this.map.openTooltip(this.tooltip.setContent(box).setLatLng(latlng));
  }

  close() {
    this.map.closeTooltip(this.tooltip);
  }
}
