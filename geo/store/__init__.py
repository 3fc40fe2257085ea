"""Keep: append-only revisions on Delta Lake, and the read model that answers the page."""
