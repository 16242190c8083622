"""What research says of attention before and after learning, as content/research.toml has it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "research.toml"


@dataclass(frozen=True)
class Note:
    """One finding with its source, and what to be careful about."""

    source: str
    says: Text
    careful: Text


@cache
def notes() -> tuple[Note, ...]:
    """The notes in their order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["note"]
    return tuple(Note(row["source"], Text.of(row["says"]), Text.of(row["careful"])) for row in rows)
