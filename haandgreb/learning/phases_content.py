"""The acts before – during – after as content/phases.toml has them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.learning.rules.calendar import Row
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "phases.toml"


@dataclass(frozen=True)
class Act:
    """A row with its words: `page` is where it is recorded, `is_joint` whether one record ends it for both sides."""

    row: Row
    id: str  # of the deck
    page: str
    is_joint: bool
    titles: Mapping[str, Text] = field(default_factory=dict)  # actor → title; "" for whoever has none of her own
    texts: Mapping[str, Text] = field(default_factory=dict)

    def title(self, actor: str = "") -> Text:
        """What the act is called, for who does it."""
        return self.titles.get(actor) or self.titles[""]

    def words(self, actor: str = "") -> Text:
        """What to do."""
        return self.texts.get(actor) or self.texts[""]


@cache
def acts() -> dict[str, Act]:
    """Every act by its key."""
    return {row["key"]: _act(row) for row in tomllib.loads(_FILE.read_text(encoding="utf-8"))["row"]}


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the table."""
    return tuple(act.row for act in acts().values())


def act_of(key: str) -> Act:
    """The act of a step's key; that of a half day ("log-3") is the log's. Raises KeyError for what is none."""
    return acts().get(key) or acts()[key.rpartition("-")[0]]


def _act(row: Mapping[str, Any]) -> Act:
    own = {actor: row[actor] for actor in ("manager",) if actor in row}
    return Act(
        row=Row(
            key=row["key"],
            phase=row["phase"],
            days=row["days"],
            sizes=frozenset(row["sizes"]),
            minutes=row["minutes"],
            each_half_day=row.get("each_half_day", False),
        ),
        id=row["id"],
        page=row["page"],
        is_joint=row.get("joint", False),
        titles={"": Text.of(row["title"])} | {actor: Text.of(texts["title"]) for actor, texts in own.items()},
        texts={"": Text.of(row["words"])} | {actor: Text.of(texts["words"]) for actor, texts in own.items()},
    )
