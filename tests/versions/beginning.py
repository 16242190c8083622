"""Begin an installation as it was under a version that has landed: its migrations and the rows of its demo."""

from __future__ import annotations

from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.versions import rows


def begin_as(file: Path) -> None:
    """In an empty database: run exactly the migrations of the dump, and put its rows in through the models of then."""
    dump = rows.read_file(file)
    recorded = {(app, name) for app, name in dump["migrations"]}
    executor = MigrationExecutor(connection)
    unknown = sorted(recorded - set(executor.loader.graph.nodes))
    assert unknown == [], "a migration that has landed is never renamed or removed"
    newest = [node for node in recorded if not _later_in_the_app(executor, node) & recorded]
    executor.migrate(newest)
    assert set(MigrationExecutor(connection).loader.applied_migrations) == recorded
    then = executor.loader.project_state(newest).apps
    rows.put_in(then, dump)
    assert rows.tables(then) == dump["tables"], "every value is in the database as it stands in the dump"


def _later_in_the_app(executor: MigrationExecutor, node: tuple[str, str]) -> set[tuple[str, str]]:
    children = executor.loader.graph.node_map[node].children
    return {child.key for child in children if child.key[0] == node[0]}
