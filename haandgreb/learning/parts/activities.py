"""The catalogue: activities in the three rooms, when they take place, how a unit's are spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def load_demo(demo: Demo) -> None:
    """The courses and modules of the case, who teaches them and when."""
    from haandgreb.learning.demo import activities

    activities.load(demo)


def find_demo(demo: Demo) -> None:
    """The activities and offerings again."""
    from haandgreb.learning.demo import activities

    activities.find(demo)


def remove_demo() -> None:
    """The catalogue goes before the practices and competences it names."""
    from haandgreb.learning.demo import activities

    activities.remove()
