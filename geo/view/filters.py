"""The registry of filters: one entry for each. What the API, the page, chips, links and docs know of one is said here.

A filter that compares no single column also has its condition in `geo.query.engine.view_filter`.
"""

from dataclasses import dataclass

from geo.incident import PlacePrecision, Role, Verification
from geo.view import keys, value_labels
from geo.view.entry import Part, define
from geo.view.vocabularies import Dates, Days, Match, Only, Rule
from geo.view.widgets import Control, Section, Widget, Words
from geo.words import N_

MAX_KM = 300.0  # how far distances to borders are kept


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of a view. Every field is a key of the query string, with the same name."""

    days: Days | None = define(
        None,
        keys.DAYS,
        "First and last day (ISO 8601), both included: two values, or one with an open side such as 2017-06-01..",
        label=N_("days"),
        widget=Widget(Control.OWN, Section.DAYS),
    )
    dates: Dates = define(
        Dates.POSSIBLE,
        keys.word(Dates),
        "Whether incidents that only may have happened on these days match, or those alone that did for certain.",
        label=N_("“happened then for sure”"),
        widget=Widget(Control.RADIO, Section.DAYS, N_("Show what"), 60, options=value_labels.DATES, has_label=False),
        chip={Dates.DEFINITE: N_("happened then for sure")},
    )
    actor: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "Name of an actor, as records write it.",
        label=N_("actors"),
        widget=Widget(Control.OWN, Section.ACTORS),
    )
    role: tuple[Role, ...] = define(
        (),
        keys.words(Role),
        "Role the actors are given by a source.",
        label=N_("role"),
        words=Words.ROLE,
        widget=Widget(Control.LIST, Section.ACTORS, N_("In the role of"), 61, empty=N_("Any role")),
    )
    alleged: bool | None = define(
        None,
        keys.FLAG,
        "Whether the actor's part is alleged (true) or established (false).",
        label=N_("“alleged or established”"),
        widget=Widget(
            Control.CHOICE,
            Section.ACTORS,
            N_("Alleged or established"),
            62,
            empty=N_("Alleged or established"),
            options=value_labels.ALLEGED,
        ),
        chip={"true": N_("alleged only"), "false": N_("established only")},
    )
    match: Match = define(
        Match.ANY,
        keys.word(Match),
        "Whether one of several actors is enough, or all must be named.",
        label=N_("“all of these actors”"),
        widget=Widget(Control.RADIO, Section.ACTORS, N_("Names"), 60, options=value_labels.MATCH, beside=("actor", 2)),
        chip={Match.ALL: N_("all of these actors")},
        narrows=False,
    )
    type: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "Event type, such as Battles (ACLED's six types).",
        label=N_("event type"),
        column="event_type",
        has_facet=True,
        words=Words.EVENT_TYPE,
        widget=Widget(Control.OWN, Section.KINDS),  # with the boxes of sub-types and verification
    )
    sub_type: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "Event sub-type, such as Armed clash (ACLED's).",
        label=N_("event sub-type"),
        column="sub_type",
        has_facet=True,
        words=Words.EVENT_TYPE,
    )
    verification: tuple[Verification, ...] = define(
        (),
        keys.words(Verification),
        "How far the report has been checked.",
        label=N_("verification"),
        column="verification",
        has_facet=True,
        words=Words.VERIFICATION,
    )
    dataset: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "Dataset the incident was imported from.",
        label=N_("dataset"),
        column="dataset",
        has_facet=True,
        widget=Widget(Control.LIST, Section.MORE, N_("Dataset"), 22, empty=N_("Any dataset")),
    )
    country: tuple[str, ...] = define(
        (),
        keys.COUNTRIES,
        "Country, as its two-letter code (ISO 3166-1 alpha-2).",
        label=N_("country"),
        column="country",
        has_facet=True,
        words=Words.COUNTRY,
        widget=Widget(Control.LIST, Section.PLACES, N_("Country"), empty=N_("Any country")),
    )
    admin1: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "First-level division (province or governorate), as records write it.",
        label=N_("province"),
        column="admin1",
        has_facet=True,
        widget=Widget(
            Control.LIST,
            Section.PLACES,
            N_("Province or governorate"),
            empty=N_("Any province"),
            help=N_("The provinces with the most incidents are offered; a country narrows them to its own."),
        ),
    )
    admin2: tuple[str, ...] = define(
        (),
        keys.TEXTS,
        "Second-level division (district), as records write it.",
        label=N_("district"),
        column="admin2",
    )
    q: str | None = define(
        None,
        keys.TEXT,
        "Words that title, summary or place must all contain, in any order.",
        label=N_("words"),
        widget=Widget(
            Control.TEXT,
            Section.WORDS,
            N_("Words"),
            empty=N_("In titles, summaries and places"),
            help=N_("All of the words, in any order and any spelling of them that folds to the same letters."),
        ),
    )
    deaths: int | None = define(
        None,
        keys.COUNT,
        "Deaths, known to be at least this many under the rule chosen.",
        label=N_("least deaths"),
        widget=Widget(
            Control.NUMBER,
            Section.MORE,
            N_("Deaths, known to be at least"),
            20,
            empty=N_("Any number, or none given"),
        ),
        chip=N_("at least {n} deaths"),
    )
    place_precision: PlacePrecision | None = define(
        None,
        keys.word(PlacePrecision),
        "The place is known at least this exactly; lines and unknown places match only when named.",
        label=N_("precision of the place"),
        words=Words.PRECISION,
        widget=Widget(
            Control.CHOICE,
            Section.MORE,
            N_("Place known at least as well as"),
            21,
            empty=N_("Any precision"),
        ),
    )
    area: str | None = define(
        None,
        keys.AREA,
        "Area in degrees (EPSG:4326, longitude first): a WKT polygon, or west,south,east,north.",
        label=N_("area"),
        words=Words.AREA,
    )
    border: str | None = define(
        None,
        keys.BORDER,
        "Border between two countries, such as IQ-SY.",
        label=N_("border"),
        words=Words.BORDER,
        widget=Widget(Control.CHOICE, Section.PLACES, N_("Near a border"), empty=N_("Any distance from borders")),
    )
    within_km: float | None = define(
        None,
        keys.number(0, MAX_KM),
        "Distance from the border in kilometres.",
        label=N_("distance from the border"),
        part_of=Part("border", 50.0, N_("“{key}” needs a border.")),
        narrows=False,
        widget=Widget(Control.NUMBER, Section.PLACES, N_("Within so many kilometres"), step=10),
    )
    only: Only | None = define(
        None,
        keys.word(Only),
        "Only what one of the counts speaks of: unplaced, coarse, undated or disputed incidents.",
        label=N_("“only”"),
        chip=value_labels.ONLY,
    )
    rule: Rule = define(
        Rule.STATED,
        keys.word(Rule),
        "Which of the claimed numbers of deaths is shown, summed and filtered by.",
        label=N_("number of deaths shown"),
        widget=Widget(
            Control.CHOICE,
            Section.MORE,
            N_("Number of deaths shown"),
            23,
            options=value_labels.RULE,
            help=N_(
                "Where sources disagree. It changes the numbers shown and summed, and which incidents reach a least "
                "number."
            ),
        ),
        chip=value_labels.RULE_CHIPS,
        narrows=False,
    )
    v: str | None = define(
        None,
        keys.VERSION,
        "Data version of a pinned link: its number and the first 16 digits of its hash. Without it, the newest data.",
    )
