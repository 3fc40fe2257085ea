"""Rows and records of a view: the list, what stands in it, what is near, and whole records."""
