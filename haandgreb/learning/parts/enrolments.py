"""Who takes part in what: wish, yes, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def load_demo(demo: Demo) -> None:
    """Fifteen enrolments that were completed, some that lie ahead, and what came of them."""
    from haandgreb.learning.demo import enrolments, steps

    enrolments.load(demo)
    steps.load(demo)


def find_demo(demo: Demo) -> None:
    """The enrolments again."""
    from haandgreb.learning.demo import enrolments

    enrolments.find(demo)


def remove_demo() -> None:
    """Enrolments go before the activities they hold."""
    from haandgreb.learning.demo import enrolments

    enrolments.remove()
