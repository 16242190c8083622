"""Phases and questions of a talk as content/phases.toml and content/question_bank.toml have them."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from haandgreb.dialogues.rules.talk_time import GOALS, minutes_of
from haandgreb.shared.twolang import Text

_FOLDER = Path(__file__).parent / "content"
FALLBACK = "short"


@dataclass(frozen=True)
class PhaseText:
    """One phase: what it is called, what to do in it, and what stands on the page (`tool`)."""

    key: str
    tool: str
    weight: int
    title: Text
    words: Text


@dataclass(frozen=True)
class Question:
    """
    A question to choose: its theme, the tools of the phases it fits, who asks it (employee, manager, both), and the one
    guide it is for ("" for all).
    """

    theme: str
    tools: tuple[str, ...]
    asks: str
    text: Text
    guide: str = ""


@cache
def sets() -> dict[str, tuple[PhaseText, ...]]:
    """The phases of each set, by its key."""
    rows = tomllib.loads((_FOLDER / "phases.toml").read_text(encoding="utf-8"))["set"]
    return {row["key"]: tuple(_phase(phase) for phase in row["phase"]) for row in rows}


def _phase(row: dict[str, str]) -> PhaseText:
    return PhaseText(
        key=row["key"],
        tool=row["tool"],
        weight=int(row["weight"]),
        title=Text.of(row["title"]),
        words=Text.of(row["words"]),
    )


def phases_of(guide: str) -> tuple[PhaseText, ...]:
    """The phases of a kind's guide; a kind of the workplace's own that names none gets the short ones."""
    return sets().get(guide) or sets()[FALLBACK]


def minutes_for(phases: Sequence[PhaseText], total: int) -> list[int]:
    """The minutes of each phase in a talk of so many."""
    third = next((number for number, phase in enumerate(phases) if phase.tool == GOALS), None)
    return minutes_of(total, [phase.weight for phase in phases], third)


@cache
def _bank() -> tuple[tuple[Question, ...], dict[str, Text]]:
    rows = tomllib.loads((_FOLDER / "question_bank.toml").read_text(encoding="utf-8"))
    questions = tuple(
        Question(row["theme"], tuple(row["tools"]), row["asks"], Text(row["da"], row["en"]), row.get("guide", ""))
        for row in rows["question"]
    )
    return questions, {row["key"]: Text.of(row["title"]) for row in rows["theme"]}


def themes() -> dict[str, Text]:
    """What each theme is called, in the order they are shown."""
    return _bank()[1]


def questions(*, guide: str = "", side: str = "", tool: str = "", theme: str = "") -> list[Question]:
    """
    The questions of a guide that somebody on this side can ask; "" asks for all. In the order of the bank.
    """
    return [
        one
        for one in _bank()[0]
        if (not guide or one.guide in ("", guide))
        and (not side or one.asks in ("both", side))
        and (not tool or tool in one.tools)
        and (not theme or one.theme == theme)
    ]
