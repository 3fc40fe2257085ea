// What the map asks for: the view as Python knows it, a filter that was set a moment ago, the days that are played.

const FORESEEN_MS = 10_000; // as long as the boxes wait for Python's word (PATIENCE_MS in kinds.js)

export class Question {
  /** @type {string | null} */
  query = null;
  /** @type {string | null} */
  foreseen = null;
  /** @type {string[] | null} */
  days = null;

  // `changed` is called when another question is to be put before Python says so.
  constructor(changed) {
    this.changed = changed;
  }

  // Python's word. Whether it is another view than before. The same one stays in its own words, so that it is not
  // asked for again in others.
  put(query) {
    const before = this.query, put = this.foreseen ?? before;
    this.query = put !== null && isSameQuestion(put, query) ? put : query;
    this.hold(null);
    return this.query !== before;
  }

  // A filter was just set: its question is put while Python still counts. Python's own word ends it, whatever it says,
  // and so does its silence: the map must not show for long what the page beside it does not say.
  foresee(query) {
    this.hold(query);
    this.changed();
  }

  hold(query) {
    this.foreseen = query;
    clearTimeout(this.doubt);
    if (query) this.doubt = setTimeout(() => this.foresee(null), FORESEEN_MS);
  }

  play(days) {
    this.days = days;
    this.changed();
  }

  // The query to ask with: the days that are played stand instead of the view's own.
  now() {
    const query = this.foreseen ?? this.query;
    if (!this.days) return query;
    const asked = new URLSearchParams(query ?? "");
    asked.delete("days");
    for (const day of this.days) asked.append("days", day);
    return asked.toString();
  }
}

// The same keys and values, in whatever order.
const isSameQuestion = (...queries) => new Set(queries.map((query) => JSON.stringify([...new URLSearchParams(query)].sort()))).size === 1;
