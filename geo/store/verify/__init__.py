"""Checking a store: files, log, chain and rows, read without trusting what wrote them."""
