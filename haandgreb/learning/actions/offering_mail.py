"""Mail to those who have a place where the days change or the course is cancelled: that it is so, never what it is."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.learning.models import Enrolment
from haandgreb.shared import outbox


def moved(enrolment: Enrolment) -> None:
    """New days."""
    with outbox.in_language_of(enrolment.person):
        line = _("Something you take part in has new days. What lies before and after has moved along.")
        _put(enrolment, _("New days for something you take part in"), line)


def cancelled(enrolment: Enrolment) -> None:
    """It will not be."""
    with outbox.in_language_of(enrolment.person):
        line = _("Something you were to take part in is cancelled. Nothing more is asked of you about it.")
        _put(enrolment, _("Something you were to take part in is cancelled"), line)


def _put(enrolment: Enrolment, subject: str, line: str) -> None:
    person = enrolment.person
    if not person.is_active:
        return
    page = settings.BASE_URL + reverse("learning:enrolment", args=[enrolment.pk])
    lines = [_("Hello {name}").format(name=person.given), "", line, "", _("See it here: {page}").format(page=page)]
    outbox.put(kind="learning", person=person, subject=subject, text="\n".join(lines))
