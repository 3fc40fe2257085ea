"""UCDP: GED and Candidate events (CSV)."""
