"""What may stand in a record: bounds, words, lengths and combinations, for every way into a store and out of it.

`values` says it as data. `bounding` holds an Arrow table to it; `cutting` shortens long texts for lists.
"""
