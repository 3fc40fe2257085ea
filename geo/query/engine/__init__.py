"""From a question to SQL and its answer: what may be seen, what matches, how long it may take."""
