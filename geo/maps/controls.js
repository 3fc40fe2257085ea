// What stands on the map beside the drawing: the legend, the words of a mark, the notices, the thin line while it loads.

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
    ctx.fillStyle = hatching(ink, 10);
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
    box.addEventListener("keydown", (event) => event.key === "Escape" && this.close(event));
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

  close(event) {
    if (this.body.hidden) return;
    event.stopPropagation(); // One key closes one thing.
    this.open(false);
    this.button.focus();
  },

  draw() {
    const grey = look.ink(null);
    const centre = (paint) => swatch((ctx, w, h) => paint(ctx, w / 2, h / 2));
    const disc = (ink, pattern) => centre((ctx, x, y) => mark(ctx, x, y, DOT, { ink, pattern }));
    const place = ({ symbol }) =>
      swatch((ctx, w, h) => {
        const style = { ink: grey, pattern: "solid" };
        if (symbol === "none") return;
        if (symbol in SHAPE_SWATCHES) SHAPE_SWATCHES[symbol](ctx, grey, w, h);
        else drawIncident(ctx, w / 2, h / 2, h / 2 - 2, symbol, symbol.includes("ring") && symbol !== "dot-ring" ? { ...style, pattern: "hollow" } : style);
      });
    const types = Object.keys(STYLE.colours).map((name) => [disc(look.ink(name), "solid"), name]);
    const groups = {
      "What happened": [...types, [disc(grey, "solid"), STYLE.other.words]],
      "How far it was checked": Object.values(STYLE.fills).map(({ pattern, words }) => [disc(grey, pattern), words]),
      "How well the place is known": Object.values(STYLE.drawings).map((drawing) => [place(drawing), drawing.legend]),
      "Many at once": [
        [centre((ctx, x, y) => drawCell(ctx, x, y, 10, { count: 9, types: {} })), "how many lie here; select to come closer"],
        [centre((ctx, x, y) => drawCell(ctx, x, y, 7.5, { count: 3, types: {}, stack: true })), "all on one point; select to list them"],
        [centre((ctx, x, y) => drawCount(ctx, x, y, "3", grey)), "how many a province or a line stands for"],
      ],
      "Picked": [[centre((ctx, x, y) => { halo(ctx, x, y, 2.5); mark(ctx, x, y, 4, { ink: grey, pattern: "solid" }); }), "the incident you are reading"]],
    };
    this.body.replaceChildren(...Object.entries(groups).flatMap(([title, rows]) => [element("h2", "", title), legendRows(rows)]));
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

// A line of words with a button, over the map: it stops nobody from moving it.
class Notice {
  constructor(map, label, act) {
    this.box = element("div", "atlas-notice");
    this.box.setAttribute("role", "status"); // Read out when it appears, without taking the focus.
    this.words = element("span");
    const button = element("button", "", label);
    button.type = "button";
    button.onclick = act;
    this.box.append(this.words, button);
    L.DomEvent.disableClickPropagation(this.box);
    map.getContainer().append(this.box);
    this.say(null);
  }

  say(words) {
    this.box.hidden = !words;
    this.words.textContent = words ?? "";
  }
}

// What the reader waits for: words while there is no land yet, a thin line as long as anything is under way.
class Waiting {
  constructor(map) {
    this.things = new Set();
    this.progress = element("div", "atlas-progress");
    this.words = element("div", "atlas-waiting", "Loading the map …");
    map.getContainer().append(this.progress, this.words);
  }

  begin(thing) {
    this.things.add(thing);
    this.progress.hidden = false;
  }

  end(thing) {
    this.things.delete(thing);
    this.progress.hidden = this.things.size === 0;
    this.words.hidden = !this.things.has("world");
  }
}

function distance(metres) {
  const km = metres / 1000;
  return km < 1 ? `${Math.round(metres)} m` : `${km < 10 ? Number(km.toFixed(1)) : Math.round(km)} km`;
}

// An open side stays open: nothing is known of the day it began, or ended.
function days(start, end) {
  if (!start && !end) return "date unknown";
  if (!start) return `by ${end}`;
  if (!end) return `from ${start}`;
  return start === end ? start : `${start} – ${end}`;
}

// The hover label, line by line. The words from outside are set as text, never as HTML.
function describe({ kind, title, start, end, place_precision, count, coarse, stack, gathered, ...rest }) {
  const { words } = STYLE.drawings[place_precision] ?? STYLE.drawings.unknown;
  const known = words.replace("{radius}", distance(radiusOf({ place_precision, ...rest })));
  if (kind === "incident") return [["atlas-title", title ?? "Untitled"], ["", days(start, end)], ["atlas-quiet", known]];
  const many = `${count} ${count === 1 ? "incident" : "incidents"}`;
  if (kind === "shape") return [["atlas-title", many], ["atlas-quiet", gathered ? "known only to provinces, gathered by country" : known]];
  const rough = coarse ? [["atlas-quiet", `${coarse} of them only roughly placed`]] : [];
  return [["atlas-title", stack ? `${many} on one point` : many], ...rough];
}
