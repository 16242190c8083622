"""The questions of a preparation, read once from content/preparation.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "preparation.toml"
USUAL = "mus"


@dataclass(frozen=True)
class Question:
    """One field. `ticked`: beforehand on the page where one shares; `in_talk`: read as soon as the talk begins."""

    key: str
    kind: str
    ask: Text
    help: Text
    ticked: bool
    in_talk: bool = False
    must: bool = False
    later: bool = False

    @property
    def is_wheel(self) -> bool:
        return self.kind == rules.WHEEL


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def household() -> Text:
    """What nobody should write here."""
    return Text.of(_content()["household"])


@cache
def sets() -> dict[str, dict[str, tuple[Question, ...]]]:
    """Every set: its name, the two sides, their questions in the order of the page."""
    return {
        name: {side: tuple(_question(row) for row in rows) for side, rows in sides.items()}
        for name, sides in _content()["set"].items()
    }


def questions(name: str, side: str) -> Sequence[Question]:
    """The questions for a side; those of MUS where a kind of dialogue has no set, or one that is not there any more."""
    return (sets().get(name) or sets()[USUAL])[side]


def questions_of(dialogue: Dialogue, side: str) -> Sequence[Question]:
    """The questions for a side of this dialogue."""
    return questions(dialogue.kind.preparation, side)


def _question(row: dict[str, Any]) -> Question:
    return Question(
        key=row["key"],
        kind=row.get("kind", rules.TEXT),
        ask=Text.of(row["ask"]),
        help=Text.of(row["help"]),
        ticked=bool(row["ticked"]),
        in_talk=bool(row.get("in_talk")),
        must=bool(row.get("must")),
        later=bool(row.get("later")),
    )
