"""Word to those who built on what is closed: the mail names nothing, their own page tells the rest."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from haandgreb.organisation.models import Person
from haandgreb.shared import outbox
from haandgreb.strategy.models import Result, StrategicGoal


def tell_of_closing(thing: StrategicGoal | Result, people: Iterable[Person], *, by: Person) -> None:
    """
    Queue one mail to each of these people but the one who closed it.

    How many they are is told to nobody: somebody may have built on it in private.
    """
    for person in {person.pk: person for person in people if person.pk != by.pk}.values():
        with outbox.in_language_of(person):
            outbox.put(
                kind="built-on-closed",
                person=person,
                subject=_subject(thing),
                text=_(
                    "Hello %(given)s\n\n"
                    "Something you have built on has been closed. What you made is still there. "
                    "Sign in to read why, and decide what it should build on now: %(address)s"
                )
                % {"given": person.given, "address": f"{settings.BASE_URL}/"},
                key=f"built-on-closed:{thing.pk}:{thing.closed_on}:{person.pk}",
            )


def _subject(thing: StrategicGoal | Result) -> str:
    if isinstance(thing, StrategicGoal):
        return _("A goal you built on has been closed")
    return _("A result you built on has been closed")
