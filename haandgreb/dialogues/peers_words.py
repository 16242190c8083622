"""The three questions colleagues ask each other, read once from content/peers.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "peers.toml"


@dataclass(frozen=True)
class QuestionToAsk:
    """One question, how to ask on, and the field of the preparation its answer may go into."""

    key: str
    ask: Text
    more: Text
    into: str


@cache
def questions() -> tuple[QuestionToAsk, ...]:
    """The three, in their order."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["question"]
    return tuple(QuestionToAsk(row["key"], Text.of(row["ask"]), Text.of(row["more"]), row["into"]) for row in rows)
