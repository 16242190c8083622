"""The backup file: a zip with the data, and a manifest that says what they are and how to know them again.

The manifest names the version, every migration that had been run, when, the ids of the keys in use (never the keys),
and for each member its size and SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from haandgreb import __version__
from haandgreb.shared import clock
from haandgreb.site.operator.words import Stop

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sqlite3"
_BLOCK = 1024 * 1024
_LARGEST_MANIFEST = 4 * 1024 * 1024


@dataclass
class Table:
    """A table of a PostgreSQL backup: its rows lie in `member` as COPY writes them, with these columns."""

    name: str
    columns: list[str]
    member: str


@dataclass
class Manifest:
    """What is in a backup."""

    database: str
    migrations: list[tuple[str, str]]
    keys: dict[str, str]
    made_at: str
    haandgreb: str
    format: int = FORMAT
    tables: list[Table] = field(default_factory=list)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def of_this_installation(cls) -> Manifest:
        applied = MigrationRecorder(connection).applied_migrations()
        return cls(
            database=connection.vendor,
            migrations=sorted((str(app), str(name)) for app, name in applied),
            keys=key_ids(),
            made_at=clock.now().isoformat(timespec="seconds"),
            haandgreb=__version__,
        )

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=1, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Manifest:
        facts = json.loads(text)
        facts["migrations"] = [(app, name) for app, name in facts["migrations"]]
        facts["tables"] = [Table(**table) for table in facts["tables"]]
        return cls(**facts)


def key_ids() -> dict[str, str]:
    """The keys this installation has, each by a name and an id from which the key cannot be found."""
    slow = hashlib.pbkdf2_hmac("sha256", settings.SECRET_KEY.encode(), b"haandgreb key id", 200_000)
    return {"secret.key": slow[:6].hex()}


class Writer:
    """Writes members one after the other and keeps their sums."""

    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, blocks: Iterable[bytes | memoryview]) -> None:
        """Add a member block by block."""
        total, found = 0, hashlib.sha256()
        with self.zip.open(name, "w", force_zip64=True) as member:
            for block in blocks:
                member.write(block)
                found.update(block)
                total += len(block)
        self.members[name] = {"size": total, "sha256": found.hexdigest()}

    def close(self, manifest: Manifest) -> None:
        """Write the manifest and end the file."""
        manifest.members = self.members
        self.zip.writestr(MANIFEST, manifest.to_json())
        self.zip.close()


def blocks_of(path: Path) -> Iterable[bytes]:
    """A file in blocks."""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def open_and_verify(path: Path) -> tuple[zipfile.ZipFile, Manifest]:
    """Open a backup and compare every member with its sum. Raises Stop where one differs or the file is no backup."""
    not_whole = Stop(_("%(file)s is no whole backup of Håndgreb. Nothing was changed.") % {"file": path})
    try:
        archive = zipfile.ZipFile(path)
        if archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
            raise not_whole
        manifest = Manifest.from_json(archive.read(MANIFEST).decode())
        for name, facts in manifest.members.items():
            if _sums(archive, name) != (facts["size"], facts["sha256"]):
                raise Stop(_("%(member)s in the backup is damaged. Nothing was changed.") % {"member": name})
    except FileNotFoundError as trouble:
        raise Stop(_("There is no file %(file)s.") % {"file": path}) from trouble
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError, OSError) as trouble:
        raise not_whole from trouble
    if manifest.format > FORMAT:
        raise Stop(_("The backup was made by a newer Håndgreb (%(version)s).") % {"version": manifest.haandgreb})
    return archive, manifest


def _sums(archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    total, found = 0, hashlib.sha256()
    with archive.open(name) as member:
        while block := member.read(_BLOCK):
            found.update(block)
            total += len(block)
    return total, found.hexdigest()
