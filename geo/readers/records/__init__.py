"""Whole records of ours, as Parquet and in GeoJSON."""
