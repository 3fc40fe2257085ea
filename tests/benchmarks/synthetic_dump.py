"""Write a synthetic GeoNames-format dump, to see what adding one does for the evaluation.

Usage: `python tests/benchmarks/synthetic_dump.py FOLDER SYNTHETIC.txt`, then
`python tests/benchmarks/geocoding.py FOLDER --added SYNTHETIC.txt`.

It holds every second place that UCDP names in Syria, in the order of their names, at UCDP's position rounded to 0.01°.
So it stands in for a real dump's coverage and not for its spelling, and the half it holds is known to be right.
"""

import argparse
from pathlib import Path

import corpora


def main() -> None:
    """Write the dump."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    told = parser.parse_args()
    mentions = {(m.name, article.admin1): m for article in corpora.ucdp(told.folder) for m in article.mentions}
    kept = sorted(mentions.items(), key=lambda pair: (pair[0][0], pair[0][1] or ""))[::2]
    lines = [line(number, mention) for number, (_, mention) in enumerate(kept)]
    told.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{told.out}: {len(lines):,} of {len(mentions):,} places, synthetic")


def line(number: int, mention: corpora.Mention) -> str:
    """One row of the 19 columns GeoNames has; ids that GeoNames does not use."""
    position = f"{round(mention.lat, 2)}\t{round(mention.lon, 2)}"
    start = f"{900_000_000 + number}\t{mention.name}\t{mention.name}\t\t{position}\tP\tPPL\tSY"
    return start + "\t" * 6 + "0\t\t\tAsia/Damascus\t2026-01-01"


if __name__ == "__main__":
    main()
