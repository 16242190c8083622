"""
Run charts: has the series changed, or are these the ordinary ups and downs?

The rules are those of Anhøj & Olesen (PLoS ONE 9(11):e113825): an unusually long run on one side of the median, or
unusually few crossings of it. Their study found the trend rule useless, so there is none. Shares are exact fractions:
a share that equals the median lies on it, and 7 of 10 equals 14 of 20.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from math import comb

FEWEST_POINTS = 10
"""Fewer points than this never give a signal (better meetings §4.2)."""

SMALLER_SIDE = Fraction(1, 3)
"""
The share of the useful points that must lie on the smaller side of the median before a signal is given.

Both limits suppose that a point falls on either side like a tossed coin. Where many points lie on the median, nearly
all others may lie on one side, and a long run says nothing. This condition can only silence a signal.
"""


@dataclass(frozen=True)
class Run:
    """Useful points in a row on one side of the median. `first` and `last` are places in the series, from 0."""

    above: bool
    length: int
    first: int
    last: int


@dataclass(frozen=True)
class RunChart:
    """What a run chart says. A run is a signal when longer than its limit, crossings when fewer than theirs."""

    points: int
    median: Fraction | None
    useful: int
    longest_run: Run | None
    longest_run_limit: int
    crossings: int
    crossings_limit: int
    enough: bool
    shift: bool
    few_crossings: bool

    @property
    def signal(self) -> bool:
        """True when the series has surely changed."""
        return self.shift or self.few_crossings


def run_chart(values: Sequence[Fraction | None]) -> RunChart:
    """
    Read a series in order of time; None is a gap and is passed over.

    Source: better meetings §4.2. Of several longest runs the latest is given.
    """
    shown = [value for value in values if value is not None]
    middle = median(shown)
    runs = runs_about(values, middle)
    useful = sum(run.length for run in runs)
    above = sum(run.length for run in runs if run.above)
    longest = max(reversed(runs), key=lambda run: run.length, default=None)
    crossings = max(len(runs) - 1, 0)
    run_limit, crossing_limit = longest_run_limit(useful), crossings_limit(useful)
    enough = len(shown) >= FEWEST_POINTS
    sure = enough and min(above, useful - above) >= SMALLER_SIDE * useful
    return RunChart(
        points=len(shown),
        median=middle,
        useful=useful,
        longest_run=longest,
        longest_run_limit=run_limit,
        crossings=crossings,
        crossings_limit=crossing_limit,
        enough=enough,
        shift=sure and longest is not None and longest.length > run_limit,
        few_crossings=sure and crossings < crossing_limit,
    )


def median(values: Sequence[Fraction]) -> Fraction | None:
    """Give the middle value, halfway between the middle two of an even number, None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2


def runs_about(values: Sequence[Fraction | None], middle: Fraction | None) -> list[Run]:
    """Give the runs above and below `middle` in order. Points on it belong to no run and break none."""
    if middle is None:
        return []
    useful = [(place, value > middle) for place, value in enumerate(values) if value is not None and value != middle]
    runs = []
    for above, group in groupby(useful, key=lambda point: point[1]):
        places = [place for place, _ in group]
        runs.append(Run(above, len(places), places[0], places[-1]))
    return runs


def longest_run_limit(useful: int) -> int:
    """
    Give the longest run that is still ordinary among this many useful points: log2 of them, rounded, and three.

    Computed in whole numbers: log2(k) rounds to r when k² has 2r or 2r + 1 binary digits.
    """
    return (useful * useful).bit_length() // 2 + 3 if useful > 0 else 0


def crossings_limit(useful: int) -> int:
    """Give the fewest crossings that are still ordinary: the 5 % point of Binomial(useful - 1, ½)."""
    tosses = max(useful - 1, 0)
    crossings, seen = 0, 1
    while 20 * seen < 2**tosses:
        crossings += 1
        seen += comb(tosses, crossings)
    return crossings
