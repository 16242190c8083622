"""What the catalogue of an empty database tells when its tables have been made: `python -m tests.schema_of WAY`."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

import django
from django.core.management import call_command
from django.db import connection


def seen() -> dict[str, Any]:
    """Columns and rules of each table by name, in any order, and the steps that are noted as taken."""
    from django.db.migrations.recorder import MigrationRecorder

    steps = MigrationRecorder(connection).applied_migrations()
    found: dict[str, Any] = {"steps": sorted("/".join(step) for step in steps)}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            found[name] = sorted(_parts_of(cursor, name))
    return found


def _parts_of(cursor: Any, table: str) -> list[str]:
    if connection.vendor != "sqlite":
        columns = connection.introspection.get_table_description(cursor, table)
        rules = connection.introspection.get_constraints(cursor, table)
        said = [f"{name}: {sorted(rule.items(), key=str)}" for name, rule in rules.items()]
        return [*(str(column[:7]) for column in columns), *said]
    cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
    return [part for (sql,) in cursor.fetchall() for part in _parts(sql)]


def _parts(sql: str) -> list[str]:
    """The words of a statement between the outermost commas: a table's columns and rules, whatever their order."""
    if sql.startswith("CREATE TABLE"):
        sql = sql[sql.index("(") + 1 : sql.rindex(")")]
    parts, depth = [""], 0
    for sign in sql:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [re.sub(r"\s+", " ", part).strip() for part in parts]


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "steps":
        call_command("migrate", verbosity=0)
    else:
        from haandgreb.site.operator import tables

        tables.make()
    sys.stdout.write(json.dumps(seen()))
