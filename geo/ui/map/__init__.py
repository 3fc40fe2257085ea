"""The map page: counts, filters, list, timeline, sharing."""
