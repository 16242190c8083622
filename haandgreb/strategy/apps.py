"""The passport of strategy."""

from __future__ import annotations

from haandgreb.shared.passport import Capability


class StrategyConfig(Capability):
    """From the core task to goals and results: IM-1, IM-2."""

    name = "haandgreb.strategy"
    label = "strategy"
    url_prefix = "goals"
