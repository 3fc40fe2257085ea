"""The read model as it is kept on disk between starts: its file, its seal, and the copies processes work on."""
