"""The passport of strategy."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any
from uuid import UUID

from haandgreb.shared.passport import Capability

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class StrategyConfig(Capability):
    """From the core task to goals and results: IM-1, IM-2."""

    name = "haandgreb.strategy"
    label = "strategy"
    url_prefix = "goals"

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
