// What stands on the map beside the drawing: the legend, the notice when loading fails, the thin line while it lasts.

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// A canvas is drawn for its screen's pixels, so that symbols in the legend are as sharp as those on the map.
function swatch(paint, width = 28, height = 22) {
  const canvas = element("canvas", "atlas-swatch");
  const scale = window.devicePixelRatio || 1;
  Object.assign(canvas, { width: width * scale, height: height * scale });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  canvas.setAttribute("aria-hidden", "true");
  const ctx = canvas.getContext("2d");
  ctx.scale(scale, scale);
  paint(ctx, width, height);
  return canvas;
}

const SHAPE_SWATCHES = {
  hatch(ctx, ink, w, h) {
    ctx.fillStyle = hatching(ink, 8);
    ctx.strokeStyle = ink;
    ctx.beginPath();
    ctx.rect(3, 3, w - 6, h - 6);
    ctx.fill();
    ctx.stroke();
  },
  line(ctx, ink, w, h) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = 4;
    ctx.beginPath();
    ctx.moveTo(2, h - 6);
    ctx.quadraticCurveTo(w / 2, 0, w - 2, h / 2);
    ctx.stroke();
  },
};

const Legend = L.Control.extend({
  options: { position: "topright" },

  onAdd(map) {
    const box = element("section", "atlas-legend leaflet-bar");
    box.setAttribute("aria-label", "Legend");
    this.button = element("button", "atlas-legend-button", "Legend");
    this.button.type = "button";
    this.body = element("div", "atlas-legend-body");
    this.body.id = "atlas-legend-body";
    this.body.tabIndex = 0; // Scrolls by keyboard when the map is low.
    this.button.setAttribute("aria-controls", this.body.id);
    this.button.onclick = () => this.open(this.body.hidden);
    box.append(this.button, this.body);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    this.draw();
    const { x, y } = map.getSize();
    this.open(x >= 900 && y >= 480);
    return box;
  },

  open(open) {
    this.body.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  },

  draw() {
    const grey = look.ink(null);
    const centre = (paint) => swatch((ctx, w, h) => paint(ctx, w / 2, h / 2));
    const disc = (ink, pattern) => centre((ctx, x, y) => mark(ctx, x, y, DOT, { ink, pattern }));
    const place = ({ symbol }) =>
      swatch((ctx, w, h) => {
        const style = { ink: grey, pattern: "solid" };
        if (symbol in SHAPE_SWATCHES) SHAPE_SWATCHES[symbol](ctx, grey, w, h);
        else drawIncident(ctx, w / 2, h / 2, h / 2 - 2, symbol, symbol.includes("ring") && symbol !== "dot-ring" ? { ...style, pattern: "hollow" } : style);
      });
    const types = Object.keys(STYLE.colours).map((name) => [disc(look.ink(name), "solid"), name]);
    const groups = {
      "What happened": [...types, [disc(grey, "solid"), STYLE.other.words]],
      "How far it was checked": Object.values(STYLE.fills).map(({ pattern, words }) => [disc(grey, pattern), words]),
      "How well the place is known": Object.values(STYLE.drawings).map((drawing) => [place(drawing), drawing.legend]),
      "Many at once": [
        [centre((ctx, x, y) => drawCell(ctx, x, y, 10, { count: 9, types: {} })), "number of incidents; select to come closer"],
        [centre((ctx, x, y) => drawCell(ctx, x, y, 7.5, { count: 3, types: {}, stack: true })), "all on one point; select to list them"],
      ],
    };
    this.body.replaceChildren(...Object.entries(groups).flatMap(([title, rows]) => [element("h3", "", title), legendRows(rows)]));
  },
});

function legendRows(rows) {
  const list = element("ul");
  for (const [picture, words] of rows) {
    const row = element("li");
    row.append(picture, element("span", "", words));
    list.append(row);
  }
  return list;
}

// A notice and a thin line over the map: neither stops anyone from moving it.
class Status {
  constructor(map, retry) {
    this.progress = element("div", "atlas-progress");
    this.box = element("div", "atlas-notice");
    this.box.setAttribute("role", "status"); // Read out when it appears, without taking the focus.
    this.words = element("span");
    const button = element("button", "", "Try again");
    button.type = "button";
    button.onclick = retry;
    this.box.append(this.words, button);
    L.DomEvent.disableClickPropagation(this.box);
    map.getContainer().append(this.progress, this.box);
    this.busy(false);
    this.say(null);
  }

  busy(busy) {
    this.progress.hidden = !busy;
  }

  say(words) {
    this.box.hidden = !words;
    this.words.textContent = words ?? "";
  }
}
