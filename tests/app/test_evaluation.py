"""The evaluation of the geocoder, on a few rows written by hand in the formats of the corpora."""

import csv
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "geocoding.py"

LGL = """<articles><article docid="1"><toponyms>
  <toponym><phrase>Paris</phrase><gaztag><name>Paris</name><lat>38.2098</lat><lon>-84.2530</lon>
    <country>United States</country><admin1>Kentucky</admin1></gaztag></toponym>
  <toponym><phrase>Kentucky</phrase><gaztag><name>Kentucky</name><lat>38.2</lat><lon>-84.9</lon>
    <country>United States</country><admin1>Kentucky</admin1></gaztag></toponym>
  <toponym><phrase>Lexington</phrase><gaztag><name>Lexington</name><lat>37.9887</lat><lon>-84.4777</lon>
    <country>United States</country><admin1>Kentucky</admin1></gaztag></toponym>
  <toponym><phrase>Georgetown</phrase><gaztag><name>Georgetown</name><lat>38.2098</lat><lon>-84.5588</lon>
    <country>United States</country><admin1>Kentucky</admin1></gaztag></toponym>
  <toponym><phrase>Frankfort</phrase><gaztag><name>Frankfort</name><lat>38.2009</lat><lon>-84.8733</lon>
    <country>United States</country><admin1>Kentucky</admin1></gaztag></toponym>
  <toponym><phrase>Iraqi</phrase><gaztag><name>Iraq</name><lat>33</lat><lon>44</lon><country>Iraq</country></gaztag></toponym>
  <toponym><phrase>Qasr al-Nonsense</phrase><gaztag><name>X</name><lat>0</lat><lon>0</lon></gaztag></toponym>
  <toponym><phrase>Nowhere</phrase></toponym>
</toponyms></article></articles>"""

GEOVIRUS = """<articles><article><source>s</source><text>t</text><locations>
  <location><name>Damascus</name><start>1</start><end>9</end><lat>33.51</lat><lon>36.29</lon><page>p</page></location>
  <location><name>Mosul</name><start>1</start><end>9</end><lat>51.5</lat><lon>-0.1</lon><page>p</page></location>
</locations></article></articles>"""

UCDP = [
    {"where_coordinates": "Jableh town", "where_prec": "1.0", "adm_1": "Latakia Governorate", "latitude": "35.36",
     "longitude": "35.93", "source_headline": "Clashes in Jableh"},
    {"where_coordinates": "Latakia governorate", "where_prec": "4.0", "adm_1": "Latakia Governorate",
     "latitude": "35.5", "longitude": "36", "source_headline": "Clashes"},
]  # fmt: skip


def lines(folder):
    done = subprocess.run([sys.executable, SCRIPT, folder], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def default(lines, title):
    """The line of a corpus at the default threshold, as words."""
    start = next(i for i, line in enumerate(lines) if line.startswith(title))
    return next(line for line in lines[start:] if "default" in line).split()


def written(folder, file, rows):
    with (folder / file).open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_each_corpus_is_measured_and_a_missing_one_left_out(tmp_path):
    (tmp_path / "lgl.xml").write_text(LGL, encoding="utf-8")
    (tmp_path / "GeoVirus.xml").write_text(GEOVIRUS, encoding="utf-8")
    written(tmp_path, "ucdp_ged191_syria_2016_2017.csv", UCDP)
    printed = lines(tmp_path)
    # Of seven with a position five are placed, rightly; "Iraqi" is named by its country.
    assert default(printed, "LGL: 7 mentions of 7 names")[1:6] == ["71.4%", "71.4%", "85.7%", "100.0%", "100.0%"]
    # Mosul is not in London.
    assert default(printed, "GeoVirus: 2 mentions")[1:5] == ["100.0%", "100.0%", "100.0%", "50.0%"]
    assert default(printed, "UCDP Syria, governorate told: 1 mentions")[1:5] == ["100.0%"] * 4
    assert "UCDP headlines, country told: no ucdp_syria_headline_place_pairs.csv, left out" in printed
