"""The HTML page all pages live in, its style and script, and what is shown when something breaks."""
