"""A process that asks: `asker.py KIND URL FOLDER NAME...`. Says what came of each name."""

import sys
from pathlib import Path

from geo.places.geocoder.online.lookup import ask
from geo.places.geocoder.online.service import OnlineService


def main(kind: str, url: str, folder: str, *names: str) -> None:
    for name in names:
        answer = ask(name, country=None, service=OnlineService(kind, url), folder=Path(folder))
        sys.stdout.write(f"{name} {answer.candidates[0].place_id}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
