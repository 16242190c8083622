"""Who may do what in learning. Reading an enrolment is `Enrolment.objects.visible_to`."""

from __future__ import annotations

from datetime import date

from haandgreb.learning.models import Enrolment
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_hr, is_hr_for_all
from haandgreb.organisation.queries.managers import staff_of

LEARNER = "learner"
MANAGER = "manager"


def side_of(enrolment: Enrolment, person: Person, today: date) -> str:
    """LEARNER, MANAGER (nearest, today), or "" for neither (who gets 404 before this is asked)."""
    if enrolment.person_id == person.pk:
        return LEARNER
    return MANAGER if enrolment.person_id in staff_of(person, today) else ""


def may_keep_catalogue(person: Person, today: date) -> bool:
    """The catalogue is kept by HR for the whole workplace."""
    return is_hr_for_all(person, today)


def may_plan_offerings(person: Person, today: date) -> bool:
    """HR, with whatever units, says when an activity takes place."""
    return is_hr(person, today)
