"""A scale for a picture of measurements: round ends with all values between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_PARTS = 4


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest value shown."""

    lowest: Decimal
    highest: Decimal

    @property
    def middle(self) -> Decimal:
        """Halfway."""
        return (self.lowest + self.highest) / 2

    def share(self, value: Decimal) -> float:
        """Where the value lies, from 0 to 1."""
        return float((value - self.lowest) / (self.highest - self.lowest))


def scale_of(values: Sequence[Decimal]) -> Scale:
    """
    A scale from 0 where the values are not far from it, else from a round number below them.

    Of no values it is 0 to 1. Source: a picture must not make a small change look large, nor hide it.
    """
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(1))
    if low >= 0 and low * 2 <= high * 1:
        low = Decimal(0)
    if low == high:
        low, high = (min(low, Decimal(0)), max(high, Decimal(0))) if low else (low, low + 1)
    step = _step((high - low) / _PARTS)
    lowest = (low / step).to_integral_value(ROUND_FLOOR) * step
    highest = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(lowest, highest)


def _step(least: Decimal) -> Decimal:
    """The round number at or just above `least`: 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * step for step in _STEPS if power * step >= least)
