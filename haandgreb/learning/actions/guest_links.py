"""Links for a provider or a buddy without an account: sent, called back, answered."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from haandgreb.learning.actions.steps import end_key
from haandgreb.learning.models import CheckIn, Enrolment, GuestLink, GuestReply
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.queries.guests import good_links
from haandgreb.learning.rules.guests import MOST_OPEN, MOST_SENT, last_day_of
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, outbox, throttle
from haandgreb.shared.formats import long_date

PROVIDER, BUDDY = GuestLink.Kind.PROVIDER, GuestLink.Kind.BUDDY
COLLEAGUE_DAY = 21
"""The check-in a colleague tells at (transfer.md 5, TF-E5)."""

KEEP_ADDRESS = timedelta(days=90)

_PROVIDER_TEXTS = ("practise", "bring", "afterwards")
_BUDDY_TEXTS = ("use", "seen", "advice")


class TooManyLinks(Exception):
    """So many links of this kind are open that one has to be called back first, or have been sent altogether."""


class NoLongerOpen(Exception):
    """The link has run out, was called back, or its enrolment has ended."""


@transaction.atomic
def invite(
    enrolment: Enrolment,
    kind: str,
    name: str,
    email: str,
    *,
    by: Person,
    message: str = "",
    shows_questions: bool = False,
    now: datetime | None = None,
) -> GuestLink:
    """
    Send somebody without an account a link to her own part. The token stands in the mail and nowhere else.

    The mail holds no content. The same address again gets a new link, and the old one opens nothing. A manager who
    writes to the provider has done that step, and who finds a buddy the buddy's. Raises TooManyLinks.
    """
    moment = now or clock.now()
    Enrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)
    email = email.strip().lower()
    enrolment.guest_links.filter(kind=kind, email=email, called_back_at=None).update(called_back_at=moment)
    open_now = good_links(moment).filter(enrolment=enrolment, kind=kind).count()
    if open_now >= MOST_OPEN or enrolment.guest_links.filter(kind=kind).count() >= MOST_SENT:
        raise TooManyLinks
    token = secrets.token_urlsafe(32)
    last_day = last_day_of(kind, enrolment.ends_on, clock.local_day(moment))
    link = GuestLink.objects.create(
        kind=kind,
        enrolment=enrolment,
        name=name,
        email=email,
        message=message,
        shows_questions=shows_questions and kind == PROVIDER and by.pk == enrolment.person_id,
        token_hash=hashed(token),
        sent_by=by,
        sent_at=moment,
        expires_at=_end_of(last_day),
    )
    _mail(link, token, last_day, by)
    audit.record("guest invited", by=by, about=link, kind=kind)
    if kind == PROVIDER and by.pk != enrolment.person_id:
        end_key(enrolment, "write_provider", actor=Actor.MANAGER, by=by)
    if kind == BUDDY:
        end_key(enrolment, "buddy", actor=Actor.COLLEAGUE, by=by)
    return link


def _mail(link: GuestLink, token: str, last_day: date, by: Person) -> None:
    """Who writes, that there is a page, and until when: nothing of what is on it."""
    address = f"{settings.BASE_URL}{reverse('learning:guest_open', args=[token])}"
    language = "da" if (get_language() or "da").startswith("da") else "en"
    ask = (
        _("{name} asks for your help with a course.") if link.kind == PROVIDER else _("{name} asks you to be a buddy.")
    )
    until = _("The link is yours alone. It opens until {day}: {address}")
    lines = [
        ask.format(name=by),
        _("It takes five minutes, and you need no account."),
        "",
        until.format(day=long_date(last_day, language), address=address),
    ]
    outbox.put(kind="guest", to=link.email, subject=_("A short question to you"), text="\n".join(lines))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(0), clock.COPENHAGEN)


def follow_moved(now: datetime) -> int:
    """A link to a course that was moved to a later day opens as long after it as was promised; how many follow."""
    moved = 0
    for link in good_links(now).select_related("enrolment").iterator():
        wanted = _end_of(last_day_of(link.kind, link.enrolment.ends_on, clock.local_day(link.sent_at)))
        if wanted > link.expires_at:
            moved += GuestLink.objects.filter(pk=link.pk).update(expires_at=wanted)
    return moved


def hashed(token: str) -> str:
    """What is kept of a token."""
    return throttle.hashed("guest-link", token)


@transaction.atomic
def call_back(link: GuestLink, *, by: Person, now: datetime | None = None) -> None:
    """The link opens nothing any more; what was answered stays. Twice is once."""
    if GuestLink.objects.filter(pk=link.pk, called_back_at=None).update(called_back_at=now or clock.now()):
        audit.record("guest link called back", by=by, about=link)


def forget_addresses(now: datetime) -> int:
    """Addresses of links that ended three months ago are deleted, what was answered stays; how many."""
    before = now - KEEP_ADDRESS
    ended = Q(expires_at__lt=before) | Q(called_back_at__lt=before)
    return GuestLink.objects.filter(ended).exclude(email="").update(email="")


def provider_answers(link: GuestLink, texts: Mapping[str, str], *, now: datetime | None = None) -> None:
    """What the provider writes; answered again, the new text stands. Raises NoLongerOpen."""
    _answer(link, {name: texts[name] for name in _PROVIDER_TEXTS}, now or clock.now())


@transaction.atomic
def buddy_answers(link: GuestLink, facts: Mapping[str, Any], *, now: datetime | None = None) -> None:
    """
    What the buddy saw; answered again, the new text stands. Raises NoLongerOpen.

    It counts as a second source for use where no colleague has told already, and ends the colleague's step.
    """
    moment = now or clock.now()
    reply = _answer(link, {name: facts[name] for name in _BUDDY_TEXTS}, moment)
    if reply.use is None:
        return
    rows = CheckIn.objects.filter(enrolment=link.enrolment, day=COLLEAGUE_DAY, source=CheckIn.Source.COLLEAGUE)
    told = {"use": reply.use, "happened": reply.seen, "answered_on": clock.local_day(moment)}
    if reply.check_in_id is not None:
        rows.filter(pk=reply.check_in_id).update(**told)
    elif not rows.exists():
        reply.check_in = CheckIn.objects.create(
            enrolment=link.enrolment, day=COLLEAGUE_DAY, source=CheckIn.Source.COLLEAGUE, **told
        )
        reply.save(update_fields=["check_in"])
    end_key(link.enrolment, "colleague", actor=Actor.COLLEAGUE, by=None)


@transaction.atomic
def _answer(link: GuestLink, facts: Mapping[str, Any], moment: datetime) -> GuestReply:
    row = good_links(moment).select_for_update(of=("self",)).filter(pk=link.pk).first()
    if row is None:
        raise NoLongerOpen
    reply, _new = GuestReply.objects.update_or_create(link=row, defaults=dict(facts))
    row.answered_at = moment
    row.save(update_fields=["answered_at"])
    audit.record("guest answered", about=row)
    return reply
