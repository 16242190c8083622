"""The seven steps of the workshop as content/workshop.toml has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parent / "content" / "workshop.toml"

RESULT, MOMENT, PRACTICE, BARRIER, LEARNING = "result", "moment", "practice", "barrier", "learning"


@dataclass(frozen=True)
class StepText:
    """One step: what it is called, what to do in two sentences, what each is asked, and what notes become."""

    number: int
    key: str
    minutes: int
    title: Text
    do: Text
    prompt: Text
    hint: Text
    makes: str  # the kind of card, "" where notes are only read
    about: str  # what a note may be about, "" where about nothing

    @property
    def is_backwards(self) -> bool:
        return self.key == "backwards"


@cache
def _content() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def steps() -> tuple[StepText, ...]:
    """The seven, in their order."""
    return tuple(
        StepText(
            number=number,
            key=row["key"],
            minutes=row["minutes"],
            makes=row.get("makes", ""),
            about=row.get("about", ""),
            **{name: Text.of(row[name]) for name in ("title", "do", "prompt", "hint")},
        )
        for number, row in enumerate(_content()["step"], 1)
    )


def step(number: int) -> StepText:
    """The step of this number, from 1."""
    return steps()[number - 1]


def step_that_makes(kind: str) -> StepText:
    """The step whose notes become such cards. Raises LookupError for another kind."""
    for one in steps():
        if one.makes == kind:
            return one
    raise LookupError(kind)


def minutes() -> int:
    """How long the whole takes, as planned."""
    return sum(one.minutes for one in steps())


def people() -> tuple[int, int]:
    """From how many to how many people it works for."""
    return _content()["people"]["few"], _content()["people"]["many"]
