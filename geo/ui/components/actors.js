// The box in which actors are found: a combobox (WAI-ARIA APG) that asks the server as one types.
import { gettext, ngettext, number } from "../../words/i18n.js";
import { answer, element, folded, foresee, readable, speak } from "./common.js";

const TYPING_MS = 150;

export default async function ({ data, parentElement, setTriggerValue }) {
  await speak(data.speech);
  const box = (parentElement.atlasPart ??= new Actors(parentElement));
  box.show(data, (names) => setTriggerValue("chosen", names));
}

class Actors {
  at = -1; // the option the arrow keys have come to
  /** @type {any} */
  found = null; // whose names were asked for last

  constructor(parent) {
    this.root = element("div", "actors");
    this.label = element("label", "actors-label");
    this.chosen = element("ul", "actors-chosen");
    this.input = element("input");
    this.also = element("div", "actors-also");
    this.list = element("ul", "actors-list");
    this.said = element("p", "unseen");
    this.left = element("p", "actors-left");
    Object.assign(this.input, { id: "actors-find", type: "text", autocomplete: "off", spellcheck: false, maxLength: 200, dir: "auto" });
    this.label.htmlFor = this.input.id;
    this.list.id = "actors-offered";
    this.said.setAttribute("role", "status");
    this.left.setAttribute("role", "alert");
    this.left.id = "actors-left";
    this.input.setAttribute("aria-describedby", this.left.id);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id, "aria-expanded": "false" }))
      this.input.setAttribute(name, value);
    this.list.setAttribute("role", "listbox");
    this.list.hidden = true;
    this.field = element("div", "actors-field");
    this.field.append(this.input, this.list);
    this.root.append(this.label, this.chosen, this.also, this.left, this.field, this.said);
    parent.append(this.root);
    this.input.addEventListener("input", () => this.soon());
    this.input.addEventListener("focus", () => this.offer(this.input.value));
    this.input.addEventListener("blur", () => setTimeout(() => this.leave(), 150));
    this.input.addEventListener("keydown", (event) => this.key(event));
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.label.textContent = gettext("Actors");
    this.input.placeholder = gettext("Find a name");
    this.list.setAttribute("aria-label", gettext("Actors found"));
    this.chosen.replaceChildren(...data.chosen.map(({ value, shown }) => this.chip(value, shown)));
    this.chosen.hidden = !data.chosen.length;
    this.offerOthers();
    if (document.activeElement === this.input && !this.list.hidden) this.offer(this.input.value);
  }

  chip(value, shown) {
    const item = element("li"), button = element("button", "", "×"), name = element("span", "", shown);
    name.dir = "auto";
    button.type = "button";
    button.setAttribute("aria-label", gettext("Take {name} away", { name: shown }));
    button.onclick = () => this.choose(this.names().filter((each) => each !== value));
    item.append(name, button);
    return item;
  }

  // An actor is counted under the names chosen and no other: whoever wants the other names too takes them on by hand.
  offerOthers() {
    const names = this.names(), others = new Set(this.data.chosen.flatMap(({ also }) => also));
    for (const name of names) others.delete(name);
    const buttons = [...others].map((other) => {
      const button = element("button", "", readable(other));
      Object.assign(button, { type: "button", dir: "auto", onclick: () => this.add(other) });
      button.setAttribute("aria-label", gettext("Choose {name} too", { name: readable(other) }));
      return button;
    });
    this.also.replaceChildren(element("span", "", gettext("Also named:")), ...buttons);
    this.also.hidden = !buttons.length;
  }

  names() {
    return this.data.chosen.map(({ value }) => value);
  }

  // What was offered for fewer letters must not be taken for the answer to these.
  soon() {
    clearTimeout(this.typing);
    this.close();
    this.complain("");
    this.typing = setTimeout(() => this.offer(this.input.value), TYPING_MS);
  }

  // Without words those most named in the view; with words whoever has them in the name.
  async offer(words) {
    const asked = (this.asked = words.trim());
    let rows = this.data.counts;
    if (asked) {
      try {
        rows = await this.find(asked);
      } catch {
        if (this.asked === asked) this.complain(gettext("The names could not be asked for. Try again."));
        return;
      }
    }
    if (this.asked !== asked || document.activeElement !== this.input) return;
    const chosen = this.names();
    const offered = rows.filter(({ value }) => !chosen.includes(value));
    this.options = offered.map((row, i) => this.option(row, i));
    this.at = -1;
    this.list.replaceChildren(...this.options);
    if (!offered.length) this.list.append(element("li", "actors-none", asked ? gettext("No actor found") : gettext("Nobody else is named.")));
    this.note(asked ? ngettext("{n} name found", "{n} names found", offered.length) : "");
    this.open(true);
  }

  // Who has the words in the name; asked for once, whether they are typed or entered.
  find(words) {
    if (this.found?.words !== words || this.found.v !== this.data.v) {
      const v = this.data.v ? `&v=${encodeURIComponent(this.data.v)}` : "";
      const rows = answer(`api/actors?find=${encodeURIComponent(words)}${v}`).then(({ actors }) => actors);
      rows.catch(() => (this.found = null));
      this.found = { words, v: this.data.v, rows };
    }
    return this.found.rows;
  }

  // Chooses whoever is named as typed, however soon after typing it is entered; else says that nobody is.
  async enter() {
    const words = this.input.value.trim();
    if (!words || this.entering === words) return;
    clearTimeout(this.typing);
    this.entering = words;
    this.complain("");
    const rows = await this.find(words).catch(() => null);
    this.entering = null;
    if (this.input.value.trim() !== words) return;
    const same = rows?.filter(({ value }) => folded(value) === folded(words)) ?? [];
    const exact = same.find(({ value }) => value === words) ?? (same.length === 1 ? same[0] : null);
    if (exact) return this.take(exact.value);
    const many = gettext("Not applied: no actor has exactly this name. Choose one from the list.");
    const alike = gettext("Not applied: several actors are written so. Choose one from the list.");
    const unasked = gettext("The names could not be asked for. Try again.");
    const none = rows ? gettext("Not applied: no actor found.") : unasked;
    if (document.activeElement === this.input) await this.offer(words);
    this.complain(same.length ? alike : rows?.length ? many : none);
    if (document.activeElement !== this.input) this.leave();
  }

  // What is still typed when the reader goes on is not applied, and must not look as if it were.
  leave() {
    this.close();
    const words = this.input.value.trim();
    if (document.activeElement === this.input || this.entering) return;
    this.input.value = "";
    if (words) this.complain(gettext("Not applied: “{name}”. Press Enter after a name, or choose one from the list.", { name: `\u2068${readable(words)}\u2069` }));
  }

  complain(words) {
    if (this.left.textContent !== words) this.left.textContent = words;
    this.input.setAttribute("aria-invalid", String(Boolean(words && this.input.value.trim())));
  }

  option({ value, count, also }, i) {
    const item = element("li"), name = element("span", "", readable(value));
    Object.assign(item, { id: `actors-offered-${i}` });
    item.dataset.value = value;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    name.dir = "auto";
    item.setAttribute("aria-label", readable(value));
    item.setAttribute("aria-description", ngettext("{n} incident", "{n} incidents", count));
    item.append(name, element("span", "actors-count", number(count)));
    if (also.length) item.append(this.alias(also, item));
    item.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    item.addEventListener("click", () => this.take(value));
    return item;
  }

  // Each name has its own direction, whatever stands beside it.
  alias(also, item) {
    const names = also.map((name) => `\u2068${readable(name)}\u2069`).join(gettext(", "));
    const words = gettext("also named {names}", { names });
    item.setAttribute("aria-description", `${item.getAttribute("aria-description")}, ${words}`);
    return element("span", "actors-alias", words);
  }

  key(event) {
    const { key } = event;
    if (event.isComposing) return; // the keys choose letters
    if (key === "Escape" && !this.list.hidden) { event.stopPropagation(); this.close(); } else if (key === "ArrowDown" || key === "ArrowUp") { event.preventDefault(); this.step(key === "ArrowDown" ? 1 : -1); } else if (key === "Enter" && this.options?.[this.at]) { event.preventDefault(); this.take(this.options[this.at].dataset.value); } else if (key === "Enter") { event.preventDefault(); this.enter(); } else if (key === "Backspace" && !this.input.value && this.names().length) this.choose(this.names().slice(0, -1));
  }

  async step(step) {
    clearTimeout(this.typing);
    if (this.list.hidden) await this.offer(this.input.value);
    if (!this.list.hidden) this.move(step);
  }

  move(step) {
    const count = this.options.length;
    if (!count) return;
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = (this.at + step + count) % count;
    const option = this.options[this.at];
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  take(value) {
    this.input.value = "";
    this.close();
    this.add(value);
  }

  add(value) {
    this.complain("");
    if (this.names().includes(value)) this.note(gettext("{name} is chosen already.", { name: readable(value) }));
    else if (this.names().length >= this.data.most) this.note(gettext("No more names can be chosen at once."));
    else this.choose([...this.names(), value]);
  }

  choose(names) {
    foresee(this.data.query, { actor: names });
    this.tell(names);
    this.input.focus();
    this.close();
  }

  open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.asked = null;
    this.open(false);
  }

  note(words) {
    this.said.textContent = words;
  }
}
