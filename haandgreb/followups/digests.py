"""The reminder that leaves: one for everything all capabilities have due, at most one in any seven days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.followups.models import Digest
from haandgreb.followups.rules import DAYS_BETWEEN_DIGESTS, LOOK_AHEAD_DAYS, DigestPlan, Promised, digest_plan
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox
from haandgreb.shared.passport import capabilities

Plans = Mapping[UUID, DigestPlan]
Texts = dict[tuple[str, DigestPlan], str]
_AT_ONCE = 500
_NAME = "\x00"  # stands for the name while a text is put together once for many


def send_digests(today: date) -> int:
    """One mail to each person with something newly due; returns how many. Harmless when run twice."""
    until = today + timedelta(days=LOOK_AHEAD_DAYS)
    promised: dict[UUID, list[Promised]] = defaultdict(list)
    for capability in capabilities():
        for person, due_on in capability.due(today, until):
            promised[person].append(Promised(due_on, was_reminded=False))
    recent = Digest.objects.filter(sent_on__gt=today - timedelta(days=DAYS_BETWEEN_DIGESTS))
    last = dict(recent.order_by("sent_on").values_list("person", "sent_on"))
    plans = {
        person: plan
        for person, things in promised.items()
        if (plan := digest_plan(things, last_sent=last.get(person), today=today)) is not None
    }
    texts: Texts = {}
    return sum(_send(some, plans, texts, today) for some in _batches(plans))


def _batches(plans: Iterable[UUID]) -> Iterator[list[UUID]]:
    ids = sorted(plans)
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


@transaction.atomic
def _send(ids: list[UUID], plans: Plans, texts: Texts, today: date) -> int:
    """The mails of some; in the same transaction what they tell of is told."""
    people = list(Person.objects.filter(pk__in=ids, is_active=True).exclude(email="").working_on(today))
    Digest.objects.bulk_create(Digest(person=person, sent_on=today) for person in people)
    outbox.put_each([_mail(person, plans[person.pk], texts, today) for person in people], kind="digest")
    told = [person.pk for person in people]
    for capability in capabilities():
        capability.told(told, today, today + timedelta(days=LOOK_AHEAD_DAYS))
    return len(people)


def _mail(person: Person, plan: DigestPlan, texts: Texts, today: date) -> outbox.Mail:
    with outbox.in_language_of(person):
        text = texts.get((person.language, plan)) or texts.setdefault((person.language, plan), _text(plan))
        subject = _("You have the ball")
    key = f"digest:{person.pk}:{today.isoformat()}"
    return outbox.Mail(person, subject, text.replace(_NAME, person.given), key)


def _text(plan: DigestPlan) -> str:
    """How many, never what."""
    lines = [
        _("Hello {name}").format(name=_NAME),
        "",
        ngettext("{n} thing waits for you now.", "{n} things wait for you now.", plan.due).format(n=plan.due),
    ]
    if plan.coming:
        lines.append(
            ngettext("{n} more comes within a week.", "{n} more come within a week.", plan.coming).format(n=plan.coming)
        )
    lines += ["", _("See them on your page: {address}").format(address=f"{settings.BASE_URL}/"), ""]
    lines.append(_("You get this at most once a week, and only while something waits."))
    return "\n".join(lines)
