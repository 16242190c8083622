"""
What the participants see of a score, decided once at closing (2.5).

Too few looks the same for no answer and for four, and nobody learns who said no to an open score.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import TypeVar

from haandgreb.confidentiality import rules as confidentiality
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.window import ScoreState

T = TypeVar("T")

MOST_SHEETS, SHEETS_EACH = 5_000, 20
"""Where a score takes no more new sheets: so many, or so many for each who was invited when that is more."""


class Showing(StrEnum):
    """What is shown of one meeting's score."""

    NOTHING_YET = "nothing-yet"
    TOO_FEW = "too-few"
    DISTRIBUTION = "distribution"
    OPEN_SCORE = "open-score"


@dataclass(frozen=True)
class Result:
    """
    What may be shown; everything else about the sheets stays unsaid.

    `answered` is None unless counts are shown. A question without enough answers of its own has None in `items`.
    `chair` says whether the chair's own, named score stands beside. Only what is `joins_series` may enter a trend or
    a report; of the rest only too-few meetings may be pooled.
    """

    showing: Showing
    possible: int
    answered: int | None = None
    items: Mapping[str, Counts | None] = field(default_factory=dict)
    comments: bool = False
    chair: bool = False
    unreliable: bool = False
    low_response: bool = False
    joins_series: bool = False


@dataclass(frozen=True)
class Sheets:
    """What has come in, the chair not counted: sheets, those saying yes to an open score, counts per question."""

    number: int
    yeses: int
    items: Mapping[str, Counts]

    def __post_init__(self) -> None:
        if not 0 <= self.yeses <= self.number or any(counts.n > self.number for counts in self.items.values()):
            raise ValueError("Neither yeses nor answers are more than the sheets.")


def result(*, state: ScoreState, possible: int, sheets: Sheets, open_score: bool) -> Result:
    """
    Decide what the participants see of one meeting's score.

    `possible` comes from `possible_respondents`. Five sheets from fewer than five people hold one too many, so the
    people must be five as well (better meetings §3: a group with fewer than five possible respondents is never shown).
    `open_score` was chosen before the score opened.
    """
    if state is not ScoreState.CLOSED:
        return Result(Showing.NOTHING_YET, possible)
    if confidentiality.enough_to_show(sheets.number) and confidentiality.enough_people(possible):
        return _shown(Showing.DISTRIBUTION, possible, sheets, fewest=confidentiality.ENOUGH)
    if open_score and confidentiality.open_score_shows(answers=sheets.number, yeses=sheets.yeses):
        return _shown(Showing.OPEN_SCORE, possible, sheets, fewest=confidentiality.OPEN_SCORE_FEWEST)
    return Result(Showing.TOO_FEW, possible)


def possible_respondents(*, present: int, invited: int) -> int:
    """
    Give how many could have answered, the chair not counted: those marked present.

    When nobody has been marked, attendance was not noted, and everybody invited could have been there.
    """
    return present or invited


def five_have_answered(sheets: int) -> bool:
    """Say the only thing the screen tells while the score is open."""
    return confidentiality.enough_to_show(sheets)


def may_choose_open_score(*, state: ScoreState, present: int) -> bool:
    """Say whether the open score can be chosen now: before the score opens, with three or four besides the chair."""
    return state is ScoreState.NOT_YET and confidentiality.open_score_possible(present)


def is_unreliable(*, sheets: int, possible: int) -> bool:
    """Say whether more sheets came in than people could have sent. They are accepted, and the result is marked."""
    return sheets > possible


def most_sheets(invited: int) -> int:
    """
    Say how many sheets a score takes at all: far more than any room, so that only the disk is protected by it.

    A lower stop would let a stranger with the code shut real participants out (2.5); what he sends is told as
    unreliable long before.
    """
    return max(MOST_SHEETS, SHEETS_EACH * invited)


def is_low_response(*, sheets: int, possible: int) -> bool:
    """Say whether fewer than half answered: "this may be skewed" (better meetings §4.5)."""
    return 2 * sheets < possible


def shuffled(things: Iterable[T], source: Random) -> list[T]:
    """
    Give comments or sheets in an order that says nothing about when they came or who they belong to.

    In service `source` is random.SystemRandom(), so that nobody can work the order out backwards.
    """
    mixed = list(things)
    source.shuffle(mixed)
    return mixed


def _shown(showing: Showing, possible: int, sheets: Sheets, *, fewest: int) -> Result:
    distribution = showing is Showing.DISTRIBUTION
    return Result(
        showing=showing,
        possible=possible,
        answered=sheets.number,
        items={key: counts if counts.n >= fewest else None for key, counts in sheets.items.items()},
        comments=distribution,
        chair=True,
        unreliable=is_unreliable(sheets=sheets.number, possible=possible),
        low_response=is_low_response(sheets=sheets.number, possible=possible),
        joins_series=distribution,
    )
