"""Country, division and distance to a border of many points, beside geopandas and pyproj in the same run.

python tests/benchmarks/whereabouts.py [POINTS…]
By default 3, 10,000 and 1,000,000 points drawn evenly between 34 and 50° East and 28 and 40° North. Whereabouts stand
beside two of geopandas' spatial joins; the distance to the Iraq-Syria border beside geopandas' on one plane (UTM 37),
which is wrong away from its meridian, and beside a plane of its own for each point (pyproj and shapely), which is
right everywhere and is asked for at most 1,000 points. Prints seconds, the median of three, and the ratios.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Proj

from geo.places.boundaries import lookup_areas
from geo.places.boundaries.borders import border, distance_km
from geo.places.boundaries.containment import whereabouts

SIZES = (3, 10_000, 1_000_000)
MOST_BY_ROW = 1_000
RUNS = 3


def joined(points: gpd.GeoSeries) -> pd.DataFrame:
    """The country and the division by two spatial joins, the first of several kept."""
    found = gpd.GeoDataFrame(geometry=points)
    for layer, name in ((lookup_areas.countries(), "country"), (lookup_areas.divisions(), "feature")):
        found = found.sjoin(layer.frame[[name, "geometry"]], how="left", predicate="within")
        found = found[~found.index.duplicated()].drop(columns="index_right")
    return found


def on_one_plane(points: gpd.GeoSeries) -> pd.Series:
    """The distance to the border on UTM zone 37, in km."""
    (line,) = border("IQ", "SY").to_crs("EPSG:32637").geometry
    return points.to_crs("EPSG:32637").distance(line) / 1000


def on_planes_of_their_own(points: gpd.GeoSeries) -> list[float]:
    """The distance to the border on an azimuthal equidistant plane around each point, in km."""
    line = shapely.segmentize(border("IQ", "SY").geometry.iloc[0], 0.05)
    found = []
    for point in points:
        plane = Proj(proj="aeqd", lon_0=point.x, lat_0=point.y, ellps="WGS84")
        there = shapely.transform(line, lambda lonlat, plane=plane: np.column_stack(plane(*lonlat.T)))
        found.append(shapely.distance(shapely.Point(0, 0), there) / 1000)
    return found


def seconds(work: Callable[[], Any]) -> float:
    """The median time of three runs."""
    runs = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        runs.append(time.perf_counter() - began)
    return statistics.median(runs)


def compare(points: gpd.GeoSeries) -> None:
    """Print a line for each pair of ours and theirs."""
    few = points[:MOST_BY_ROW]
    inside, far = seconds(lambda: whereabouts(points)), seconds(lambda: distance_km(points, "IQ", "SY"))
    far_few = seconds(lambda: distance_km(few, "IQ", "SY"))
    print(f"{len(points):,} points: whereabouts {inside:.3f} s, distance {far:.3f} s, together {inside + far:.3f} s")
    for name, ours, theirs in (
        ("two spatial joins", inside, seconds(lambda: joined(points))),
        ("distance on one plane", far, seconds(lambda: on_one_plane(points))),
        (f"a plane each ({len(few):,} points)", far_few, seconds(lambda: on_planes_of_their_own(few))),
    ):
        print(f"  {name}: {theirs:.3f} s, {theirs / ours:.1f} times ours")
    wrong = (on_one_plane(points) - distance_km(points, "IQ", "SY")).abs().max()
    ours_wrong = np.abs(distance_km(few, "IQ", "SY") - on_planes_of_their_own(few)).max()
    print(f"  the one plane is up to {wrong:.1f} km wrong; ours and a plane each differ by {ours_wrong * 1000:.1f} m")


def main() -> None:
    """The first call, which reads the shapes, then every size."""
    chance = np.random.default_rng(1)
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    lonlat = chance.uniform((34, 28), (50, 40), (max(sizes), 2))
    points = gpd.GeoSeries(gpd.points_from_xy(*lonlat.T), crs="EPSG:4326")
    began = time.perf_counter()
    whereabouts(points[:3])
    distance_km(points[:3], "IQ", "SY")
    print(f"first call, 3 points, shapes read: {time.perf_counter() - began:.3f} s")
    for size in sizes:
        compare(points[:size])


main()
