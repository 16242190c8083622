"""How many answers it takes before anything is shown: one place, asked before any template."""

ENOUGH = 5
"""The fewest answers to one question that may be shown, and the fewest people a shown group may have."""

OPEN_SCORE_FEWEST = 3
OPEN_SCORE_MOST = 4
"""A group of three or four may see its own meeting score when every sheet says yes."""

UPWARDS_MEETINGS = 5
UPWARDS_ANSWERS = 20
UPWARDS_UNITS = 2
"""What HR and the works council see of meeting scores is pooled over at least this much."""


def enough_to_show(count: int, *, fewest: int = ENOUGH) -> bool:
    """
    Say whether this many answers to one question may be shown.

    A survey may ask for more than five (`fewest`), never for less.
    Raises ValueError for a negative count or a threshold under five.
    Source: security and privacy 2.3 and 2.5.
    """
    if fewest < ENOUGH:
        raise ValueError(f"The threshold may be raised, never lowered under {ENOUGH}.")
    return _count(count) >= fewest


def enough_people(count: int) -> bool:
    """
    Say whether a group of this many possible respondents may be shown at all.

    Five sheets from a group of four hold at least one sheet too many, so the people are counted as well as the sheets.
    Source: better meetings §3, the showing rule.
    """
    return _count(count) >= ENOUGH


def open_score_possible(people: int) -> bool:
    """Say whether this many people, without the chair, may choose the open score (2.5)."""
    return OPEN_SCORE_FEWEST <= _count(people) <= OPEN_SCORE_MOST


def open_score_shows(*, answers: int, yeses: int) -> bool:
    """
    Say whether the counts of an open score are shown: three or four sheets, and every one of them says yes (2.5).

    Raises ValueError when more say yes than have answered.
    """
    if _count(yeses) > _count(answers):
        raise ValueError("More sheets say yes than there are sheets.")
    return open_score_possible(answers) and yeses == answers


def enough_upwards(*, meetings: int, answers: int, units: int) -> bool:
    """Say whether meeting scores pooled over this much may be shown to HR and the works council (2.5)."""
    return (
        _count(meetings) >= UPWARDS_MEETINGS and _count(answers) >= UPWARDS_ANSWERS and _count(units) >= UPWARDS_UNITS
    )


def _count(number: int) -> int:
    if number < 0:
        raise ValueError("A count is never negative.")
    return number
