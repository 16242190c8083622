"""The ten questions as they are read: content, one check, and the years beside each other."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from haandgreb.dialogues.models import Check, CheckAnswer, CheckMember, CheckSide, Side
from haandgreb.dialogues.rules.check import KEYS, Levels, common_sum, disagreements, may_see_side
from haandgreb.organisation.models import Person
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parents[1] / "content" / "ten_checks.toml"


@dataclass(frozen=True)
class Ask:
    """One of the ten questions, with what "3" looks like, where to look, and what to do where it is weak."""

    key: str
    ask: Text
    short: Text
    three: Text
    look: Text
    weak: Text
    system: str

    @property
    def number(self) -> str:
        return self.key.removeprefix("MUS-")


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def questions() -> tuple[Ask, ...]:
    """The ten, in their order."""
    return tuple(_ask(row) for row in _content()["check"])


def _ask(row: dict[str, Any]) -> Ask:
    ask, short, three, look, weak = (Text.of(row[name]) for name in ("ask", "short", "three", "look", "weak"))
    return Ask(row["key"], ask, short, three, look, weak, row["system"])


@cache
def level_words() -> tuple[Text, ...]:
    """The words of the levels 0 to 3."""
    return tuple(Text.of(row["word"]) for row in _content()["level"])


@cache
def statements() -> tuple[tuple[str, Text], ...]:
    """The five statements of MUS-08."""
    return tuple((row["key"], Text.of(row["text"])) for row in _content()["statement"])


def side_in(check: Check, person: Person) -> str:
    """The side somebody speaks for in this check; "" for none."""
    found = CheckMember.objects.filter(check_run=check, person=person).values_list("side", flat=True).first()
    return found or ""


def both_in(check: Check) -> bool:
    """Both sides have handed in: from then on everybody who may read the check reads both."""
    return check.state != Check.State.SIDES


@dataclass(frozen=True)
class Line:
    """One question of a check as this reader may see it."""

    question: Ask
    answer: CheckAnswer
    levels: Levels


@dataclass(frozen=True)
class SideState:
    """How far a side is, without a word of what it says."""

    side: str
    name: str
    is_in: bool
    people: list[Person]


@dataclass(frozen=True)
class Page:
    """A check for one reader."""

    check: Check
    own: str
    both_in: bool
    lines: list[Line]
    sides: list[SideState]

    @property
    def total(self) -> int | None:
        return common_sum(line.levels for line in self.lines)

    @property
    def split(self) -> list[Line]:
        """What the two sides see differently."""
        keys = disagreements({line.question.key: line.levels for line in self.lines})
        return [line for line in self.lines if line.question.key in keys]

    @property
    def own_is_in(self) -> bool:
        return any(one.side == self.own and one.is_in for one in self.sides)

    @property
    def agreed(self) -> int:
        """How many have a common level."""
        return sum(line.levels.common is not None for line in self.lines)


def page_of(check: Check, reader: Person) -> Page:
    """The check with what this reader may see of it: before both sides are in, her own side's levels alone."""
    own, both = side_in(check, reader), both_in(check)
    rows = {row.key: row for row in check.answers.select_related("owner")}
    lines = []
    for question in questions():
        row = rows[question.key]
        seen = {side: may_see_side(side, own, both_in=both) for side in Side.values}
        levels = Levels(
            row.management if seen[Side.MANAGEMENT] else None,
            row.staff if seen[Side.STAFF] else None,
            row.common if both else None,
        )
        lines.append(Line(question, row, levels))
    return Page(check, own, both, lines, _sides(check))


def _sides(check: Check) -> list[SideState]:
    members = list(check.members.select_related("person").order_by("person__sort_key"))
    handed = dict(CheckSide.objects.filter(check_run=check).values_list("side", "is_in"))
    return [
        SideState(side, str(label), handed.get(side, False), [one.person for one in members if one.side == side])
        for side, label in Side.choices
    ]


def checks() -> list[Check]:
    """All checks, the latest first."""
    return list(Check.objects.order_by("-held_on", "-pk"))


def open_check() -> Check | None:
    """The check that is under way, where there is one."""
    return Check.objects.exclude(state=Check.State.DONE).order_by("-held_on").first()


@dataclass(frozen=True)
class Year:
    """One finished check in the comparison."""

    check: Check
    common: list[int | None]
    total: int | None
    differ: int


def history(limit: int = 6) -> list[Year]:
    """The finished checks, the earliest first: they lie side by side from year to year."""
    done = list(Check.objects.filter(state=Check.State.DONE).order_by("-held_on", "-pk")[:limit])
    answers: dict[UUID, dict[str, Levels]] = {check.pk: {} for check in done}
    rows = CheckAnswer.objects.filter(check_run__in=done)
    for check, key, management, staff, common in rows.values_list("check_run", "key", "management", "staff", "common"):
        answers[check][key] = Levels(management, staff, common)
    return [
        Year(
            check,
            [answers[check.pk].get(key, Levels()).common for key in KEYS],
            common_sum(answers[check.pk].values()),
            len(disagreements(answers[check.pk])),
        )
        for check in reversed(done)
    ]
