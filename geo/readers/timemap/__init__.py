"""TimeMap: events as JSON."""
