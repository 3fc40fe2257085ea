// Views a reader has saved, by name: kept in this browser, in its local storage, and nowhere else.
import { gettext } from "../../words/i18n.js";
import { element, speak } from "./common.js";

const KEPT = "atlas.views";
const LONGEST_NAME = 80;

export default async function ({ data, parentElement, setTriggerValue }) {
  await speak(data.speech);
  const saved = (parentElement.atlasPart ??= new Saved(parentElement));
  saved.show(data, (query) => setTriggerValue("opened", query));
}

function kept() {
  try {
    const views = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(views) ? views.filter(({ name, query }) => typeof name === "string" && typeof query === "string") : [];
  } catch {
    return [];
  }
}

class Saved {
  constructor(parent) {
    this.root = element("div", "saved");
    this.form = element("form");
    this.label = element("label");
    this.name = element("input");
    this.button = element("button", "saved-keep");
    this.list = element("ul");
    this.said = element("p", "saved-said");
    this.said.setAttribute("role", "status");
    Object.assign(this.name, { id: "saved-name", maxLength: LONGEST_NAME, required: true, autocomplete: "off", dir: "auto" });
    this.label.htmlFor = this.name.id;
    this.form.append(this.label, this.name, this.button);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.keep(this.name.value.trim()); });
    this.root.append(this.form, this.list, this.said);
    parent.append(this.root);
  }

  show(data, open) {
    this.data = data;
    this.open = open;
    this.label.textContent = gettext("Name of this view");
    this.button.textContent = gettext("Save this view");
    this.draw();
  }

  draw() {
    const views = kept();
    this.list.replaceChildren(...views.map((view) => this.row(view)));
    if (!views.length) this.list.append(element("li", "saved-none", gettext("Nothing saved yet. Give this view a name to come back to it.")));
  }

  row({ name, query }) {
    const item = element("li"), open = element("button", "saved-open", name), away = element("button", "", "×");
    open.type = away.type = "button";
    open.dir = "auto";
    open.onclick = () => this.open(query);
    away.setAttribute("aria-label", gettext("Forget {name}", { name }));
    const others = () => kept().filter((each) => each.name !== name);
    away.onclick = () => this.store(others(), gettext("Forgotten: {name}", { name }));
    item.append(open, away);
    return item;
  }

  keep(name) {
    if (!name) return;
    this.store([...kept().filter((each) => each.name !== name), { name, query: this.data.query }], gettext("Saved: {name}", { name }));
    this.name.value = "";
  }

  store(views, words) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(views));
      this.said.textContent = words;
    } catch {
      this.said.textContent = gettext("This browser keeps nothing for us. Share the link instead.");
    }
    this.draw();
  }
}
