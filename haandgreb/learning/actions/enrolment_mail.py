"""Mail about an enrolment: that there is something to answer or to read, never what."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.learning.models import Enrolment
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox


def asked(enrolment: Enrolment, managers: Iterable[Person]) -> None:
    """Her nearest managers are asked for a yes or a no."""
    for manager in managers:
        with outbox.in_language_of(manager):
            line = _("{name} asks you to say yes or no to taking part in something.").format(name=enrolment.person)
            _put(enrolment, manager, _("A wish to take part waits for you"), line, "asked")


def answered(enrolment: Enrolment) -> None:
    """The person is told that there is an answer, or a place."""
    with outbox.in_language_of(enrolment.person):
        if enrolment.state == Enrolment.State.DECLINED:
            line = _("Your manager has said no to a wish of yours, and written why.")
        else:
            line = _("You have a place. Begin with what is to come before, while there is time.")
        _put(enrolment, enrolment.person, _("What you want to take part in"), line, "answered")


def ended(enrolment: Enrolment) -> None:
    """Her manager has noted that it comes to nothing."""
    with outbox.in_language_of(enrolment.person):
        line = _("Something you were to take part in comes to nothing. Your manager has written why.")
        _put(enrolment, enrolment.person, _("What you want to take part in"), line, "ended")


def _put(enrolment: Enrolment, to: Person, subject: str, line: str, kind: str) -> None:
    if not to.is_active:
        return
    page = settings.BASE_URL + reverse("learning:enrolment", args=[enrolment.pk])
    lines = [_("Hello {name}").format(name=to.given), "", line, "", _("See it here: {page}").format(page=page)]
    key = f"learning-{kind}:{enrolment.pk}:{enrolment.version}:{to.pk}"
    outbox.put(kind="learning", person=to, subject=subject, text="\n".join(lines), key=key)
