"""The read model's tables: their columns, and the two rules that fill columns from text and licences."""

import pyarrow as pa
import pyarrow.compute as pc

# Until which version a revision is current, while it still is.
CURRENT = 2_147_483_647

REVISIONS = pa.schema(
    {
        "rid": pa.int64(),
        "id": pa.string(),
        "dataset": pa.string(),
        "from_version": pa.int64(),
        "until_version": pa.int64(),
        "title": pa.string(),
        "words": pa.string(),
        "place_words": pa.string(),
        "event_type": pa.string(),
        # Its number in `EVENT_TYPES`: what cells count.
        "kind": pa.int8(),
        "sub_type": pa.string(),
        "start": pa.date32(),
        "end": pa.date32(),
        "date_precision": pa.string(),
        "place_name": pa.string(),
        "country": pa.string(),
        "admin1": pa.string(),
        "admin2": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
        # Where the map draws it: `geo.readmodel.mercator`'s steps; null for what has no point on the map.
        "mx": pa.int32(),
        "my": pa.int32(),
        "place_precision": pa.string(),
        "radius_m": pa.float64(),
        "feature": pa.string(),
        # Whether the map has a point or a shape for it, and whether place or date are known only coarsely.
        "drawn": pa.bool_(),
        "coarse": pa.bool_(),
        "deaths_low": pa.int64(),
        "deaths_best": pa.int64(),
        "deaths_high": pa.int64(),
        # How many claims give a number of deaths. Every rule picks an only one; of several `tolls` holds what each rule
        # picks: low, best and high, in the order of `geo.readmodel.claim_rules.RULES`.
        "toll_claims": pa.int64(),
        "only_low": pa.int64(),
        "only_best": pa.int64(),
        "only_high": pa.int64(),
        "tolls": pa.list_(pa.int64()),
        "verification": pa.string(),
        "workflow": pa.string(),
        "shareable": pa.bool_(),
        "generalise_m": pa.float64(),
        # The same three as of the newest revision of the id: pinned views obey today's rights.
        "now_workflow": pa.string(),
        "now_shareable": pa.bool_(),
        "now_generalise_m": pa.float64(),
        # Who may see the row, as `geo.readmodel.visibility` decides. A generalised row is one more for its revision,
        # with the same rid: the position that viewers see instead.
        "generalised": pa.bool_(),
        "for_editors": pa.bool_(),
        "for_viewers": pa.bool_(),
        # Each actor once, and the roles of all of them, packed as `geo.readmodel.actor_codes` says.
        "named": pa.list_(pa.int64()),
        "roles": pa.int64(),
        "recorded_at": pa.timestamp("us", tz="UTC"),
    }
)

ACTORS = pa.schema({"rid": pa.int64(), "actor": pa.string(), "role": pa.string(), "alleged": pa.bool_()})

# `code` is the actor's in `named`. `folded` is searched; `incidents` is how many revisions name it, of any version.
ACTOR_NAMES = pa.schema({"code": pa.int64(), "actor": pa.string(), "folded": pa.string(), "incidents": pa.int64()})

# The ids that incidents give with their actors' names: one id with several names has several names for one actor.
ACTOR_IDS = pa.schema({"rid": pa.int64(), "code": pa.int64(), "actor_id": pa.string()})

NEAR_BORDER = pa.schema({"rid": pa.int64(), "border": pa.string(), "km": pa.float64()})

# How far from a border an incident is still listed with it, in kilometres.
REACH_KM = 300.0

TABLES = {
    "revisions": REVISIONS,
    "actors": ACTORS,
    "actor_names": ACTOR_NAMES,
    "actor_ids": ACTOR_IDS,
    "near_border": NEAR_BORDER,
}


def fold_words(text: str) -> str:
    """`text` as it is searched: compatibility-decomposed (NFKD), marks stripped, lower-case."""
    folded: str = fold(pa.array([text], pa.string()))[0].as_py()
    return folded


def fold(texts: pa.Array) -> pa.Array:
    """`fold_words` of each text of an Arrow array."""
    decomposed = pc.utf8_normalize(texts, form="NFKD")
    return pc.utf8_lower(pc.replace_substring_regex(decomposed, pattern=r"\p{M}+", replacement=""))
