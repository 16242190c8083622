"""A backup: one moment of the whole database in one file, taken while people work. Keys are never in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from haandgreb.shared.key_files import sync_folder
from haandgreb.site.operator import archive
from haandgreb.site.operator.preparing import reach_database
from haandgreb.site.operator.words import Stop, say

_NOT_IN = {"django_migrations"}  # the manifest says it


def backup(file: Path) -> None:
    """Write the backup to `file`, readable by its owner only; it is there whole or not at all."""
    file = file.absolute()
    if file.exists():
        raise Stop(_("%(file)s exists already. Choose another name.") % {"file": file})
    if not file.parent.is_dir():
        raise Stop(_("There is no folder %(folder)s.") % {"folder": file.parent})
    reach_database()
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
            draft = Path(folder) / file.name
            _write(draft, Path(folder))
            draft.replace(file)
            sync_folder(file.parent)
    except OSError as trouble:
        raise Stop(
            _("The backup could not be written: %(reason)s. No half file is left.") % {"reason": trouble.strerror}
        ) from trouble
    size = file.stat().st_size / 1_000_000
    say(_("Backup written: %(file)s (%(size).1f MB)") % {"file": file, "size": size})
    say(_("The keys in %(folder)s are not in it. Keep a copy of them in another place.") % {"folder": "keys/"})


def _write(draft: Path, folder: Path) -> None:
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        writer = archive.Writer(file)
        manifest = _sqlite(writer, folder) if connection.vendor == "sqlite" else _postgres(writer)
        writer.close(manifest)
        file.flush()
        os.fsync(file.fileno())


def _sqlite(writer: archive.Writer, folder: Path) -> archive.Manifest:
    """A copy by VACUUM INTO: one read transaction, writers go on meanwhile."""
    copy = folder / archive.DATABASE
    manifest = archive.Manifest.of_this_installation()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    writer.add(archive.DATABASE, archive.blocks_of(copy))
    return manifest


def _postgres(writer: archive.Writer) -> archive.Manifest:
    """Every table as COPY writes it, all seen at one moment."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        manifest = archive.Manifest.of_this_installation()
        for name, columns in tables():
            table = archive.Table(name=name, columns=columns, member=f"tables/{name}")
            writer.add(table.member, _copied(table))
            manifest.tables.append(table)
    return manifest


def tables() -> list[tuple[str, list[str]]]:
    """The tables of the database with their columns, save the list of migrations."""
    with connection.cursor() as cursor:
        names = sorted(set(connection.introspection.table_names(cursor)) - _NOT_IN)
        return [
            (name, [column.name for column in connection.introspection.get_table_description(cursor, name)])
            for name in names
        ]


def copy_words(table: archive.Table, direction: str) -> str:
    """COPY "table" ("a", "b") TO STDOUT."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(column) for column in table.columns)
    return f"COPY {quote(table.name)} ({columns}) {direction}"


def _copied(table: archive.Table) -> Iterator[bytes | memoryview]:
    driver: Any = connection.connection
    with driver.cursor() as cursor, cursor.copy(copy_words(table, "TO STDOUT")) as rows:
        blocks: Iterable[bytes | memoryview] = rows
        yield from blocks
