"""Incident Atlas: reports of incidents, placed honestly on a map that can be filtered, cited and shared."""
