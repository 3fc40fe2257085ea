"""How a file comes in: what changes, what is written, and what is remembered of it."""
