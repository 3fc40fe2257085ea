"""The import page: a file, how it is understood, what it would bring, and what it brought."""
