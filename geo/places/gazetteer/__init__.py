"""Names of places and what they can mean: settlements, airfields, curated places, and what was added here."""
