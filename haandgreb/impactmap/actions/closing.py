"""A card that others built on is closed, and they are told; what nobody built on may be deleted."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from haandgreb.competences.actions import learning
from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.impactmap.queries.waiting import built_on_by
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox
from haandgreb.strategy.actions import practice as practices
from haandgreb.strategy.models import PracticeChange

Closable = PracticeChange | LearningGoal


@transaction.atomic
def close(card: Closable, why: str, *, by: Person) -> None:
    """
    Close it with a reason. Those who built on it get a mail that says so, and not what.

    How many they are is told to nobody: a development goal may be private.
    """
    people = [person for person in built_on_by(card) if person.pk != by.pk]
    if isinstance(card, PracticeChange):
        practices.close(card, why, by=by)
    else:
        learning.close_goal(card, why, by=by)
    _tell(people)


@transaction.atomic
def reopen(card: Closable, *, by: Person) -> None:
    """It counts again."""
    if isinstance(card, PracticeChange):
        practices.reopen(card, by=by)
    else:
        learning.reopen_goal(card, by=by)


@transaction.atomic
def delete(card: Closable | PlannedActivity, *, by: Person) -> None:
    """Delete what nothing hangs on. Raises BuiltOn otherwise."""
    if isinstance(card, PracticeChange):
        practices.delete(card, by=by)
    elif isinstance(card, LearningGoal):
        learning.delete_goal(card, by=by)
    else:
        learning.delete_activity(card, by=by)


def _tell(people: Iterable[Person]) -> None:
    for person in people:
        with outbox.in_language_of(person):
            lines = [
                _("Hello {name}").format(name=person.given),
                "",
                _("Something on the map that you have built on is closed."),
                _("What it is, and why, stands on your own page: {address}").format(address=f"{settings.BASE_URL}/"),
            ]
            subject = _("Something you built on is closed")
            outbox.put(kind="map", person=person, subject=subject, text="\n".join(lines))
