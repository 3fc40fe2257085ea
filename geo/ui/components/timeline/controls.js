// The timeline's elements: what is chosen, pressed and read.

import { gettext } from "../../../words/i18n.js";
import { element } from "../common.js";
import { drawn } from "./picture.js";

const ICONS = {
  back: "M3 2h2v12H3zM14 2v12L6 8z",
  play: "M3 1v14l11-7z",
  pause: "M3 2h4v12H3zM9 2h4v12H9z",
  on: "M11 2h2v12h-2zM2 2l8 6-8 6z",
};

// Builds everything once; `host` is told what was done.
export function build(root, host) {
  const at = { root };
  const heading = element("h2", "when-heading", gettext("Timeline"));
  const seen = element("div", "when-controls");
  const played = element("div", "when-controls");
  const [stack, unit, mode, speed] = selects(at, host);
  seen.append(stack, unit);
  played.append(player(at, host), mode, speed);
  const head = element("div", "when-head");
  head.append(heading, seen, played);

  at.line = element("div", "when-line");
  at.said = element("p", "when-said");
  at.said.setAttribute("role", "status");
  at.actions = Object.fromEntries(actions(host).map(([action, words, done]) => [action, button(words, done)]));
  at.line.append(at.said, ...Object.values(at.actions));

  at.stage = element("div", "when-stage");
  at.stage.dir = "ltr";
  at.stage.setAttribute("role", "group");
  at.picture = drawn("svg", { "aria-hidden": "true", class: "when-picture" });
  at.tip = element("div", "when-tip");
  at.tip.dir = "auto";
  at.tip.hidden = true;
  at.stage.append(at.picture, at.tip);
  at.legend = element("ul", "when-legend");
  at.note = element("p", "when-note");
  at.problem = element("div", "when-problem");
  at.problem.setAttribute("role", "status");
  at.table = element("details", "when-table");
  at.table.append(element("summary", "", gettext("As a table")));
  at.table.addEventListener("toggle", () => host.tabled());
  root.replaceChildren(head, at.line, at.stage, at.problem, at.legend, at.note, at.table);
  return at;
}

function actions(host) {
  return [
    ["apply", gettext("Show these days"), () => host.apply(host.brush.draft)],
    ["giveUp", gettext("Give up"), () => host.giveUp()],
    ["stop", gettext("Stop"), () => host.player.stop()],
    ["keep", gettext("Keep these days"), () => host.keep()],
    ["all", gettext("All days"), () => host.choose([])],
  ];
}

function selects(at, host) {
  const made = (choice, label, options) => {
    const whole = element("label", "when-select");
    const select = element("select");
    select.append(...options.map(([value, words]) => Object.assign(element("option", "", words), { value })));
    select.value = host.choices[choice];
    select.addEventListener("change", () => host.set(choice, select.value));
    whole.append(element("span", "", label), select);
    at[choice] = select;
    return whole;
  };
  const speeds = [["slow", gettext("Slow")], ["normal", gettext("Normal")], ["fast", gettext("Fast")]];
  const units = [["", gettext("Automatic")], ["day", gettext("Day")], ["week", gettext("Week")], ["month", gettext("Month")], ["year", gettext("Year")]];
  return [
    made("stack", gettext("Colours"), [["type", gettext("Type of event")], ["verification", gettext("Verification")]]),
    made("unit", gettext("Bars"), units),
    made("mode", gettext("Playing"), [["window", gettext("Moving on")], ["cumulative", gettext("Adding up")]]),
    made("speed", gettext("Speed"), speeds),
  ];
}

function player(at, host) {
  const group = element("div", "when-player");
  group.dir = "ltr"; // as the axis
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", gettext("Play the days"));
  at.back = pressed("back", gettext("One bar back"), () => host.player.step(-1));
  at.toggle = pressed("play", gettext("Play"), () => host.player.toggle());
  at.on = pressed("on", gettext("One bar on"), () => host.player.step(1));
  group.append(at.back, at.toggle, at.on);
  group.addEventListener("keydown", (event) => stepped(event, host, { ArrowLeft: -1, ArrowRight: 1 }));
  return group;
}

// A key that steps, pressed anywhere but in a field.
export function stepped(event, host, keys) {
  const by = keys[event.key];
  if (!by || event.altKey || event.ctrlKey || event.metaKey || event.target.closest("select, input")) return;
  event.preventDefault();
  event.stopPropagation();
  host.player.step(by);
}

function button(words, done) {
  const node = element("button", "when-button", words);
  node.type = "button";
  node.hidden = true;
  node.addEventListener("click", done);
  return node;
}

function pressed(icon, words, done) {
  const node = element("button", "when-icon");
  node.type = "button";
  const svg = drawn("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
  svg.append(drawn("path", { d: ICONS[icon] }));
  node.append(svg);
  node.addEventListener("click", done);
  name(node, icon, words);
  return node;
}

export function name(node, icon, words) {
  node.setAttribute("aria-label", words);
  node.title = words;
  node.querySelector("path").setAttribute("d", ICONS[icon]);
}
