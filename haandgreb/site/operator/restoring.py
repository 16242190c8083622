"""Putting a backup back: sums first, then the whole database in one step; what was there is kept beside."""

from __future__ import annotations

import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.confidentiality import erasing
from haandgreb.shared import clock
from haandgreb.site.lease import database_lease
from haandgreb.site.operator import archive, backups, preparing, text_keys
from haandgreb.site.operator.words import Stop, say


def restore(file: Path, *, replace: bool) -> None:
    """Put the backup in the place of this installation's data.

    Refuses a damaged file, one of a newer Håndgreb or of another kind of database, and, without `replace`, to take the
    place of data somebody has entered. Nothing is changed before all of that is known.
    """
    found, manifest = archive.open_and_verify(file)
    _refuse_newer(manifest)
    if manifest.database != connection.vendor:
        raise Stop(
            _("The backup is of %(theirs)s and this installation runs on %(ours)s. Nothing was changed.")
            % {"theirs": manifest.database, "ours": connection.vendor}
        )
    with closing(found), _server_stopped():
        erased = _erased_here()
        if not replace and _has_data():
            raise Stop(_("There are data here already. With --replace they are kept beside and the backup takes over."))
        beside = _sqlite(found) if connection.vendor == "sqlite" else _postgres(found, manifest)
    if beside:
        say(_("What was here before is kept: %(name)s") % {"name": beside})
    preparing.migrate()
    again = erasing.erase_again(erased)
    if again:
        words = ngettext("%(n)d person was erased again.", "%(n)d people were erased again.", again)
        say(words % {"n": again})
    say(_("The installation is as it was at %(moment)s.") % {"moment": manifest.made_at})
    for line in [*missing_keys(manifest), *text_keys.missing()]:
        say(line)


def _erased_here() -> list[UUID]:
    """Whom the data here say were erased; nobody where there are no data, or of a version without such a list."""
    if not connection.introspection.table_names():
        return []
    try:
        return erasing.erased_here()
    except DatabaseError:
        return []


def missing_keys(manifest: archive.Manifest) -> list[str]:
    """A sentence for each key the backup was made with and this installation does not have."""
    here = archive.key_ids()
    return [
        _(
            "Key %(name)s with id %(id)s is missing here (this one has %(other)s). Put the file back into keys/ and "
            "start again; without it people sign in anew and links that were sent stop working."
        )
        % {"name": name, "id": key, "other": here.get(name, "-")}
        for name, key in manifest.keys.items()
        if here.get(name) != key
    ]


def _refuse_newer(manifest: archive.Manifest) -> None:
    known = MigrationLoader(None).disk_migrations
    newer = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if newer:
        raise Stop(
            _("The backup was made by a newer Håndgreb (%(version)s). Install that version first. Nothing was changed.")
            % {"version": manifest.haandgreb}
        )


@contextmanager
def _server_stopped() -> Iterator[None]:
    """Nobody else works on the data meanwhile: the lease of the worker is ours."""
    preparing.reach_database()
    lease = database_lease()
    if not lease.hold():
        raise Stop(_("The server is running. Stop it, restore, and start it again."))
    try:
        yield
    finally:
        lease.give_back()


def _has_data() -> bool:
    if not connection.introspection.table_names():
        return False
    try:
        return not preparing.is_new()
    except DatabaseError:
        return True  # tables of another version: somebody's data, for all we know


_STAMP = "%Y%m%d_%H%M%S"
_BESIDE = re.compile(r"before_(\d{8}_\d{6})$", re.ASCII)


def _stamp() -> str:
    return clock.now().astimezone(clock.COPENHAGEN).strftime(_STAMP)


def kept_beside() -> list[tuple[str, datetime]]:
    """What restores have put aside, oldest first: the file or the schema, and when."""
    found = []
    for name in _names_beside():
        mark = _BESIDE.search(name)
        if mark is not None:
            try:
                moment = datetime.strptime(mark[1], _STAMP).replace(tzinfo=clock.COPENHAGEN)
            except ValueError:
                continue  # digits that are no day: not ours
            found.append((name, moment))
    return sorted(found, key=lambda one: one[1])


def _names_beside() -> list[str]:
    if connection.vendor == "sqlite":
        place = Path(str(connection.settings_dict["NAME"]))
        return [str(path) for path in place.parent.glob(f"{place.name}.before_*")]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s", ["before\\_%"])
        return [str(row[0]) for row in cursor.fetchall()]


def _sqlite(found: zipfile.ZipFile) -> str:
    """Take the place of the file; returns the name of the old one, or "" where it was new."""
    place = Path(str(settings.DATABASES["default"]["NAME"]))
    keep = _has_data()
    draft = place.with_name(f".{place.name}.restoring")
    try:
        _extract(found, draft)
        _sound(draft)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        beside = place.with_name(f"{place.name}.before_{_stamp()}")
        if keep:
            os.link(place, beside)
        for journal in ("-wal", "-shm"):
            place.with_name(place.name + journal).unlink(missing_ok=True)
        draft.replace(place)
    except OSError as trouble:
        raise Stop(_("The backup could not be put back: %(reason)s") % {"reason": trouble.strerror}) from trouble
    finally:
        draft.unlink(missing_ok=True)
    return str(beside) if keep else ""


def _extract(found: zipfile.ZipFile, draft: Path) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, found.open(archive.DATABASE) as member:
        while block := member.read(1024 * 1024):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def _sound(path: Path) -> None:
    """The database in the backup is whole, by its own checks."""
    with closing(sqlite3.connect(path)) as database:
        try:
            whole = database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            whole = whole and database.execute("PRAGMA foreign_key_check").fetchone() is None
        except sqlite3.DatabaseError:
            whole = False
    if not whole:
        raise Stop(_("The database in the backup is damaged. Nothing was changed."))


def _postgres(found: zipfile.ZipFile, manifest: archive.Manifest) -> str:
    """Everything in one transaction: the old schema aside, tables as they were then, rows, counters."""
    keep, had_tables = _has_data(), bool(connection.introspection.table_names())
    beside = f"before_{_stamp()}"
    quote = connection.ops.quote_name
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                schema = str(cursor.fetchone()[0])
                if had_tables:
                    cursor.execute(f"ALTER SCHEMA {quote(schema)} RENAME TO {quote(beside)}")
                    cursor.execute(f"CREATE SCHEMA {quote(schema)}")
            _tables_of_then(manifest)
            with connection.wrap_database_errors:
                _fill(found, manifest)
            if had_tables and not keep:
                with connection.cursor() as cursor:
                    cursor.execute(f"DROP SCHEMA {quote(beside)} CASCADE")
    except DatabaseError as trouble:
        raise Stop(
            _("The backup could not be put back, and nothing was changed: %(reason)s")
            % {"reason": " ".join(str(trouble).split())}
        ) from trouble
    return f"schema {beside}" if keep else ""


def _tables_of_then(manifest: archive.Manifest) -> None:
    """Make the tables as they were when the backup was made."""
    executor = MigrationExecutor(connection)
    done = set(manifest.migrations)
    graph = executor.loader.graph
    last = [key for key in done if not any((child.key in done) for child in graph.node_map[key].children)]
    executor.migrate(sorted(last))


def _fill(found: zipfile.ZipFile, manifest: archive.Manifest) -> None:
    driver: Any = connection.connection
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        names = ", ".join(quote(name) for name, _columns in backups.tables())
        cursor.execute(f"TRUNCATE {names}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")  # tables come in order of name, not of reference
    for table in manifest.tables:
        words = backups.copy_words(table, "FROM STDIN")
        with driver.cursor() as cursor, cursor.copy(words) as rows, found.open(table.member) as member:
            while block := member.read(256 * 1024):
                rows.write(block)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # every reference is looked at now, inside the transaction
        for table in manifest.tables:
            for counter in connection.introspection.get_sequences(cursor, table.name):
                column, name = quote(counter["column"]), quote(table.name)
                cursor.execute(
                    f"SELECT setval(%s, COALESCE((SELECT MAX({column}) FROM {name}), 0) + 1, false)",  # noqa: S608 - quoted names of our own tables
                    [quote(counter["name"])],
                )
