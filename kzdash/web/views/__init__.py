"""Addresses beside Streamlit: log-in, documents, print pages, calendar, health."""
