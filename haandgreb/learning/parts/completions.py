"""Completions from Campus and other platforms."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import ngettext, pgettext_lazy

from haandgreb.learning.parts import IN_ROLE
from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo

CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping-completions.toml"


def menu(person: Any) -> Sequence[MenuItem]:
    """The platforms, for those who name them and read their lists."""
    from haandgreb.learning.permissions import may_name_platforms
    from haandgreb.shared import clock

    if not may_name_platforms(person, clock.today()):
        return ()
    name = pgettext_lazy("menu", "Learning platforms")
    return [MenuItem(name, reverse("learning:platforms"), "campus", group="coordination", order=70)]


def home_sections(person: Any, today: date) -> list[Section]:
    """The way to what is completed, beside the page; for who names platforms the way to them."""
    from haandgreb.learning.permissions import may_name_platforms

    found = [Section("learning/completions/_home.html", {}, ASIDE + 4)]
    if may_name_platforms(person, today):
        found.append(Section("learning/completions/_platforms_home.html", {}, IN_ROLE + 4))
    return found


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """When it was completed, and who told of it."""
    from haandgreb.learning.models import Platform

    if enrolment.completed_on is None or enrolment.state != "completed":
        return None
    platform = Platform.objects.filter(key=enrolment.source).first() if enrolment.source else None
    return Section("learning/completions/_section.html", {"enrolment": enrolment, "platform": platform}, ASIDE + 4)


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries.completions import may_wait

    return may_wait(person, today)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """For HR: courses nobody has named."""
    from haandgreb.learning.permissions import may_bring_in
    from haandgreb.learning.queries.completions import courses_waiting

    if not may_bring_in(person, today) or not (count := courses_waiting()):
        return
    words = ngettext("%(count)d course of a platform is unknown", "%(count)d courses of a platform are unknown", count)
    yield Waiting(words % {"count": count}, reverse("learning:completions_waiting"), tone="after")


def daily(today: date) -> None:
    """What waited is placed where its person has come, and else deleted when its days are over."""
    from haandgreb.learning.actions import waiting_completions

    waiting_completions.daily(today)


def tick(now: datetime) -> None:
    """Lists nobody has confirmed for a day are dropped."""
    from haandgreb.learning.actions import platform_lists

    platform_lists.forget_old(now)


def data_classes() -> Iterable[Any]:
    """What waits is kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def forget(person: Any) -> None:
    """What waits for her goes; her completions go with her enrolments."""
    from haandgreb.learning.actions import waiting_completions

    waiting_completions.forget(person)


def personal_data(person: Any) -> dict[str, Any]:
    """What a platform told of her that is not placed yet."""
    from haandgreb.learning.models import WaitingCompletion

    rows = WaitingCompletion.objects.filter(person=person).select_related("platform")
    if not rows:
        return {}
    return {
        "completions_not_placed_yet": [
            {"platform": row.platform.name, "course": row.title, "completed_on": row.completed_on.isoformat()}
            for row in rows
        ]
    }


def load_demo(demo: Demo) -> None:
    """Campus, and a course it told of that nobody knows."""
    from haandgreb.learning.demo import completions

    completions.load(demo)


def find_demo(demo: Demo) -> None:
    """Campus again."""
    from haandgreb.learning.demo import completions

    completions.find(demo)


def remove_demo() -> None:
    """The platforms and what they told."""
    from haandgreb.learning.demo import completions

    completions.remove()
