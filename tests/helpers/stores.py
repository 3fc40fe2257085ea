"""A store in a fresh folder, and a record with every field filled."""

from datetime import date
from pathlib import Path

import pytest

from geo.incident import (
    Actor,
    Candidate,
    Claim,
    DatePrecision,
    Geocoding,
    Incident,
    PlacePrecision,
    Role,
    Source,
    Verification,
    Workflow,
)
from geo.store.store import Store


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(home: Path) -> Store:
    return Store.open(str(home))


@pytest.fixture
def full() -> Incident:
    weighed = Candidate("gn:1", "Ḥalab", "SY", "Aleppo", 37.16, 36.2, 0.9, "name and country")
    return Incident(
        id="demo:1",
        dataset="demo",
        aliases=("demo:0", "other:7"),
        title="Shelling in حلب",
        summary="“Two” dead; {{ 7*7 }} = + - @\ttab",
        event_type="Explosions/Remote violence",
        sub_type="Shelling/artillery/missile attack",
        start=date(2025, 3, 1),
        end=date(2025, 3, 2),
        date_precision=DatePrecision.DAYS,
        time_text="Thursday evening",
        place_name="Aleppo",
        place_id="gn:1",
        country="SY",
        admin1="Aleppo",
        admin2="Mount Simeon",
        lon=37.16,
        lat=36.2,
        place_precision=PlacePrecision.SETTLEMENT,
        radius_m=2000.0,
        feature="border:SY-TR",
        geocoding=Geocoding("Aleppo", (weighed,), "gn:1", "best score", "geocoder", "2025-01"),
        actors=(
            Actor("Army", Role.PERPETRATOR, alleged=True, actor_id="a1"),
            Actor("Civilians", Role.TARGET, alleged=False),
        ),
        deaths_low=0,
        deaths_best=2,
        deaths_high=None,
        claims=(
            Claim("deaths", 2, 2, claimant="hospital", source_id="s1", quote="two", quote_start=0, quote_end=3),
            Claim("deaths", 20, None, stated_on=date(2025, 3, 3), via="agency"),
        ),
        sources=(Source("s1", "Paper", "Title", "https://e.org/1", None, date(2025, 3, 2), licence="CC-BY-4.0"),),
        workflow=Workflow.PUBLISHED,
        verification=Verification.DISPUTED,
        verification_note="two counts",
        generalise_m=500.0,
    )
