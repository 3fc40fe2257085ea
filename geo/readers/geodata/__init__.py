"""Geodata of any kind: GeoJSON, GeoPackage, FlatGeobuf, KML, shapefiles, GeoParquet."""
