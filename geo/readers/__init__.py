"""In: one file per format, to incidents and problems."""
