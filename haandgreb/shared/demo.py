"""What the capabilities share while the demo workplace is loaded."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from haandgreb.shared.holidays import next_working_day


class Changed(Exception):
    """People have changed the demo workplace so that nothing more can be built on it."""


@dataclass
class Demo:
    """The day the demo is loaded (T), and what earlier capabilities put in, by its key in the case."""

    today: date
    people: dict[str, Any] = field(default_factory=dict)
    units: dict[str, Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def day(self, offset: int, *, working: bool = False) -> date:
        """T plus offset days; with `working`, moved to the next working day from a weekend or Danish holiday."""
        day = self.today + timedelta(days=offset)
        return next_working_day(day) if working else day

    def chance(self, key: str) -> random.Random:
        """A source of numbers that is the same every time for the same key."""
        return random.Random(f"haandgreb-demo-{key}")  # noqa: S311 - deterministic demo data, no secret
