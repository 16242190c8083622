"""Where a staff list waits for somebody to confirm it: a file only the server can read, without any CPR number."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.rules import KEEP_FILES

_SOURCE, _REJECTED = ".source", ".rejected"


class FileGone(Exception):
    """The list was kept for a day and is deleted, or its disk is."""


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(name: str, ending: str) -> Path:
    return _folder() / f"{Path(name).name}{ending}"


def _write(path: Path, lines: Iterable[str]) -> None:
    """All of it or nothing, and readable by the server alone."""
    part = path.with_suffix(f"{path.suffix}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def keep(source: Source) -> str:
    """Keep what was read; returns the random name it is found by."""
    name = secrets.token_hex(16)
    _write(_path(name, _SOURCE), [source.dumps()])
    return name


def replace(name: str, source: Source) -> None:
    """Keep a corrected list in the place of the old one."""
    _write(_path(name, _SOURCE), [source.dumps()])


def read(name: str) -> Source:
    """What was kept. Raises FileGone."""
    try:
        return Source.loads(_path(name, _SOURCE).read_text(encoding="utf-8"))
    except FileNotFoundError as trouble:
        raise FileGone from trouble


def keep_rejected(name: str, rows: Iterable[dict[str, Any]]) -> None:
    """Keep the rejected rows beside the list: one a line, in the order of the list."""
    _write(_path(name, _REJECTED), (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def rejected(name: str) -> Iterator[dict[str, Any]]:
    """The rejected rows as they were kept; none where nothing is kept."""
    with suppress(FileNotFoundError), _path(name, _REJECTED).open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def forget(name: str) -> None:
    """Delete what was kept under the name; harmless when it is gone."""
    if name:
        for ending in (_SOURCE, _REJECTED):
            _path(name, ending).unlink(missing_ok=True)


def forget_older(than: datetime) -> int:
    """Delete every file that is older than a day, whoever it belongs to; returns how many."""
    count = 0
    for path in _folder().iterdir():
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < (than - KEEP_FILES).timestamp():
                path.unlink()
                count += 1
    return count
