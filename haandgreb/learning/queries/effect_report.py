"""What HR and the works council read of a year's learning: the latest counting, and what stands on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from haandgreb.confidentiality.figures import FULL, Rate, rate
from haandgreb.learning.models import Activity, EffectRelease, Provider, TransferBarrier, UseShown
from haandgreb.learning.queries import floating
from haandgreb.strategy.models import Result


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> int:
        """Whole per cent, halves upwards; 0 of nothing."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else 0


@dataclass(frozen=True)
class Answers:
    """Counts from the lowest answer to the highest, and how many have not answered."""

    counts: list[int]
    silent: int

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def asked(self) -> int:
        return self.answered + self.silent

    @property
    def is_spread(self) -> bool:
        """From ten answers on they are told one by one."""
        return self.answered >= FULL

    def at_least(self, place: int) -> Share:
        """How many answered this or more."""
        return Share(sum(self.counts[place:]), self.answered)


@dataclass(frozen=True)
class CourseLine:
    """A provider, or one of its courses: how much of it is used, as far as it may be told."""

    name: str
    is_provider: bool
    used: Rate


@dataclass
class Report:
    """A year's effect; None and empty where there are too few."""

    release: EffectRelease
    floating: Share
    results: Share | None
    courses: list[CourseLine] = field(default_factory=list)

    def counts(self, name: str) -> list[int] | None:
        """The counts of a figure, where it may be shown."""
        found: list[int] | None = self.release.figures.get(name)
        return found

    def share(self, name: str) -> Share | None:
        """How many of all the figure is about."""
        counts = self.counts(name)
        return Share(counts[0], sum(counts)) if counts is not None else None

    def answers(self, name: str) -> Answers | None:
        """The answers, with those who have not answered apart."""
        counts = self.counts(name)
        return Answers(counts[:-1], counts[-1]) if counts is not None else None

    @property
    def taken(self) -> int:
        counts = self.counts("taken")
        return counts[0] if counts is not None else 0

    @property
    def brakes(self) -> list[tuple[str, int]]:
        """What held people back, the most frequent first: kinds told of by five people or more."""
        found = [(kind, counts[0]) for kind in TransferBarrier.Kind.values if (counts := self.counts(f"brake_{kind}"))]
        return sorted((one for one in found if one[1]), key=lambda one: (-one[1], one[0]))


def report() -> Report | None:
    """The latest counting, with the share of floating courses and of results with a practice in use."""
    release = EffectRelease.objects.first()
    if release is None:
        return None
    return Report(
        release,
        floating=Share(*floating.share()),
        results=_results(release.in_use),
        courses=_courses(release),
    )


def _results(in_use: Sequence[str]) -> Share | None:
    """Results of the map with at least one changed practice that is in use, of those with any changed practice."""
    rows = Result.objects.active().filter(practices__person=None, practices__state="active").order_by()
    shown = UseShown.objects.order_by().values("practice")
    ids = {UUID(one) for one in in_use}
    used = (
        rows.filter(practices__in=shown)
        .values_list("pk", flat=True)
        .union(rows.filter(practices__in=list(ids)).values_list("pk", flat=True))
    )
    whole = rows.distinct().count()
    return Share(len(set(used)), whole) if whole else None


def _courses(release: EffectRelease) -> list[CourseLine]:
    """Providers and courses that may be told apart, in Danish order; what is nobody's stands without a provider."""
    lines = {one["key"]: one for one in release.courses if one["key"].startswith(("a:", "p:")) and len(one["key"]) > 2}
    activities = Activity.objects.in_bulk([UUID(key[2:]) for key in lines if key.startswith("a:")])
    providers = Provider.objects.in_bulk([UUID(key[2:]) for key in lines if key.startswith("p:")])
    found = []
    for key, one in lines.items():
        thing = activities.get(UUID(key[2:])) or providers.get(UUID(key[2:]))
        used = rate(one["used"][0], sum(one["used"]))
        if thing is not None and used is not None:
            found.append(CourseLine(str(thing), key.startswith("p:"), used))
    return sorted(found, key=lambda line: (not line.is_provider, line.name))
