"""Inserting rows on a path where a whole room waits: the statement is put together once, not at every insert.

Django builds and compiles an insert anew each time; for small rows that is most of the work.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model whose keys they bring themselves; all or none. Call in a transaction.

    No signal is sent and no field fills itself (auto_now). A broken constraint raises IntegrityError, as always.
    """
    if not rows:
        return
    model = type(rows[0])
    fields = model._meta.concrete_fields
    values: list[Any] = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(rows), connection.vendor), values)


@cache
def _statement(model: type[models.Model], count: int, vendor: str) -> str:
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    # Names of our own tables and columns only; every value is a parameter.
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608
