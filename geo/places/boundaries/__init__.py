"""Countries, their divisions and borders: shapes, names and distances."""
