"""A store to be damaged, alone and with all that is kept beside its revisions, with settings that name it."""

import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from damage import grown

from geo.access import LOCAL
from geo.imports.answers import Answers, remember
from geo.imports.originals import Imported, keeping, note
from geo.lead import SCHEMA, Leads
from geo.places.gazetteer.added.add_gazetteer import add
from geo.places.geocoder.online import cache
from geo.places.geocoder.online.search_terms import Question
from geo.places.geocoder.online.service import OnlineService
from geo.readers.columns.dates import Order
from geo.settings import Settings
from geo.store import leads

TABLE = b"title,date\nA clash,2025-03-07\n"
SERVICE = OnlineService("nominatim", "https://geo.example", "ada@example.org")


@pytest.fixture(scope="session")
def four(tmp_path_factory) -> Path:
    """A store of four acts, not to be touched."""
    return grown(tmp_path_factory.mktemp("four") / "store", 4)


@pytest.fixture(scope="session")
def laden(four, tmp_path_factory) -> Path:
    """The same with something of everything that is kept beside the revisions, not to be touched."""
    folder = tmp_path_factory.mktemp("laden")
    settings = Settings(store=str(shutil.copytree(four, folder / "store")), local_access=True)
    digest = sha256(TABLE).hexdigest()
    (folder / "clashes.csv").write_bytes(TABLE)
    with keeping(settings.imports, folder / "clashes.csv") as kept_in:
        on = datetime(2025, 3, 8, tzinfo=UTC)
        note(kept_in, Imported("clashes.csv", digest, len(TABLE), "table", "own-words", "clashes", 2, 1, "ada", on))
    remember(settings.imports, "clashes", Answers({"title": "title"}, Order("day-first")))
    columns = {field.name: pa.nulls(3, field.type) for field in SCHEMA} | {"id": pa.array(["x:1", "x:2", "x:3"])}
    found = Leads(pa.table(columns, schema=SCHEMA), (), "gdelt", "", "gdelt", (), 3, "a" * 64)
    leads.keep(settings.leads, found, "one.CSV", LOCAL)
    (folder / "villages.csv").write_text("name,lon,lat\nBeit Test,35.9,35.4\nKafr Test,36.0,35.5\n", encoding="utf-8")
    for _ in range(2):
        add(settings.gazetteers, folder / "villages.csv", LOCAL)
    for number in range(20):
        answer = cache.Kept(datetime.now(UTC), "ODbL-1.0", f"[{number}]" * 400)
        cache.keep(settings.answers, Question(f"name {number}", "SY", SERVICE), answer)
    return folder / "store"


@pytest.fixture
def home(four: Path, tmp_path: Path) -> Path:
    return shutil.copytree(four, tmp_path / "store")


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(store=str(home), local_access=True)


@pytest.fixture
def full(laden: Path, tmp_path: Path) -> Path:
    return shutil.copytree(laden, tmp_path / "full")


@pytest.fixture
def furnished(full: Path) -> Settings:
    return Settings(store=str(full), local_access=True)
