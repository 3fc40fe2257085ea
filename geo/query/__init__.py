"""Ask: a View as Ibis expressions, an engine, Arrow tables."""
