// One row: a button with the title, and below it what is known, close together.

import { gettext } from "../../../words/i18n.js";
import { element } from "../common.js";
import { kind, pieces, title } from "./words.js";

export class Row {
  constructor() {
    this.root = element("div", "incident-item");
    this.root.setAttribute("role", "listitem");
    this.header = element("div", "incident-group");
    this.button = element("button", "incident-row");
    this.button.type = "button";
    this.mark = element("span", "incident-mark");
    this.mark.setAttribute("aria-hidden", "true");
    this.title = element("span", "incident-title");
    this.title.dir = "auto";
    this.known = element("span", "incident-known");
    this.button.append(this.mark, this.title, this.known);
    this.root.append(this.header, this.button);
  }

  // `look` is what all rows share; `group` what is written above the row, if it is the first of one.
  show(index, row, look, group) {
    this.index = index;
    const picked = row !== null && row.id === look.picked;
    const same = this.row === row && this.look === look.stamp && this.group === group && this.picked === picked && this.at === index;
    if (same) return;
    this.row = row;
    this.look = look.stamp;
    this.group = group;
    this.picked = picked;
    this.at = index;
    this.root.setAttribute("aria-posinset", index + 1);
    this.root.setAttribute("aria-setsize", look.total);
    this.header.hidden = group === null;
    this.header.replaceChildren(...(group ?? []));
    if (row) this.fill(row, look, picked);
    else this.wait();
  }

  fill(row, look, picked) {
    const mark = look.words.types[row.event_type] ?? look.words.other;
    this.mark.style.color = `light-dark(${mark.light}, ${mark.dark})`;
    this.button.dataset.id = row.id;
    this.button.removeAttribute("aria-disabled");
    if (picked) this.button.setAttribute("aria-current", "true");
    else this.button.removeAttribute("aria-current");
    const words = title(row);
    this.title.textContent = words;
    const said = pieces(row, look.columns, look.words, look.lang);
    if (look.apart) said.push(look.apart(row));
    this.known.replaceChildren();
    if (picked) this.known.append(element("strong", "", gettext("Picked")), " · ");
    this.known.append(said.join(" · "));
    if (!look.columns.includes("type")) this.known.append(element("span", "unseen", ` · ${kind(row, look.words)}`));
    this.button.title = `${words}\n${said.join(" · ")}`; // where the lines are too short for it
  }

  wait() {
    delete this.button.dataset.id;
    this.button.setAttribute("aria-disabled", "true");
    this.button.removeAttribute("aria-current");
    this.button.title = "";
    this.mark.style.color = "transparent";
    this.title.textContent = "…";
    this.known.textContent = gettext("Loading");
  }
}
