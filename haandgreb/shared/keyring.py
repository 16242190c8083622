"""Text sealed with AES-256-GCM and a key that is not in the database.

A sealed text is: one byte for the form, the id of its key, twelve random bytes, and what AES-GCM makes of the text.
Its place (table, row and column) is sealed along with it, so a text copied to another row does not open there.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from haandgreb.shared.key_files import ID_BYTES, TextKey, new_key, read_keys, write_keys

_FORM, _NONCE = b"\x01", 12
HEAD = len(_FORM) + ID_BYTES  # bytes that say which key


class Unreadable(Exception):
    """A sealed text that cannot be opened here."""


class KeyMissing(Unreadable):
    """The key it was sealed with is not in the ring; `key` is its id."""

    def __init__(self, key: str) -> None:
        super().__init__(f"key {key} is missing")
        self.key = key


class Damaged(Unreadable):
    """The text was changed, or moved here from another place."""


def path() -> Path:
    """The file with the ring."""
    return Path(settings.DATA_DIR) / "keys" / "text.keys"


def ids() -> list[str]:
    """The ids of the keys in the ring, the one to write with first."""
    return [key.id.hex() for key in _ring()]


def seal(text: str, *, place: str) -> bytes:
    """Seal the text for its place. Raises DamagedKeyFile."""
    key, nonce = _ring()[0], os.urandom(_NONCE)
    return _FORM + key.id + nonce + AESGCM(key.secret).encrypt(nonce, text.encode(), place.encode())


def unseal(sealed: bytes, *, place: str) -> str:
    """The text. Raises KeyMissing, Damaged or DamagedKeyFile."""
    wanted = key_of(sealed[:HEAD])
    key = next((key for key in _ring() if key.id.hex() == wanted), None)
    if key is None:
        raise KeyMissing(wanted)
    nonce, hidden = sealed[HEAD : HEAD + _NONCE], sealed[HEAD + _NONCE :]
    try:
        return AESGCM(key.secret).decrypt(nonce, hidden, place.encode()).decode()
    except (InvalidTag, ValueError) as trouble:
        raise Damaged("the text does not open in this place") from trouble


def key_of(head: bytes) -> str:
    """The id of the key, from the first bytes of a sealed text. Raises Damaged where they are something else."""
    if len(head) < HEAD or head[:1] != _FORM:
        raise Damaged("this is no sealed text")
    return head[1:HEAD].hex()


def add_key() -> str:
    """Put a new key first in the ring: what is sealed from now on is sealed with it. Gives its id."""
    key = new_key()
    write_keys(path(), [key, *_ring()])
    return key.id.hex()


def drop_old_keys() -> list[str]:
    """Leave only the key to write with; gives the ids of those that went. What they sealed opens nowhere any more."""
    first, *old = _ring()
    if old:
        write_keys(path(), [first])
    return [key.id.hex() for key in old]


def _ring() -> list[TextKey]:
    """The ring as it is on the disk: a running server sees a new key at once."""
    place = path()
    try:
        found = place.stat()
    except FileNotFoundError:
        read_keys(place)  # makes it
        found = place.stat()
    return _read(place, found.st_ino, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(place: Path, _number: int, _changed: int, _size: int) -> list[TextKey]:
    return read_keys(place)
