"""What readers share: dates, counts of deaths, places, types and texts out of columns."""
