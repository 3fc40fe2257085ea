"""Numbers of a view: counts, facets, actors, timelines."""
