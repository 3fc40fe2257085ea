"""`python -m geo.words`: bring the files of translations in step with what the code says."""

from geo.words import ENGLISH, HERE, LANGUAGES
from geo.words.gathering import written

for lang in LANGUAGES:
    if lang != ENGLISH:
        (HERE / f"{lang}.po").write_bytes(written(lang))
