"""What a user would pick instead: the same rows through stock folium, geopandas and Streamlit, on the server's side.

A page of theirs is made anew after every click; what the browser then does with it is not counted here.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import folium
import geopandas as gpd
import pyarrow.parquet as pq
from asking import TYPES
from folium.plugins import MarkerCluster
from served import percentiles, timed

# So long a page may take; a larger one is not tried after it took a tenth of that at a tenth of the size.
PATIENCE_SECONDS = 120.0

_tried = dict[str, tuple[int, float]]()


def instead(path: Path, size: int) -> Iterator[tuple[str, str]]:
    """Each alternative at this size, as far as it goes."""
    table = pq.read_table(path, columns=["id", "event_type", "title", "lon", "lat"]).to_pandas()
    table = table.dropna(subset=["lon", "lat"])
    frame = gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table.lon, table.lat), crs="EPSG:4326")
    took = [timed(lambda name=name: len(frame[frame.event_type == name].cx[30:45, 30:40])) for name in (*TYPES, *TYPES)]
    yield "instead: geopandas, type and box, nothing drawn", percentiles(took)
    for name, page in (("folium.MarkerCluster, its page", _clustered), ("one folium.GeoJson, its page", _one)):
        yield f"instead: {name}", _tried_at(name, size, lambda page=page: page(frame))


def _tried_at(name: str, size: int, page: Callable[[], str]) -> str:
    before = _tried.get(name)
    if before and before[1] * size / before[0] > PATIENCE_SECONDS:
        return f"not tried: {before[1]:.0f} s at {before[0]:,}"
    began = time.perf_counter()
    made = page()
    _tried[name] = size, time.perf_counter() - began
    return f"{_tried[name][1]:.1f} s, {len(made) / 1e6:.1f} MB"


def _clustered(frame: gpd.GeoDataFrame) -> str:
    map_ = folium.Map()
    cluster = MarkerCluster().add_to(map_)
    for row in frame.itertuples():
        folium.Marker((row.lat, row.lon), popup=row.title).add_to(cluster)
    return str(map_.get_root().render())


def _one(frame: gpd.GeoDataFrame) -> str:
    map_ = folium.Map()
    folium.GeoJson(frame, marker=folium.CircleMarker(radius=4), popup=folium.GeoJsonPopup(["title"])).add_to(map_)
    return str(map_.get_root().render())
