"""The passport of strategy."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from haandgreb.shared.passport import Capability


class StrategyConfig(Capability):
    """From the core task to goals and results: IM-1, IM-2."""

    name = "haandgreb.strategy"
    label = "strategy"
    url_prefix = "goals"

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Of these barriers, those she can open: who promised to remove one need not see the practice it stands by."""
        from haandgreb.strategy.queries.practice import barriers_seen_by

        return barriers_seen_by(person, ids)
