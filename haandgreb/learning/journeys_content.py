"""Patterns a learning journey can be made from (content/journeys.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "journeys.toml"
TEXTS = ("title", "goal", "outcomes", "moments", "performance", "reason")


@dataclass(frozen=True)
class Pattern:
    """A journey that has been thought through once: change what is different with you."""

    key: str
    row: Mapping[str, Any]

    def __str__(self) -> str:
        return str(Text.of(self.row["title"]))

    def facts(self) -> dict[str, Any]:
        """What the form begins with, in the reader's language."""
        return {**{name: str(Text.of(self.row[name])) for name in TEXTS}, "weeks": self.row["weeks"]}

    def steps(self, weeks: int) -> list[dict[str, Any]]:
        """The steps of as many weeks, in the reader's language."""
        return [
            {
                "week": step["week"],
                "day": step["day"],
                "kind": step["kind"],
                "title": str(Text.of(step["title"])),
                "who": step.get("who", "learner"),
                "minutes": step["minutes"],
                "evidence": str(Text.of(step.get("evidence", ""))),
            }
            for step in self.row["step"]
            if step["week"] <= weeks
        ]


@cache
def patterns() -> dict[str, Pattern]:
    """Every pattern by its key."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["journey"]
    return {row["key"]: Pattern(row["key"], row) for row in rows}
