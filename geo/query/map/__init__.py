"""Map queries of a view: cells, hexagons, divisions, and the focus."""
