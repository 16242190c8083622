"""What the database knows of its own tables, and what it still holds of rows that were deleted."""

from __future__ import annotations

from django.db import connection

from haandgreb.meetings.models import Ballot, Verdict, WantedMeeting
from haandgreb.questions.models import Answer, AnswerSheet

# What people gave without their names stands here; rows are rewritten or dropped when it closes.
_ANONYMOUS = (Ballot, AnswerSheet, Answer, Verdict, WantedMeeting)
_ROWS = 1000  # so many rows of an index are read at most: a second, however large the database is


def refresh() -> None:
    """PostgreSQL does this by itself. SQLite does it when asked; till then it guesses which index is the better."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={_ROWS}")
        cursor.execute("ANALYZE")


def overwrite_what_was_deleted() -> None:
    """Let the files forget what the tables have: SQLite's journal is emptied, PostgreSQL clears away dead rows.

    Ballots and the order in which sheets came fall away when a score closes (security and privacy, 2.2 and 2.5); a copy
    of the files must not hold them for longer than a day.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            names = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in _ANONYMOUS)
            cursor.execute(f"VACUUM {names}")
