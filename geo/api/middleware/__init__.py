"""What every request goes through: limits, deadlines, queues, headers, compression, the log."""
