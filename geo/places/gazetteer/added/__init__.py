"""The user's own gazetteers: read from a file, kept in the store's folder, looked up beside the shipped one."""
