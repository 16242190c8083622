"""The learning log, and providers and buddies without an account."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from haandgreb.shared.parted import Section

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """The log: for the learner how far she is, for her manager what she shows. And who takes part through a link."""
    from haandgreb.learning.queries.guest_section import context_of

    context = context_of(enrolment, person, today)
    return Section("learning/guests/_section.html", context, order=45) if context else None


def daily(today: date) -> None:
    """Links follow courses that were moved; addresses of guests are kept no longer than they are needed."""
    from haandgreb.learning.actions.guest_links import follow_moved, forget_addresses
    from haandgreb.shared import clock

    follow_moved(clock.now())
    forget_addresses(clock.now())


def personal_data(person: Any) -> dict[str, Any]:
    """Her log, and who took part in her learning through a link."""
    from haandgreb.learning.queries import guest_data

    return guest_data.personal_data(person)


def load_demo(demo: Demo) -> None:
    """Logs, and guests who have answered."""
    from haandgreb.learning.demo import guests

    guests.load(demo)
