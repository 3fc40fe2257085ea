"""Text from outside: encodings, rows, cells, headers, zips, and how names are spelled."""
