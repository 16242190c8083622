"""The agenda of a joint start, read once from content/joint_start.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "joint_start.toml"


@dataclass(frozen=True)
class Item:
    """One item: how long, what, and where the page leads on (`link` is a word of the file, or nothing)."""

    minutes: int
    title: Text
    text: Text
    link: str = ""


@cache
def items() -> tuple[Item, ...]:
    """The agenda in its order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["item"]
    return tuple(Item(row["minutes"], Text.of(row["title"]), Text.of(row["text"]), row.get("link", "")) for row in rows)
