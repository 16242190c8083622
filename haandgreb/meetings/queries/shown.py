"""What may be shown of a closed score: the rule of five is asked here, before any template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from haandgreb.meetings.models import ScoreResult
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.showing import Result, Sheets, result
from haandgreb.meetings.rules.window import ScoreState


class Stored(NamedTuple):
    """What of a fixed result decides what may be shown, by the names of its columns: a series has many results."""

    sheets: int
    present: int
    is_open_score: bool
    everybody_shares: bool
    counts: Mapping[str, Sequence[int]]


def shown(fixed: ScoreResult | Stored) -> Result:
    """What the participants see of a closed meeting's score."""
    sheets = Sheets(
        number=fixed.sheets, yeses=fixed.sheets if fixed.everybody_shares else 0, items=counts_of(fixed.counts)
    )
    return result(state=ScoreState.CLOSED, possible=fixed.present, sheets=sheets, open_score=fixed.is_open_score)


def counts_of(stored: Mapping[str, Sequence[int]]) -> dict[str, Counts]:
    """The five counts per question, from how they are stored."""
    return {key: counts(steps) for key, steps in stored.items()}


def counts(steps: Sequence[int]) -> Counts:
    """Five stored counts."""
    one, two, three, four, five = steps
    return Counts((one, two, three, four, five))
