"""ACLED: events as CSV, or as JSON of its API."""
