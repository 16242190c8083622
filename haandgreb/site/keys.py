"""The key that signs cookies and links: made at first start in a file outside the database, never in a backup."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from haandgreb.shared.key_files import write_once


def secret_key(data_dir: Path) -> str:
    """The signing key: from HAANDGREB_SECRET_KEY, else from the key file, made when missing."""
    given = os.environ.get("HAANDGREB_SECRET_KEY", "")
    if given:
        return given
    path = data_dir / "keys" / "secret.key"
    if not path.exists():
        write_once(path, secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()
