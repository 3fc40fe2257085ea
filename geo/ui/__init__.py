"""Streamlit: pages, widgets, session state."""
