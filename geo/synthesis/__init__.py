"""Made-up incidents for load tests: they say that they are, in their dataset, titles and actors."""
