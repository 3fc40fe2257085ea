// What the timeline says around its picture; `part` is the timeline.

import { gettext, ngettext, number } from "../../../words/i18n.js";
import { span } from "../common.js";
import { between, unit } from "./words.js";

// Which days are chosen, being chosen or played; `shown` are two numbers of bars, or null.
export function told({ asked, bars, brush, data, got, kept, player }, shown) {
  if (!bars.length) return got || !asked ? "" : gettext("Counting the incidents…");
  const spoken = (pair) => between(bars[pair[0]].start, bars[pair[1]].end);
  if (player.active) return played(player, shown && spoken(shown));
  if (player.failed) return gettext("The map cannot follow. Try again.");
  if (brush.drag) return gettext("Choosing: {days}", { days: spoken(brush.ends()) });
  if (shown) return gettext("Choosing: {days}. Enter shows them, Escape gives up.", { days: spoken(shown) });
  if (kept) return gettext("Played last: {days}", { days: spoken(kept) });
  if (data.days) return gettext("Chosen: {days}", { days: span(data.days) });
  return gettext("All days: {days}", { days: spoken([0, bars.length - 1]) });
}

// The days that the map shows; those asked for are not yet on it.
function played({ running, failed, late }, days) {
  const known = days && (running ? gettext("Playing: {days}", { days }) : gettext("Paused: {days}", { days }));
  return [known, failed && gettext("The map cannot follow. Try again."), late && gettext("Waiting for the map…")].filter(Boolean).join(" ");
}

export function pictured({ bars, by }) {
  const most = Math.max(...bars.map((bar) => bar.count));
  const days = between(bars[0].start, bars.at(-1).end);
  return gettext("Incidents {by}, {days}: at most {n} in one bar", { by: unit(by), days, n: number(most) });
}

// What the picture leaves out, or shows otherwise than asked.
export function noted({ bars, choices, drawn, got: { by, undated, spans_left: cut } }) {
  if (!bars.length) return nothing(undated);
  return [
    choices.unit && choices.unit !== by && gettext("So many bars are no picture, so they are drawn {by}.", { by: unit(by) }),
    drawn?.boxes.length && gettext("Brackets below the bars: known only to so long a time."),
    drawn?.left && ngettext("{n} incident more is known only to a longer time, and has no room here.", "{n} incidents more are known only to longer times, and have no room here.", drawn.left),
    cut && ngettext("{n} longer time is left out.", "{n} longer times are left out.", cut),
    undated && ngettext("{n} incident is without any date, and in no bar.", "{n} incidents are without any date, and in no bar.", undated),
  ].filter(Boolean).join(" ");
}

function nothing(undated) {
  const way = undated
    ? ngettext("{n} incident without any date stands in the list.", "{n} incidents without any date stand in the list.", undated)
    : gettext("Take away a filter to see more.");
  return `${gettext("No incident of this view has a date.")} ${way}`;
}
