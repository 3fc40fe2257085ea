"""What the map draws of a view: cells, hexagons, divisions, and where it looks."""
