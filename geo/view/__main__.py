"""Write the reference of the keys into README.md."""

from geo.view.reference import FILE, written

FILE.write_text(written(), encoding="utf-8")
