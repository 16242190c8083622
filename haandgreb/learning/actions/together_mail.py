"""Mail about learning together: that there is something to read, with a link; never who learns what."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.learning.models import SharedClick, StudyPair
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox


def click_moved(click: SharedClick, person: Person) -> None:
    """A new time."""
    with outbox.in_language_of(person):
        _put(person, _("A new time"), _("A fælles klik you have a seat in has a new time."), _click(click))


def click_cancelled(click: SharedClick, person: Person) -> None:
    """It will not be."""
    with outbox.in_language_of(person):
        line = _("A fælles klik you had a seat in is cancelled.")
        _put(person, _("A fælles klik is cancelled"), line, _click(click))


def pair_asked(pair: StudyPair, person: Person) -> None:
    """A colleague asks."""
    with outbox.in_language_of(person):
        line = _("{name} asks whether you will learn something together.").format(name=pair.first)
        _put(person, _("Will you learn it together?"), line, _pair(pair))


def pair_made(pair: StudyPair, person: Person) -> None:
    """Somebody said yes, or joined."""
    with outbox.in_language_of(person):
        line = _("{name} will learn it together with you.").format(name=pair.second)
        _put(person, _("You have a study partner"), line, _pair(pair))


def _click(click: SharedClick) -> str:
    return settings.BASE_URL + reverse("learning:click", args=[click.pk])


def _pair(pair: StudyPair) -> str:
    return settings.BASE_URL + reverse("learning:pair", args=[pair.pk])


def _put(person: Person, subject: str, line: str, page: str) -> None:
    if not person.is_active:
        return
    lines = [_("Hello {name}").format(name=person.given), "", line, "", _("See it here: {page}").format(page=page)]
    outbox.put(kind="learning", person=person, subject=subject, text="\n".join(lines))
