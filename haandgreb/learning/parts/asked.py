"""Is it asked for? One tap a week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import HomeCard

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries.asked import may_wait

    return may_wait(person, today)


def home_cards(person: Any, today: date) -> Sequence[HomeCard]:
    """On her own page while this week is not tapped."""
    from haandgreb.learning.queries.asked import waits

    waiting = waits(person, today)
    return (HomeCard("learning/asked/_card.html", {"asked": waiting}, order=45),) if waiting else ()


def home_sections(person: Any, today: date) -> Sequence[Section]:
    """Her weeks that run."""
    from haandgreb.learning.queries.asked import asked_of

    found = [one for one in asked_of(person, today) if one.this is not None]
    return (Section("learning/asked/_home.html", {"asked": found}, order=60),) if found else ()


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """For the learner alone: this week, and how often each has asked."""
    from haandgreb.learning.queries.asked import asked_about

    if enrolment.person_id != person.pk:
        return None
    found = asked_about(enrolment, today)
    return Section("learning/asked/_section.html", {"one": found}, order=62) if found is not None else None


def personal_data(person: Any) -> dict[str, Any]:
    """Her taps."""
    from haandgreb.learning.models import AskedWeek

    rows = AskedWeek.objects.filter(enrolment__person=person).select_related("enrolment__activity")
    names = ("by_manager", "by_colleagues", "by_work")
    return {
        "asked_for": [
            {
                "activity": str(row.enrolment.activity),
                "week": row.monday,
                **{name: getattr(row, name) for name in names},
            }
            for row in rows
        ]
    }


def load_demo(demo: Demo) -> None:
    """Weekly taps of those who have completed a course."""
    from haandgreb.learning.demo import use

    use.load_taps(demo)
