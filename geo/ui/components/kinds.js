// What happened, as a tree of types and sub-types, and how far it was checked: tick boxes, each with the count it would
// leave. A tick is told to the map at once and to Python after it, whose answer takes longer.
import { gettext, number } from "../../words/i18n.js";
import { element, foresee, speak } from "./common.js";

const FILTERS = ["type", "sub_type", "verification"];
const PATIENCE_MS = 10_000; // an answer that takes longer was lost: what Python shows stands, and the map goes back too

export default async function ({ data, parentElement, setTriggerValue }) {
  await speak(data.speech);
  const kinds = (parentElement.atlasPart ??= new Kinds(parentElement));
  kinds.show(data, (told) => setTriggerValue("ticked", told));
}

class Kinds {
  /** @type {Record<string, Set<string>>} */
  on = {};

  constructor(parent) {
    this.boxes = new Map(); // the boxes outlive the runs of the script, and the focus with them
    this.told = { times: 0, at: -PATIENCE_MS };
    this.types = this.group("kinds-types");
    this.checked = this.group("kinds-verification");
    parent.append(this.types.root, this.checked.root);
  }

  group(id) {
    const root = element("div", "kinds"), head = element("h3", "kinds-head"), lines = element("div", "kinds-lines");
    head.id = id;
    root.setAttribute("role", "group");
    root.setAttribute("aria-labelledby", id);
    root.append(head, lines);
    return { root, head, lines };
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    const overtaken = data.heard < this.told.times && performance.now() - this.told.at < PATIENCE_MS;
    if (!overtaken) this.on = Object.fromEntries(FILTERS.map((filter) => [filter, new Set(data.on[filter])]));
    this.draw();
  }

  draw() {
    const { tree, verification } = this.data;
    this.types.head.textContent = gettext("Event type");
    this.checked.head.textContent = gettext("Verification");
    fill(this.types.lines, tree.flatMap((type) => [this.line(type), ...this.branch(type)]));
    fill(this.checked.lines, verification.map((choice) => this.line(choice)));
  }

  // Below a type that is chosen, or of which a part is, its sub-types.
  branch(type) {
    if (!type.subs.length || !(this.on.type.has(type.value) || this.partly(type))) return [];
    const key = `branch ${type.value}`;
    if (!this.boxes.has(key)) this.boxes.set(key, element("div", "kinds-branch"));
    const branch = this.boxes.get(key);
    fill(branch, type.subs.map((sub) => this.line(sub, type)));
    return [branch];
  }

  line(choice, within = null) {
    const { filter, value, words, count } = choice, key = keyOf(choice);
    if (!this.boxes.has(key)) this.boxes.set(key, lineOf(key));
    const { root, box, name, left } = this.boxes.get(key);
    name.textContent = words;
    left.textContent = count === null ? "" : number(count);
    box.checked = this.on[filter].has(value);
    box.onchange = () => this.tick(choice, within, box.checked);
    return root;
  }

  tick({ filter, value, subs }, within, ticked) {
    const { on } = this;
    on[filter][ticked ? "add" : "delete"](value);
    if (filter === "type" && subs.length) this.typeTicked(subs, ticked);
    if (within) this.partTicked(within);
    const { box } = this.boxes.get(keyOf({ filter, value })), held = document.activeElement === box;
    this.draw();
    if (held && !box.isConnected) this.boxes.get(keyOf(within)).box.focus(); // its branch has closed
    const ticks = Object.fromEntries(FILTERS.map((each) => [each, [...on[each]]]));
    foresee(this.data.query, ticks);
    this.told = { times: Math.max(this.told.times, this.data.heard) + 1, at: performance.now() };
    this.tell({ times: this.told.times, on: ticks });
  }

  // Python is asked for what is of one of the types and of one of the sub-types. So the sub-types of a type go with it,
  // and stand beside those of another,
  typeTicked(subs, ticked) {
    this.put(subs, ticked && this.data.tree.some((other) => this.partly(other)));
  }

  // and the type of a sub-type goes with it, while the types that are whole name all of theirs.
  partTicked(type) {
    this.on.type[this.partly(type) ? "add" : "delete"](type.value);
    if (!this.data.tree.some((other) => this.partly(other))) return;
    for (const other of this.data.tree) if (this.on.type.has(other.value) && !this.partly(other)) this.put(other.subs, true);
  }

  partly({ subs }) {
    return subs.some(({ value }) => this.on.sub_type.has(value));
  }

  put(subs, ticked) {
    for (const { value } of subs) this.on.sub_type[ticked ? "add" : "delete"](value);
  }
}

const keyOf = ({ filter, value }) => `${filter} ${value}`;

function lineOf(key) {
  const root = element("div", "kinds-line"), label = element("label"), name = element("span"), left = element("span", "kinds-count");
  const box = element("input");
  box.type = "checkbox";
  name.dir = "auto";
  left.id = `kinds ${key}`.replaceAll(" ", "-");
  box.setAttribute("aria-describedby", left.id);
  label.append(box, name);
  root.append(label, left);
  return { root, box, name, left };
}

// Nodes that stay where they are keep the focus; taken out and put back they would lose it.
function fill(parent, nodes) {
  for (const node of [...parent.children]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => parent.children[at] === node || parent.insertBefore(node, parent.children[at] ?? null));
}
