"""Recovery of a damaged store: entries that can be proved, and the version before."""
