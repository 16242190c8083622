"""Rows on a path where a whole room waits: each statement is put together once, not every time it is used.

Django builds and compiles a statement anew each time; for small rows that is most of the work. Here are the few shapes
such a path needs. No signal is sent. Call in a transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

Model = type[models.Model]


class Hold(Enum):
    """How a row that is looked up is held until the transaction ends, where the database can hold rows."""

    NOT = ""
    THERE = " FOR KEY SHARE"  # it may be changed meanwhile, but not deleted
    ALONE = " FOR NO KEY UPDATE"  # who would change it waits; rows that point to it may still be written


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model whose keys they bring themselves; all or none.

    A broken constraint raises IntegrityError, as always.
    """
    if rows:
        insert_values(type(rows[0]), _names(type(rows[0])), [_values(row) for row in rows])


def insert_values(model: Model, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows given as values in the order of `names`; columns left out get what the database gives them."""
    if rows:
        _run(_insert(model, names, len(rows), connection.vendor), _prepared(model, names, rows))


def insert_unless_there(row: models.Model) -> bool:
    """Insert a row unless a constraint says it is there already; whether it was new.

    Of two who do this at once the second waits until the first has ended, and is then told what holds.
    """
    names = _names(type(row))
    statement = _insert(type(row), names, 1, connection.vendor) + " ON CONFLICT DO NOTHING"
    return _run(statement, _prepared(type(row), names, [_values(row)])) == 1


def look_up(model: Model, names: tuple[str, ...], *, hold: Hold = Hold.NOT, **by: Any) -> tuple[Any, ...] | None:
    """These values of the one row with these others, as its fields give them; None where there is none."""
    statement = _select(model, names, tuple(by), connection.vendor)
    held = hold.value if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(statement + held, _prepared(model, tuple(by), [list(by.values())]))
        row = cursor.fetchone()
    if row is None:
        return None
    return tuple(read(value) for read, value in zip(_readers(model, names, connection.vendor), row, strict=True))


def are_more_than(count: int, model: Model, **by: Any) -> bool:
    """Whether there are more than so many rows with these values; looks no further than that."""
    with connection.cursor() as cursor:
        values = _prepared(model, tuple(by), [list(by.values())])
        cursor.execute(_one_after(model, tuple(by), connection.vendor), [*values, count])
        return cursor.fetchone() is not None


def delete(model: Model, **by: Any) -> None:
    """Delete the rows with these values. Only for rows that nothing points to: nothing goes with them."""
    _run(_delete(model, tuple(by), connection.vendor), _prepared(model, tuple(by), [list(by.values())]))


@cache
def _names(model: Model) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _values(row: models.Model) -> list[Any]:
    """What each field of a new row saves: its value, sealed where the column is."""
    return [field.pre_save(row, True) for field in row._meta.concrete_fields]


def _run(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def _prepared(model: Model, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> list[Any]:
    """The values one after the other, as the database takes them."""
    prepare = _preparers(model, names)
    database = connections[DEFAULT_DB_ALIAS]  # found once, not at every value
    return [
        None if value is None else to_database(value, database)
        for row in rows
        for to_database, value in zip(prepare, row, strict=True)
    ]


@cache
def _preparers(model: Model, names: tuple[str, ...]) -> list[Callable[[Any, Any], Any]]:
    return [_field(model, name).get_db_prep_save for name in names]


@cache
def _readers(model: Model, names: tuple[str, ...], vendor: str) -> list[Callable[[Any], Any]]:
    return [_reader(_field(model, name)) for name in names]


def _reader(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    column = field.get_col(field.model._meta.db_table)
    converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]

    def read(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connection)
        return value

    return read


# Names of our own tables and columns only; every value is a parameter.


@cache
def _insert(model: Model, names: tuple[str, ...], count: int, vendor: str) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    row = f"({', '.join(['%s'] * len(names))})"
    return f"INSERT INTO {_table(model)} ({columns}) VALUES {', '.join([row] * count)}"  # noqa: S608


@cache
def _select(model: Model, names: tuple[str, ...], by: tuple[str, ...], vendor: str) -> str:
    columns = ", ".join(_column(model, name) for name in names)
    return f"SELECT {columns} FROM {_table(model)} WHERE {_where(model, by)}"  # noqa: S608


@cache
def _one_after(model: Model, by: tuple[str, ...], vendor: str) -> str:
    return f"SELECT 1 FROM {_table(model)} WHERE {_where(model, by)} LIMIT 1 OFFSET %s"  # noqa: S608


@cache
def _delete(model: Model, by: tuple[str, ...], vendor: str) -> str:
    return f"DELETE FROM {_table(model)} WHERE {_where(model, by)}"  # noqa: S608


def _where(model: Model, by: tuple[str, ...]) -> str:
    return " AND ".join(f"{_column(model, name)} = %s" for name in by)


def _table(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _column(model: Model, name: str) -> str:
    return connection.ops.quote_name(_field(model, name).column)


def _field(model: Model, name: str) -> Any:
    return model._meta.get_field(name)
