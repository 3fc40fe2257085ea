"""Places: names and spelling, the gazetteer, boundaries and borders, the geocoder."""
