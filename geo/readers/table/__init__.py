"""Tables of any kind: CSV, TSV and Excel, with the columns they happen to have."""
