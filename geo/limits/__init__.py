"""Limits of records (bounds, vocabularies, lengths, combinations), for every way into and out of a store.

`values` says it as data. `bounding` holds an Arrow table to it; `cutting` shortens long texts for lists.
"""
