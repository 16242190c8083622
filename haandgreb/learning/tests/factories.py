"""A person, her manager, everybody around them, and an enrolment in any state. Nothing is random."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from haandgreb.dialogues.tests.factories import Workplace as People
from haandgreb.learning.models import Activity, Enrolment, Offering, Provider, TransferPlan
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

BEGUN = ("approved", "completed")


def make_activity(title: str = "Den svære samtale", **facts: Any) -> Activity:
    """A course of two days outside; `form` and `room` as given."""
    facts = {"form": "RM-E1", "room": "external", "size": "standard", "minutes": 840, **facts}
    return Activity.objects.create(title=title, **facts)


def make_provider(name: str = "Kursushuset", **facts: Any) -> Provider:
    """A firm with a contact."""
    facts = {"contact": "Bodil Kranbæk", "email": "bodil@kursushuset.example", **facts}
    return Provider.objects.create(name=name, **facts)


def make_offering(activity: Activity, starts_on: date, days: int = 2, **facts: Any) -> Offering:
    """The activity from a day on, for so many days in a row."""
    facts = {"ends_on": starts_on + timedelta(days=days - 1), **facts}
    return Offering.objects.create(activity=activity, starts_on=starts_on, **facts)


def make_enrolment(
    person: Person, activity: Activity | None = None, state: str = "approved", **facts: Any
) -> Enrolment:
    """An enrolment in the state with what the state asks for; starts in forty days where no day is given."""
    activity = activity or make_activity()
    facts.setdefault("starts_on", clock.today() + timedelta(days=40))
    if facts["starts_on"] is not None:
        facts.setdefault("ends_on", facts["starts_on"] + timedelta(days=1))
    if state == "completed":
        facts.setdefault("completed_on", facts["ends_on"])
    if state == "declined":
        facts.setdefault("why_declined", "Ikke i år")
    facts = {"size": activity.size, "made_at": clock.now(), **facts}
    return Enrolment.objects.create(person=person, activity=activity, state=state, **facts)


def make_plan(enrolment: Enrolment, **facts: Any) -> TransferPlan:
    """Its transfer plan, hers alone where nothing else is said."""
    return TransferPlan.objects.create(enrolment=enrolment, changed_at=clock.now(), **facts)


@dataclass
class Workplace(People):
    """Mads in Tilskud under Gorm, and everybody who must not see."""

    def enrolment(self, state: str = "approved", **facts: Any) -> Enrolment:
        """Mads's enrolment."""
        return make_enrolment(self.person, state=state, **facts)
