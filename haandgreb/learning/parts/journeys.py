"""Learning journeys: spaced steps with try-outs at work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import Due, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

ON_HOME, MOST = 30, 6
CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping-journeys.toml"


def home_sections(person: Person, today: date) -> list[Section]:
    """Her acts of the week, and journeys she is in where nothing is due; for everybody the way to them."""
    from haandgreb.learning.models import Journey, JourneyPart
    from haandgreb.learning.queries.journeys import AHEAD, due_for

    acts = [act for act in due_for(person, today + AHEAD) if act.part.person_id == person.pk]
    busy = {act.part_id for act in acts}
    mine = JourneyPart.objects.filter(person=person, state=JourneyPart.State.JOINED)
    parts = mine.filter(journey__state=Journey.State.RUNNING).exclude(pk__in=busy).select_related("journey")
    context = {"acts": acts[:MOST], "parts": list(parts)}
    if context["acts"] or context["parts"]:
        return [Section("learning/journeys/_home.html", context, ON_HOME)]
    return [Section("learning/journeys/_link.html", {}, ASIDE + 2)]


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries import journeys

    return journeys.may_wait(person, today)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """Invitations, her acts of the week, and for a manager the yes and the acts she owes her staff."""
    from haandgreb.learning.models import Journey, JourneyPart
    from haandgreb.learning.queries.journeys import AHEAD, due_for, waiting_for_yes

    invited = JourneyPart.objects.filter(person=person, state=JourneyPart.State.INVITED)
    for part in invited.exclude(journey__state=Journey.State.ENDED).select_related("journey"):
        url = reverse("learning:journey", args=[part.journey_id])
        yield Waiting(_("You are invited to a learning journey"), url, str(part.journey), tone="before")
    for part in waiting_for_yes(person, today):
        url = reverse("learning:journey_part", args=[part.pk])
        yield Waiting(_("A learning journey waits for your yes"), url, f"{part.person} · {part.journey}", tone="before")
    for act in due_for(person, today + AHEAD)[:MOST]:
        url = reverse("learning:journey_act", args=[act.pk])
        whose = str(act.part.journey)
        about = whose if act.part.person_id == person.pk else f"{act.part.person} · {whose}"
        yield Waiting(str(act.step), url, about, act.due_on, "during")


def due(today: date, until: date) -> Iterable[Due]:
    """Acts for the week's one digest."""
    from haandgreb.learning.actions import journey_dues

    return journey_dues.due(today, until)


def told(people: Collection[UUID], today: date, until: date) -> None:
    """The digest tells of them."""
    from haandgreb.learning.actions import journey_dues

    journey_dues.told(people, today, until)


def pages_about(person: Person, thing: Any) -> Sequence[MenuItem]:
    """On an activity's and a practice's page the journeys that go with it."""
    from haandgreb.learning.models import Activity, Journey
    from haandgreb.strategy.models import PracticeChange

    if isinstance(thing, Activity):
        rows = Journey.objects.visible_to(person).filter(activity=thing)
    elif isinstance(thing, PracticeChange):
        rows = Journey.objects.visible_to(person).filter(practice=thing)
    else:
        return []
    return [
        MenuItem(
            _("Learning journey: %(title)s") % {"title": journey},
            reverse("learning:journey", args=[journey.pk]),
            "learn",
            order=60,
        )
        for journey in rows.exclude(state=Journey.State.ENDED)
    ]


def personal_data(person: Person) -> dict[str, Any]:
    """The journeys she is in, with what she did and wrote."""
    from haandgreb.learning.queries.journey_personal import personal_data as found

    return found(person)


def forget(person: Person) -> None:
    """Her part in journeys goes; plans she made stay, without her name."""
    from haandgreb.learning.actions import journey_keeping

    journey_keeping.forget_journeys(person)


def data_classes() -> Iterable[Any]:
    """Parts in journeys, and the ledger of handles, are kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def daily(today: date) -> None:
    """What has run out goes."""
    from haandgreb.learning.actions import journey_keeping

    journey_keeping.daily(today)


def load_demo(demo: Demo) -> None:
    """One journey under way in Tilskud, and one that is planned."""
    from haandgreb.learning.demo import journeys

    journeys.load(demo)


def find_demo(demo: Demo) -> None:
    """The journeys again."""
    from haandgreb.learning.demo import journeys

    journeys.find(demo)


def remove_demo() -> None:
    """Journeys go before the people and practices they name."""
    from haandgreb.learning.demo import journeys

    journeys.remove()
