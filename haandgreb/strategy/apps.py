"""The passport of strategy."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.passport import ALL, Capability, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class StrategyConfig(Capability):
    """From the core task to goals and results: IM-1, IM-2."""

    name = "haandgreb.strategy"
    label = "strategy"
    url_prefix = "goals"

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """What we are here for, for everybody."""
        return [MenuItem(_("The core task"), reverse("strategy:home"), "goal", group="direction", order=10)]

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """Results and goals she owns."""
        from haandgreb.strategy.queries import waiting

        return waiting.may_wait(person, today)

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """Results of hers to measure, and what was closed that she has built on."""
        from haandgreb.strategy.queries import waiting

        yield from waiting.waiting_for(person, today, may)

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Of these barriers, those she can open: who promised to remove one need not see the practice it stands by."""
        from haandgreb.strategy.queries.practice import barriers_seen_by

        return barriers_seen_by(person, ids)

    def load_demo(self, demo: Demo) -> None:
        """Direction, five goals, fifteen results with measurements, twenty-two practice changes and their barriers."""
        from haandgreb.strategy.demo import load_demo

        load_demo(demo)

    def find_demo(self, demo: Demo) -> None:
        """Goals, results and practice changes again."""
        from haandgreb.strategy.demo import find_demo

        find_demo(demo)

    def remove_demo(self) -> None:
        """Goals and what hangs on them go before the people and units they name."""
        from haandgreb.strategy.demo import remove_demo

        remove_demo()

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Goals and results she owns, what she wrote and measured, her own practice changes, barriers she sees to."""
        from haandgreb.strategy.queries import personal

        return personal.personal_data(person)

    def forget(self, person: Any) -> None:
        """Her name leaves what the workplace wrote."""
        from haandgreb.strategy.actions import keeping

        keeping.forget(person)
