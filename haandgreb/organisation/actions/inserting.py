"""Many rows at once. Django's bulk statements are built anew each time, which takes most of a long list's time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from operator import attrgetter
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

_BATCH = 2000
Row = TypeVar("Row", bound=models.Model)
Adapter = Callable[[Any], Any]


def insert(model: type[Row], rows: Iterable[Row]) -> None:
    """
    Insert the rows, which have their ids or get them from the database, with one statement the driver repeats.

    Like bulk_create it calls no save() and sends no signals.
    """
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    values = attrgetter(*(field.attname for field in fields))
    adapters = [(at, adapter) for at, field in enumerate(fields) if (adapter := _adapter(field))]
    waiting = iter(rows)
    with connection.cursor() as cursor:
        while some := list(islice(waiting, _BATCH)):
            cursor.executemany(statement, [_adapted(list(values(row)), adapters) for row in some])


def update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write these fields of the rows, which are all of one model, with one statement the driver repeats."""
    if not rows:
        return
    meta = rows[0]._meta
    wanted = {name: field for field in meta.concrete_fields for name in (field.name, field.attname)}
    fields = [*(wanted[name] for name in names), meta.pk]
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(str(field.column))} = %s" for field in fields[:-1])
    key = quote(str(meta.pk.column))
    statement = f"UPDATE {quote(meta.db_table)} SET {columns} WHERE {key} = %s"  # noqa: S608 - our own names
    values = attrgetter(*(field.attname for field in fields))
    adapters = [(at, adapter) for at, field in enumerate(fields) if (adapter := _adapter(field))]
    with connection.cursor() as cursor:
        cursor.executemany(statement, [_adapted(list(values(row)), adapters) for row in rows])


def _adapter(field: models.Field[Any, Any]) -> Adapter | None:
    """What makes a value fit for this database; None where text, numbers and truth go as they are."""
    if isinstance(field, models.ForeignKey | models.UUIDField | models.DateField):
        database = connections[DEFAULT_DB_ALIAS]  # found once, not at every value
        return lambda value: field.get_db_prep_save(value, database)
    return None


def _adapted(values: list[Any], adapters: list[tuple[int, Adapter]]) -> list[Any]:
    for at, adapter in adapters:
        values[at] = adapter(values[at])
    return values
