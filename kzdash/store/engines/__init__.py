"""The differences between SQLite and PostgreSQL: opening, locking, and error messages."""
