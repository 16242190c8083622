"""What the database knows of its own tables, so that it finds rows by the right index."""

from __future__ import annotations

from django.db import connection

_ROWS = 1000  # so many rows of an index are read at most: a second, however large the database is


def refresh() -> None:
    """PostgreSQL does this by itself. SQLite does it when asked; till then it guesses which index is the better."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_ROWS}")
        cursor.execute("ANALYZE")
