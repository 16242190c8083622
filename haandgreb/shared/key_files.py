"""Key files: outside the database, readable by their owner only, never in a backup. Plain Python, no settings."""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32  # AES-256
ID_BYTES = 4


class DamagedKeyFile(Exception):
    """A line of the file is no key; the text names the file and the line, never what stands there."""


@dataclass(frozen=True)
class TextKey:
    """A key for text people write. Its id follows from the key, and the key cannot be found from the id."""

    secret: bytes

    @property
    def id(self) -> bytes:
        return hashlib.sha256(b"haandgreb text key id" + self.secret).digest()[:ID_BYTES]


def new_key() -> TextKey:
    """A key nobody has had before."""
    return TextKey(secrets.token_bytes(KEY_BYTES))


def write_once(path: Path, text: str) -> None:
    """Write the file in one step, so that two processes starting at once agree on one text."""
    draft = _written_beside(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
    sync_folder(path.parent)


def write_keys(path: Path, keys: list[TextKey]) -> None:
    """Put the ring in the place of the one that is there, in one step; the first key is the one to write with."""
    _written_beside(path, _lines(keys)).replace(path)
    sync_folder(path.parent)


def read_keys(path: Path) -> list[TextKey]:
    """
    The ring, the key to write with first; made with one key where there is no file.

    Raises DamagedKeyFile.
    """
    if not path.exists():
        write_once(path, _lines([new_key()]))
    lines = path.read_text(encoding="ascii", errors="replace").split()
    if not lines:
        raise DamagedKeyFile(f"{path.name} is empty")
    return [_key(line, number, path) for number, line in enumerate(lines, 1)]


def _key(line: str, number: int, path: Path) -> TextKey:
    try:
        secret = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise DamagedKeyFile(f"line {number} of {path.name}")
    return TextKey(secret)


def _lines(keys: list[TextKey]) -> str:
    return "".join(f"{base64.b64encode(key.secret).decode('ascii')}\n" for key in keys)


def _written_beside(path: Path, text: str) -> Path:
    """The text in a new file beside, safe on the disk."""
    for folder in (path.parent.parent, path.parent):  # the data and the keys are the owner's alone
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return draft


def sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
