"""Learning tracks, learning the same module together, study pairs (HG-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import Due, HandleStart, Waiting

if TYPE_CHECKING:
    from haandgreb.learning.models import Activity, Enrolment
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

ON_ACTIVITY, ON_ENROLMENT = 50, 92
CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping-together.toml"


def handles(person: Any) -> Sequence[HandleStart]:
    """HG-10: where one learns the same thing together, and how many have begun."""
    from haandgreb.learning.queries.together import clicks_to_come

    return [HandleStart("HG-10", reverse("learning:clicks"), clicks_to_come(person, clock.now()).count())]


def activity_section(activity: Activity, person: Person, today: date) -> Section | None:
    """On an activity's page: learning it together."""
    from haandgreb.learning.queries.together import together

    context = {"activity": activity, "together": together(person, activity), "person": person}
    return Section("learning/tracks/_together.html", context, ON_ACTIVITY)


def section(enrolment: Enrolment, person: Person, today: date) -> Section | None:
    """On her own enrolment, aside: her note, a partner, the team."""
    if enrolment.person_id != person.pk or enrolment.state not in ("approved", "completed"):
        return None
    return Section("learning/tracks/_section.html", {"enrolment": enrolment}, ON_ENROLMENT)


def home_sections(person: Person, today: date) -> list[Section]:
    """Tracks for her role, and what is to be learned together soon."""
    from haandgreb.learning.queries.together import clicks_to_come
    from haandgreb.learning.queries.tracks import for_me

    context = {
        "tracks": for_me(person, today),
        "clicks": list(clicks_to_come(person, clock.now()).order_by("starts_at", "pk")[:3]),
    }
    return [Section("learning/tracks/_home.html", context, ASIDE + 1)]


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries.together_waiting import may_wait

    return may_wait(person, today)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """A colleague who asks, a fælles klik of the week, one that has been, and whether a module is used."""
    from haandgreb.learning.queries import together_waiting as queries
    from haandgreb.learning.queries.use_checks import due

    for pair in queries.asked_of(person):
        text = _("%(name)s asks whether you will learn it together") % {"name": pair.first}
        yield Waiting(text, reverse("learning:pair", args=[pair.pk]), str(pair.activity), tone="before")
    for click in queries.coming(person, today):
        day = clock.local_day(click.starts_at)
        yield Waiting(_("Fælles klik"), reverse("learning:click", args=[click.pk]), str(click.activity), day, "during")
    for click in queries.to_close(person):
        url = reverse("learning:click", args=[click.pk])
        yield Waiting(_("Say whether your fælles klik was held"), url, str(click.activity), tone="after")
    for check in due(person, today):
        url = reverse("learning:use_check", args=[check.enrolment.pk, check.day])
        yield Waiting(_("Do you use it?"), url, str(check.enrolment.activity), check.due_on, "after")


def due(today: date, until: date) -> Iterable[Due]:
    """Whether modules are in use, for the week's one digest."""
    from haandgreb.learning.actions import use_checks

    return use_checks.due(today, until)


def told(people: Collection[UUID], today: date, until: date) -> None:
    """The digest asks about them."""
    from haandgreb.learning.actions import use_checks

    use_checks.told(people, today, until)


def seen_by(person: Person, ids: Collection[UUID]) -> set[UUID]:
    """Of these talks, those she can read."""
    from haandgreb.learning.models import TeamTalk

    return set(TeamTalk.objects.visible_to(person).filter(pk__in=list(ids)).values_list("pk", flat=True))


def personal_data(person: Person) -> dict[str, Any]:
    """Her seats, pairs, notes, and what she wrote for her team."""
    from haandgreb.learning.queries.together_personal import personal_data

    return personal_data(person)


def forget(person: Person) -> None:
    """Notes, seats and searches go; what a team said stays without who wrote it down."""
    from haandgreb.learning.actions import together_keeping

    together_keeping.forget(person)


def data_classes() -> Iterable[Any]:
    """What of learning together is kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def daily(today: date) -> None:
    """What has run out is hidden or deleted."""
    from haandgreb.learning.actions import together_keeping

    together_keeping.daily(today)


def load_demo(demo: Demo) -> None:
    """Three tracks, a fælles klik, a pair and what one team said."""
    from haandgreb.learning.demo import tracks

    tracks.load(demo)


def remove_demo() -> None:
    """Tracks go before the catalogue."""
    from haandgreb.learning.demo import tracks

    tracks.remove()
