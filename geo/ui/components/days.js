// The first day and the last, typed or taken from a calendar; either may stay open.
import { gettext } from "../../words/i18n.js";
import { element, foresee, readDay, shapedDay, spanned, speak } from "./common.js";

const SIDES = ["first", "last"];
const PATIENCE_MS = 10_000; // as long as Python's word on days just chosen is waited for

export default async function ({ data, parentElement, setTriggerValue }) {
  await speak(data.speech);
  const days = (parentElement.atlasPart ??= new Days(parentElement));
  days.show(data, (values) => setTriggerValue("days", values));
}

class Days {
  at = 0;
  /** @type {string | null} */
  waits = null;
  edited = [false, false];

  constructor(parent) {
    this.root = element("div", "days");
    this.label = element("p", "days-label");
    this.field = element("div", "days-field");
    this.said = element("p", "days-said");
    this.fields = SIDES.map((side) => this.typed(side));
    this.pickers = SIDES.map((side) => this.picker(side));
    this.opens = element("button", "days-calendar");
    this.opens.type = "button";
    this.opens.addEventListener("click", () => this.pickers[this.at].showPicker());
    Object.assign(this.said, { id: "days-said" });
    Object.assign(this.label, { id: "days-label" });
    this.said.setAttribute("role", "status");
    this.root.setAttribute("role", "group");
    this.root.setAttribute("aria-labelledby", this.label.id);
    this.field.append(this.fields[0], element("span", "", "–"), this.fields[1], this.opens, ...this.pickers);
    this.root.append(this.label, this.field, this.said);
    parent.append(this.root);
  }

  typed(side) {
    const input = element("input");
    const at = SIDES.indexOf(side);
    Object.assign(input, { id: `days-${side}`, type: "text", inputMode: "numeric", autocomplete: "off", spellcheck: false, maxLength: 20, dir: "ltr" });
    input.setAttribute("aria-describedby", "days-said");
    input.addEventListener("focus", () => { this.at = at; input.select(); });
    input.addEventListener("input", (event) => this.type(at, event));
    input.addEventListener("blur", () => this.edited[at] && this.apply());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); this.apply(); }
    });
    return input;
  }

  // The browser's own calendar, opened from the button beside the two.
  picker(side) {
    const picker = element("input", "days-picker"), at = SIDES.indexOf(side);
    Object.assign(picker, { type: "date", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    picker.addEventListener("change", () => { this.fields[at].value = picker.value; this.apply(); });
    return picker;
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.label.textContent = gettext("Days");
    [gettext("First day"), gettext("Last day")].forEach((words, at) => {
      this.fields[at].placeholder = words;
      this.fields[at].setAttribute("aria-label", words);
    });
    this.opens.setAttribute("aria-label", gettext("Choose a day from the calendar"));
    this.opens.title = gettext("Choose a day from the calendar");
    const now = JSON.stringify(data.days);
    if (this.waits === now) this.heard();
    if (this.waits) return; // an answer to what was asked before
    if (now !== this.shown) this.complain("");
    this.shown = now;
    this.fields.forEach((_, at) => {
      if (!this.edited[at]) this.fill(at, data.days[at] ?? "");
    });
  }

  fill(at, value) {
    if (this.fields[at].value !== value) this.fields[at].value = value;
    this.pickers[at].value = value;
  }

  heard() {
    clearTimeout(this.doubt);
    this.waits = null;
  }

  // A day that is whole is asked for at once, and the next key belongs to the next field.
  type(at, { inputType }) {
    const field = this.fields[at];
    this.edited[at] = true;
    this.complain("");
    if (inputType?.startsWith("delete") || field.selectionEnd !== field.value.length) return;
    field.value = shapedDay(field.value);
    if (!readDay(field.value) || field.value.length < 10) return;
    this.apply();
    if (at === 0) this.fields[1].focus();
  }

  // Asks for the days that are written, if they can be read; else says why not, so that they do not look asked for.
  apply() {
    const days = this.fields.map(({ value }) => (value.trim() ? readDay(value) : null));
    const wrong = days.map((day, at) => !day && Boolean(this.fields[at].value.trim()));
    if (wrong.some(Boolean)) return this.complain(gettext("Not applied: write a day as year, month and day, such as 2017-06-01."), wrong);
    if (days[0] && days[1] && days[0] > days[1]) return this.complain(gettext("Not applied: the last day is before the first."), [false, true]);
    this.complain("");
    this.edited = [false, false];
    days.forEach((day, at) => this.fill(at, day ?? ""));
    const asked = JSON.stringify(days);
    if (asked === (this.waits ?? JSON.stringify(this.data.days))) return;
    clearTimeout(this.doubt);
    this.waits = asked;
    this.doubt = setTimeout(() => { this.heard(); this.show(this.data, this.tell); }, PATIENCE_MS);
    foresee(this.data.query, { days: spanned(days) });
    this.tell(spanned(days));
  }

  complain(words, wrong = [false, false]) {
    if (this.said.textContent !== words) this.said.textContent = words;
    this.fields.forEach((field, at) => field.setAttribute("aria-invalid", String(wrong[at])));
  }
}
