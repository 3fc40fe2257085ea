"""Words on the page: translated sentences, formats, labels, terms of the legend."""
