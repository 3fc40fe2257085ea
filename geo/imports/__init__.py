"""Imports: read a file, plan its changes, write them, remember the answers."""
