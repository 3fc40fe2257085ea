"""Middleware of every request: limits, deadlines, queues, headers, compression, the log."""
