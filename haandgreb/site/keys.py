"""Keys made at first start in a file outside the database, readable by its owner only, never in a backup."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data_dir: Path) -> str:
    """The key that signs cookies and links: from HAANDGREB_SECRET_KEY, else from the key file, made when missing."""
    given = os.environ.get("HAANDGREB_SECRET_KEY", "")
    if given:
        return given
    path = data_dir / "keys" / "secret.key"
    if not path.exists():
        _write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def _write_once(path: Path, text: str) -> None:
    """Write the file in one step, so that two processes starting at once agree on one key."""
    for folder in (path.parent.parent, path.parent):  # the data and the keys are the owner's alone
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()
