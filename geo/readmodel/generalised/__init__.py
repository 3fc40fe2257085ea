"""Public view of incidents whose place is generalised."""
