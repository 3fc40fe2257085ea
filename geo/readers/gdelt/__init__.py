"""GDELT: events, kept as leads."""
