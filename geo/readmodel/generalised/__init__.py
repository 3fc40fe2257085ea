"""What viewers are shown of an incident whose place is generalised."""
