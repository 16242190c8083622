"""The rows of a whole database as plain values, and back into a database: the demo of each version that has landed.

A dump is a dict: `version`, `migrations` as pairs of app and name, and `tables` with, for each model that has rows, the
columns, the one that is the key, and the rows in its order. The models are today's, or those of older migrations.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.apps.registry import Apps
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Field, Model

FOLDER = Path(__file__).parent
Dump = dict[str, Any]
_MANY = 500  # rows in one statement


class Secret(Exception):
    """The rows hold something that belongs in no repository."""


def dumps() -> list[Path]:
    """The dumps there are, one for each version."""
    return sorted(FOLDER.glob("*.json.gz"))


def read_file(path: Path) -> Dump:
    """A dump as it was written."""
    dump: Dump = json.loads(gzip.decompress(path.read_bytes()))
    return dump


def write_file(path: Path, dump: Dump) -> None:
    """Write a dump; the same rows give the same bytes."""
    text = json.dumps(dump, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def tables(apps: Apps) -> dict[str, dict[str, Any]]:
    """The rows of every model that has some."""
    found = {model._meta.label: _table(model) for model in _models(apps)}
    return {label: table for label, table in sorted(found.items()) if table["rows"]}


def keys(apps: Apps, label: str) -> set[Any]:
    """The primary keys of a table as a dump holds them; none where the model is no more."""
    model = {model._meta.label: model for model in _models(apps)}.get(label)
    if model is None:
        return set()
    return {_plain(key) for key in model._base_manager.values_list("pk", flat=True)}


def keys_in(dump: Dump, label: str) -> set[Any]:
    """The primary keys of a table in a dump."""
    table = dump["tables"][label]
    place = table["columns"].index(table["key"])
    return {row[place] for row in table["rows"]}


def put_in(apps: Apps, dump: Dump) -> None:
    """Put the rows of a dump into the tables of these models, which are empty."""
    models = [apps.get_model(label) for label in dump["tables"]]
    with transaction.atomic():  # foreign keys are looked at when it ends
        for model in models:
            table = dump["tables"][model._meta.label]
            fields = [model._meta.get_field(name) for name in table["columns"]]
            model._base_manager.bulk_create(_instances(model, fields, table["rows"]), batch_size=_MANY)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _models(apps: Apps) -> list[type[Model]]:
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _table(model: type[Model]) -> dict[str, Any]:
    fields = sorted(
        (field for field in model._meta.concrete_fields if not field.generated), key=lambda one: one.attname
    )
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    kept = [[_kept(field, value) for field, value in zip(fields, row, strict=True)] for row in rows]
    return {"columns": [field.attname for field in fields], "key": model._meta.pk.attname, "rows": kept}


def _kept(field: Field[Any, Any], value: Any) -> Any:
    if field.name == "password":
        if not str(value).startswith(UNUSABLE_PASSWORD_PREFIX):
            raise Secret(f"{field.model._meta.label} has a password.")
        return UNUSABLE_PASSWORD_PREFIX
    return _plain(value)


def _plain(value: Any) -> Any:
    """A value as JSON can hold it, from which the field makes the same value again."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case bytes() | memoryview():
            return base64.b64encode(value).decode()
    return value


def _instances(model: type[Model], fields: list[Field[Any, Any]], rows: Iterable[list[Any]]) -> list[Model]:
    names = [field.attname for field in fields]
    return [
        model(**{name: field.to_python(value) for name, field, value in zip(names, fields, row, strict=True)})
        for row in rows
    ]
