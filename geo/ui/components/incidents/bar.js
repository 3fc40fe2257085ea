// What stands above the rows: how many there are, how they are sorted and grouped, and what each says.

import { gettext, ngettext, number } from "../../../words/i18n.js";
import { element } from "../common.js";

const KEPT = "atlas.list"; // in the browser alone
const COLUMNS = ["place_name", "type", "deaths", "verification", "actors", "dataset"];
const SORTS = ["newest", "oldest", "deaths", "where", "title", "type", "verification"];
const GROUPS = ["none", "day", "place", "actor"];

export const DEFAULTS = { sort: "newest", group: "none", columns: ["type"] };

// What the API is asked for a choice.
export function keys({ sort, group }) {
  const by = { newest: { sort: "when" }, oldest: { sort: "when", order: "asc" } }[sort] ?? { sort };
  return { ...by, group: group === "none" ? null : group };
}

// What the reader chose last; what is not of ours is left out.
export function chosen() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
  } catch {
    // Storage is closed to us, or holds something else.
  }
  return {
    sort: SORTS.includes(kept.sort) ? kept.sort : DEFAULTS.sort,
    group: GROUPS.includes(kept.group) ? kept.group : DEFAULTS.group,
    columns: Array.isArray(kept.columns) ? COLUMNS.filter((name) => kept.columns.includes(name)) : DEFAULTS.columns,
  };
}

function keep(choice) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(choice));
  } catch {
    // It holds for this page then.
  }
}

export class Bar {
  // `changed` is called with what was chosen, `whole` when the reader leaves a place for the whole list.
  constructor(choice, changed, whole) {
    this.choice = choice;
    this.changed = changed;
    this.root = element("div", "incident-bar");
    this.count = element("p", "incident-count");
    this.count.setAttribute("role", "status");
    this.note = element("p", "incident-note");
    this.whole = element("button", "incident-whole");
    this.whole.type = "button";
    this.whole.addEventListener("click", whole);
    this.sort = this.select("sort");
    this.group = this.select("group");
    this.columns = this.menu();
    const tools = element("div", "incident-tools");
    tools.append(this.sort, this.group, this.columns);
    const said = element("div", "incident-said");
    said.append(this.count, this.whole);
    this.root.append(said, tools, this.note);
  }

  select(name) {
    const select = element("select");
    select.dataset.name = name;
    select.addEventListener("change", () => this.choose({ [name]: select.value }));
    return select;
  }

  menu() {
    const menu = element("div", "incident-columns");
    this.opens = element("button");
    this.opens.type = "button";
    this.panel = element("div", "incident-panel");
    this.panel.setAttribute("role", "group");
    this.opens.addEventListener("click", () => this.open(this.panel.hidden));
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.panel.hidden) return;
      event.stopPropagation();
      this.open(false);
      this.opens.focus();
    });
    document.addEventListener("pointerdown", ({ target }) => menu.contains(target) || this.open(false));
    menu.addEventListener("focusout", ({ relatedTarget }) => relatedTarget && !menu.contains(relatedTarget) && this.open(false));
    menu.append(this.opens, this.panel);
    this.open(false);
    return menu;
  }

  open(yes) {
    this.panel.hidden = !yes;
    this.opens.setAttribute("aria-expanded", String(yes));
  }

  choose(what) {
    this.choice = { ...this.choice, ...what };
    keep(this.choice);
    this.changed(this.choice);
  }

  // The words, in the language of now.
  speak(lang) {
    if (this.lang === lang) return;
    this.lang = lang;
    this.whole.textContent = gettext("Show the whole list");
    this.opens.textContent = gettext("Details");
    this.panel.setAttribute("aria-label", gettext("What each row says"));
    this.sort.setAttribute("aria-label", gettext("Sort by"));
    this.group.setAttribute("aria-label", gettext("Group by"));
    this.options(this.sort, SORTS, {
      newest: gettext("Newest first"), oldest: gettext("Oldest first"), deaths: gettext("Most deaths first"), where: gettext("By place"),
      title: gettext("By title"), type: gettext("By event type"), verification: gettext("Best checked first"),
    }, this.choice.sort);
    this.options(this.group, GROUPS, {
      none: gettext("No groups"), day: gettext("Grouped by day"), place: gettext("Grouped by place"), actor: gettext("Grouped by actor"),
    }, this.choice.group);
    this.boxes({
      place_name: gettext("Place name"), type: gettext("Event type"), deaths: gettext("Deaths"),
      verification: gettext("Verification"), actors: gettext("Actors"), dataset: gettext("Dataset"),
    });
  }

  options(select, values, words, now) {
    select.replaceChildren(...values.map((value) => new Option(words[value], value)));
    select.value = now;
  }

  boxes(words) {
    this.panel.replaceChildren(...COLUMNS.map((name) => {
      const label = element("label");
      const box = element("input");
      Object.assign(box, { type: "checkbox", checked: this.choice.columns.includes(name) });
      box.addEventListener("change", () => {
        const rest = this.choice.columns.filter((each) => each !== name);
        this.choose({ columns: box.checked ? [...rest, name] : rest });
      });
      label.append(box, words[name]);
      return label;
    }));
  }

  // How many rows there are; `stacked` where they are those of one place.
  tell({ total, left }, { stacked, group, here, matched }) {
    this.whole.hidden = !stacked;
    set(this.count, this.counted(total, stacked, group, matched));
    const many = { n: number(left), group: here ?? "…" };
    set(this.note, left ? gettext("Here: {group}. These are {n} groups, too many to count each.", many) : "");
    this.note.hidden = !left;
  }

  counted(total, stacked, group, matched) {
    if (group === "actor") {
      if (matched === null) return ngettext("{n} row: an incident stands under each actor it names", "{n} rows: an incident stands under each actor it names", total);
      return ngettext(
        "{n} incident in {rows} rows: it stands under each actor it names",
        "{n} incidents in {rows} rows: one stands under each actor it names", matched, { rows: number(total) });
    }
    if (stacked) return ngettext("{n} incident at this place", "{n} incidents at this place", total);
    return ngettext("{n} incident", "{n} incidents", total);
  }
}

// Only what is new: what is read out is not read out twice.
function set(node, words) {
  if (node.textContent !== words) node.textContent = words;
}
