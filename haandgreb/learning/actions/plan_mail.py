"""Mail about a transfer plan: that there is something to read or answer, never what."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox


def shared(enrolment: Enrolment, plan: TransferPlan) -> None:
    """The manager can read it."""
    if plan.shared_with is not None:
        with outbox.in_language_of(plan.shared_with):
            line = _("{name} has shared a plan with you.").format(name=enrolment.person)
            _put(enrolment, plan.shared_with, line, f"plan-shared:{plan.pk}:{plan.version}", "learning:plan")


def asked_for_yes(enrolment: Enrolment, plan: TransferPlan, *, to: Person) -> None:
    """The other of the two is asked for a yes to this version."""
    with outbox.in_language_of(to):
        line = _("{name} has said yes to a plan, and asks for yours.").format(name=plan.yes_by)
        _put(enrolment, to, line, f"plan-yes:{plan.pk}:{plan.version}", "learning:plan")


def named_as_buddy(enrolment: Enrolment, plan: TransferPlan) -> None:
    """A colleague is told that somebody counts on her."""
    if plan.buddy is not None:
        with outbox.in_language_of(plan.buddy):
            line = _("{name} has named you as buddy: somebody who asks how it goes.").format(name=enrolment.person)
            _put(enrolment, plan.buddy, line, f"plan-buddy:{plan.pk}", "learning:buddy")


def _put(enrolment: Enrolment, to: Person, line: str, key: str, page: str) -> None:
    if not to.is_active:
        return
    address = settings.BASE_URL + reverse(page, args=[enrolment.pk])
    lines = [_("Hello {name}").format(name=to.given), "", line, "", _("See it here: {page}").format(page=address)]
    outbox.put(kind="learning", person=to, subject=_("Learning in use"), text="\n".join(lines), key=f"{key}:{to.pk}")
