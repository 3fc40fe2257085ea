"""The About page's content."""
