"""
The nine questions of the meeting score and what may be said about their answers (better meetings §3 and §4.1).

There is no total score. MS-9, all in all, is reported alone. MS-8 has counts only when the whole series shares one
focus question, else everybody answered a question of their own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from haandgreb.meetings.rules.counts import HIGH_FROM, Counts, Portion

AVERAGED = ("MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7")
"""The questions a series index may join. MS-8 and MS-9 never enter it."""

FOCUS = "MS-8"
OVERALL = "MS-9"
ITEMS = (*AVERAGED, FOCUS, OVERALL)


@dataclass(frozen=True)
class MeetingSentence:
    """
    The numbers of "6 of 8 answered: 5 gave 4 or 5, 1 gave 2."

    `possible` is None when more answered than were present, so that nobody reads "9 of 8". `lower` holds the steps
    under 4 that somebody chose, from the lowest, each with how many.
    """

    answered: int
    possible: int | None
    high: int
    lower: tuple[tuple[int, int], ...]


def items_with_counts(focus: str) -> tuple[str, ...]:
    """Give the questions whose answers are counted; MS-8 is one only when the series has a common focus question."""
    return ITEMS if focus.strip() else (*AVERAGED, OVERALL)


def series_index(items: Mapping[str, Counts]) -> Portion:
    """Count the high answers to MS-1 … MS-7 together, the one index a series may have, labelled as such."""
    joined = sum((items[key] for key in AVERAGED if key in items), Counts())
    return joined.high


def shares_of(items: Mapping[str, Counts | None]) -> dict[str, Fraction | None]:
    """Give the share of 4 and 5 per question; None where nothing is shown."""
    return {key: None if counts is None else counts.share for key, counts in items.items()}


def lowest_items(shares: Mapping[str, Fraction | None]) -> tuple[str, ...]:
    """
    Give the questions among MS-1 … MS-7 with the smallest share of 4 and 5, in their own order.

    None is not shown and so not compared. Nothing is lowest when all lie alike.
    """
    known = _known(shares)
    if len(set(known.values())) < 2:
        return ()
    return tuple(key for key, share in known.items() if share == min(known.values()))


def items_to_work_on(shares: Mapping[str, Fraction | None]) -> tuple[str, ...]:
    """
    Give the questions whose suggestion is shown: the lowest ones, and MS-9 when all in all lies below every other.

    What to try for each is content, by the id of the question; MS-8 is the group's own and has no suggestion.
    """
    overall, known = shares.get(OVERALL), _known(shares)
    if overall is not None and known and overall < min(known.values()):
        return (*lowest_items(shares), OVERALL)
    return lowest_items(shares)


def one_meeting(counts: Counts, possible: int) -> MeetingSentence:
    """Give the numbers of the sentence above one question of one meeting. No decimals, no average, no median."""
    lower = tuple((step, number) for step, number in enumerate(counts.steps, start=1) if number and step < HIGH_FROM)
    return MeetingSentence(counts.n, possible if counts.n <= possible else None, counts.high.part, lower)


def _known(shares: Mapping[str, Fraction | None]) -> dict[str, Fraction]:
    return {key: share for key in AVERAGED if (share := shares.get(key)) is not None}
