"""What makes it likelier that it is used, as content/boosters.toml has it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "boosters.toml"


@cache
def boosters() -> dict[str, Text]:
    """Each by its key, in the order they are offered."""
    return {row["key"]: Text.of(row["name"]) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["booster"]}
