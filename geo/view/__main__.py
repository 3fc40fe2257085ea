"""Write the reference of the keys into README.md."""

from geo.view.reference import FILE, write_reference

FILE.write_text(write_reference(), encoding="utf-8")
