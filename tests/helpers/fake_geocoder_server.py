"""A geocoder on loopback that speaks Nominatim, Photon and Pelias, hears every request, and fails as it is told."""

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from geo.places.geocoder.online.service import OnlineService

EXAMPLE = "https://geo.example.org"
PATHS = {"nominatim": "/search", "photon": "/api", "pelias": "/v1/search"}
# Photon refuses a parameter it does not know; these are those of a server of 2020.
PHOTON_TAKES = {"q", "limit", "lang"}
LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"
ATTRIBUTION = "https://pelias.example.org/attribution"

# The Sinjar of Nineveh as each of them answers, with what we take no notice of left out.
SINJAR = {
    "nominatim": {
        "place_id": 1,
        "licence": LICENCE,
        "osm_type": "node",
        "osm_id": 123,
        "boundingbox": ["36.2816", "36.3616", "41.8346", "41.9146"],
        "lat": "36.3216",
        "lon": "41.8746",
        "name": "Sinjar",
        "display_name": "Sinjar, Sinjar District, Nineveh Governorate, Iraq",
        "class": "place",
        "type": "town",
        "addresstype": "town",
        "address": {"town": "Sinjar", "state": "Nineveh Governorate", "country": "Iraq", "country_code": "iq"},
    },
    "photon": {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [41.8746, 36.3216]},
        "properties": {
            "osm_type": "N",
            "osm_id": 123,
            "osm_key": "place",
            "osm_value": "town",
            "type": "city",
            "countrycode": "IQ",
            "name": "Sinjar",
            "state": "Nineveh Governorate",
            "country": "Iraq",
        },
    },
    "pelias": {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [41.8746, 36.3216]},
        "properties": {
            "gid": "whosonfirst:locality:123",
            "layer": "locality",
            "name": "Sinjar",
            "match_type": "exact",
            "country": "Iraq",
            "country_a": "IRQ",
            "country_code": "IQ",
            "region": "Nineveh Governorate",
        },
    },
}


def answer(kind, *results):
    """What a service of a kind sends for these results."""
    if kind == "nominatim":
        return json.dumps(results)
    document = {"type": "FeatureCollection", "features": results}
    if kind == "pelias":
        document["geocoding"] = {"version": "0.2", "attribution": ATTRIBUTION}
    return json.dumps(document)


@dataclass
class Heard:
    """One request: when it came, in seconds of the monotonic clock, and all it told."""

    at: float
    path: str
    query: dict
    headers: dict


@dataclass
class FakeGeocoder:
    """What the server answers from now on, and what it has heard; `hang_s` seconds before, or between two bytes."""

    kind: str
    url: str
    body: str = ""
    status: int = 200
    headers: dict = field(default_factory=dict)
    hang_s: float = 0.0
    drip: bool = False
    heard: list = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)

    def send(self, handler):
        split = urlsplit(handler.path)
        query = {key: values[0] for key, values in parse_qs(split.query).items()}
        self.heard.append(Heard(time.monotonic(), split.path, query, dict(handler.headers)))
        if split.path != PATHS[self.kind]:
            return handler.send_error(404)
        if self.kind == "photon" and not set(query) <= PHOTON_TAKES:
            return handler.send_error(400)
        if not self.drip and self.closing.wait(self.hang_s):
            return None
        return self.write(handler)

    def write(self, handler):
        body = self.body if isinstance(self.body, bytes) else self.body.encode()
        handler.send_response(self.status)
        for name, value in self.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        step = 1 if self.drip else len(body) or 1
        for start in range(0, len(body), step):
            if self.drip and self.closing.wait(self.hang_s):
                return
            handler.wfile.write(body[start : start + step])


def service(server, **settings):
    """The service to ask for the server to be asked, without a pause between requests."""
    return OnlineService(server.kind, server.url, **{"min_interval_s": 0.0, "timeout_s": 5.0} | settings)


@contextmanager
def listening(kind, tls=None):
    """A geocoder of a kind that knows one Sinjar, on a free port of 127.0.0.1; behind TLS with a context for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                geocoder.send(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # whoever asked has given up

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        address = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
        geocoder = FakeGeocoder(kind, address, answer(kind, SINJAR[kind]))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield geocoder
        finally:
            geocoder.closing.set()
            server.shutdown()
            thread.join()
