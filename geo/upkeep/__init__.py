"""A store as a whole, with all that is kept beside its revisions: checked, repaired, backed up and restored."""
