"""HTTP: the routes other programs and the map layer use."""
