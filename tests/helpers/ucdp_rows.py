"""Rows as UCDP writes them, by hand."""

import csv
import io

# A battle in Aleppo, as GED 26.1 writes one; the articles are made up.
BATTLE = {
    "id": "101", "relid": "SYR-2016-1-299-1", "year": "2016", "active_year": "True", "code_status": "Clear",
    "type_of_violence": "1", "conflict_dset_id": "299", "conflict_new_id": "299", "conflict_name": "Syria: Government",
    "dyad_dset_id": "11973", "dyad_new_id": "11973", "dyad_name": "Government of Syria - Syrian insurgents",
    "side_a_dset_id": "118", "side_a_new_id": "118", "side_a": "Government of Syria", "side_b_dset_id": "4456",
    "side_b_new_id": "4456", "side_b": "Syrian insurgents", "number_of_sources": "1",
    "source_article": '"A Paper,2016-03-03,Clashes, and shells, in Aleppo"', "source_office": "A Paper",
    "source_date": "2016-03-03", "source_headline": "Clashes, and shells, in Aleppo", "source_original": "A witness",
    "where_prec": "1", "where_coordinates": "Aleppo town", "where_description": "", "adm_1": "Aleppo Governorate",
    "adm_2": "Jabal Saman district", "latitude": "36.201241", "longitude": "37.161173",
    "geom_wkt": "POINT (37.161173 36.201241)", "priogrid_gid": "181875", "country": "Syria", "country_id": "652",
    "region": "Middle East", "event_clarity": "1", "date_prec": "1", "date_start": "2016-03-02 00:00:00.000",
    "date_end": "2016-03-02 00:00:00.000", "deaths_a": "2", "deaths_b": "1", "deaths_civilians": "0",
    "deaths_unknown": "0", "best": "3", "high": "5", "low": "2", "gwnoa": "652", "gwnob": "",
}  # fmt: skip


def event(name="101", **cells):
    return BATTLE | {"id": name} | cells


def written(rows, header=tuple(BATTLE)):
    text = io.StringIO()
    sheet = csv.DictWriter(text, header, extrasaction="ignore")
    sheet.writeheader()
    sheet.writerows(rows)
    return text.getvalue()
