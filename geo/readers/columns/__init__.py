"""Column parsing shared by readers: dates, counts of deaths, places, types and texts."""
