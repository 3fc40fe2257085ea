// The rows that are in the page, of however many the list has, and the headers of their groups.

import { number } from "../../../words/i18n.js";
import { element } from "../common.js";
import { Row } from "./row.js";
import { called } from "./words.js";

const MOST_SPARE = 40;

export class Rows {
  at = new Map();
  spare = [];

  constructor(inner, stuck, track) {
    this.inner = inner;
    this.stuck = stuck;
    this.track = track;
  }

  get all() {
    return [...this.at.values()];
  }

  get focused() {
    return this.all.find(({ button }) => button === document.activeElement);
  }

  get picked() {
    return this.all.find((row) => row.picked);
  }

  get(index) {
    return this.at.get(index);
  }

  of(button) {
    return this.all.find((row) => row.button === button);
  }

  // The rows of these places in the list, and the one that has the focus; the others are let go.
  // `look` is what they have in common, and which of them the Tab key comes to.
  draw(wanted, pages, look) {
    const held = this.focused;
    if (held) wanted.add(held.index);
    for (const [index, row] of this.at) if (!wanted.has(index)) this.free(index, row);
    const order = [...wanted].sort((a, b) => a - b);
    for (const index of order) this.put(index, pages, look);
    this.order(order);
  }

  // The row that has the focus keeps it, and its element, at another place of the list.
  move(index) {
    const row = this.focused, there = this.at.get(index);
    this.at.delete(row.index);
    if (there && there !== row) this.spare.push(there);
    this.at.set(index, row);
    row.index = index;
    return index;
  }

  put(index, pages, look) {
    const { track } = this;
    const row = this.at.get(index) ?? this.spare.pop() ?? new Row();
    this.at.set(index, row);
    const group = track.groups[track.group(index)], leads = group?.offset === index;
    if (!leads) row.groupOf = null;
    else if (row.groupOf !== group || row.groupIn !== look.lang) Object.assign(row, { groupOf: group, groupIn: look.lang, words: header(group, look) });
    row.show(index, pages.row(index), look, leads ? row.words : null);
    row.button.tabIndex = index === look.active ? 0 : -1;
    row.root.style.transform = `translateY(${track.placed(track.at(index) - (leads ? track.header : 0))}px)`;
  }

  // They stand in the page in their order, as they are read; the one that has the focus would lose it if moved.
  order(indexes) {
    const nodes = indexes.map((index) => this.at.get(index).root);
    const held = nodes.findIndex((node) => node.contains(document.activeElement));
    const put = (some, before) => some.reverse().reduce((next, node) => {
      if (node.parentNode !== this.inner || node.nextSibling !== next) this.inner.insertBefore(node, next);
      return node;
    }, before);
    put(nodes.slice(held + 1), null);
    if (held >= 0) put(nodes.slice(0, held), nodes[held]);
  }

  free(index, row) {
    this.at.delete(index);
    row.root.remove();
    if (this.spare.length < MOST_SPARE) this.spare.push(row);
  }

  // The header of the group at the top stays, until the next pushes it away.
  stick(index, look) {
    const { track, stuck } = this;
    const at = index < 0 ? -1 : track.group(index);
    stuck.hidden = at < 0;
    if (at < 0) return;
    const group = track.groups[at];
    if (stuck.group !== group || stuck.stamp !== look.lang) {
      Object.assign(stuck, { group, stamp: look.lang });
      stuck.replaceChildren(...header(group, look));
    }
    const next = at + 1 < track.groups.length ? track.headerAt(at + 1) - track.top : Infinity;
    stuck.style.transform = `translateY(${Math.min(0, next - track.header)}px)`;
  }
}

function header({ value, count }, look) {
  const name = element("span", "incident-group-name", called(look.group, value, look.lang));
  name.dir = "auto";
  return [name, element("span", "incident-group-count", ` · ${number(count)}`)];
}
