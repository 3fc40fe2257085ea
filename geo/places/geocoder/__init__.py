"""From a name to a place, or to an honest 'not known'."""
