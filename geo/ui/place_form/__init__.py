"""The form that gives an incident another place."""
