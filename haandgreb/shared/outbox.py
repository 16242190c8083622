"""Mail leaves through the outbox: written with its act, sent after the commit, never twice for one key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import formataddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import connection, transaction
from django.utils import translation
from django.utils.html import linebreaks, urlize

from haandgreb.shared import clock
from haandgreb.shared.installation import is_demo_now
from haandgreb.shared.models import OutboxMessage

MOST_ATTEMPTS = 8
KEEP_DAYS = 90
_BATCH = 50
_MANY = 2_000


def put(
    *,
    kind: str,
    person: Any = None,
    to: str = "",
    subject: str,
    text: str,
    calendar: str = "",
    calendar_method: str = "",
    key: str | None = None,
    send_after: datetime | None = None,
) -> OutboxMessage | None:
    """Queue a mail to a person, or to an address. None where there is no address, or the key was used before.

    Write subject and text in the receiver's language: `with outbox.in_language_of(person): …`.
    """
    address = to or (person.email if person is not None else "")
    if not address:
        return None
    if key is not None and OutboxMessage.objects.filter(key=key).exists():
        return None
    moment = clock.now()
    return OutboxMessage.objects.create(
        kind=kind,
        to=address,
        person=person.pk if person is not None else None,
        language=person.language if person is not None else "da",
        subject=" ".join(subject.split())[:200],
        text=text,
        calendar=calendar,
        calendar_method=calendar_method,
        key=key,
        created_at=moment,
        send_after=send_after or moment,
    )


def put_to_many(people: Iterable[Any], *, kind: str, subject: str, text: str) -> int:
    """Queue the same mail to many who read the same language, in a few statements; returns to how many."""
    moment = clock.now()
    rows = [
        OutboxMessage(
            kind=kind,
            to=person.email,
            person=person.pk,
            language=person.language,
            subject=" ".join(subject.split())[:200],
            text=text,
            created_at=moment,
            send_after=moment,
        )
        for person in people
        if person.email
    ]
    return len(OutboxMessage.objects.bulk_create(rows, batch_size=_MANY))


@dataclass(frozen=True)
class Mail:
    """A mail to one person, in her language, under a key of its own."""

    person: Any
    subject: str
    text: str
    key: str


def put_each(mails: Sequence[Mail], *, kind: str) -> int:
    """Queue one mail to each of many, in a few statements; how many. Left out: no address, or a key used before."""
    used = set(OutboxMessage.objects.filter(key__in=[mail.key for mail in mails]).values_list("key", flat=True))
    moment = clock.now()
    rows = [
        OutboxMessage(
            kind=kind,
            to=mail.person.email,
            person=mail.person.pk,
            language=mail.person.language,
            subject=" ".join(mail.subject.split())[:200],
            text=mail.text,
            key=mail.key,
            created_at=moment,
            send_after=moment,
        )
        for mail in mails
        if mail.person.email and mail.key not in used
    ]
    return len(OutboxMessage.objects.bulk_create(rows, batch_size=_MANY))


def in_language_of(person: Any) -> translation.override:
    """A context in which texts come out in the person's language."""
    return translation.override(person.language or settings.LANGUAGE_CODE)


def cancel(key_prefix: str) -> int:
    """Take back what has not left yet, by the beginning of its key; returns how many."""
    waiting = OutboxMessage.objects.filter(key__startswith=key_prefix, state=OutboxMessage.State.WAITING)
    return waiting.update(state=OutboxMessage.State.CANCELLED)


def forget_old(now: datetime) -> int:
    """Delete what left, was taken back or was given up three months ago; returns how many."""
    over = [OutboxMessage.State.SENT, OutboxMessage.State.CANCELLED, OutboxMessage.State.FAILED]
    old = OutboxMessage.objects.filter(state__in=over, created_at__lt=now - timedelta(days=KEEP_DAYS))
    return old.delete()[0]


def send_due(now: datetime) -> int:
    """Send what is due; returns how many left. Safe beside another sender: each message is taken under a lock."""
    sent = 0
    for _ in range(_BATCH):
        with transaction.atomic():
            message = (
                OutboxMessage.objects.select_for_update(skip_locked=_can_skip())
                .filter(state=OutboxMessage.State.WAITING, send_after__lte=now)
                .order_by("send_after")
                .first()
            )
            if message is None:
                return sent
            sent += _send(message, now)
    return sent


def _send(message: OutboxMessage, now: datetime) -> int:
    if is_demo_now():
        message.state, message.sent_at = OutboxMessage.State.SHOWN, now
        message.save(update_fields=["state", "sent_at"])
        return 0
    if not settings.EMAIL_HOST and settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        _try_later(message, now, "no mail server is set (HAANDGREB_SMTP_HOST)", counts=False)
        return 0
    try:
        _as_mail(message).send()
    except OSError as trouble:  # smtplib's errors are OSErrors
        _try_later(message, now, type(trouble).__name__)
        return 0
    message.state, message.sent_at, message.trouble = OutboxMessage.State.SENT, now, ""
    # What has left is the receiver's: no copy of an agenda, and no link that signs in, stays in the database.
    message.text = message.calendar = ""
    message.save(update_fields=["state", "sent_at", "trouble", "text", "calendar"])
    return 1


def _try_later(message: OutboxMessage, now: datetime, why: str, *, counts: bool = True) -> None:
    message.attempts += int(counts)
    message.trouble = why
    message.send_after = now + timedelta(minutes=min(2**message.attempts, 360))
    if message.attempts >= MOST_ATTEMPTS:
        message.state = OutboxMessage.State.FAILED
    message.save(update_fields=["attempts", "trouble", "send_after", "state"])


def _as_mail(message: OutboxMessage) -> EmailMultiAlternatives:
    sender = formataddr(("Håndgreb", settings.DEFAULT_FROM_EMAIL))
    mail = EmailMultiAlternatives(
        subject=message.subject, body=message.text, from_email=sender, to=[message.to], connection=get_connection()
    )
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    if message.calendar:
        # As Outlook wants it: mixed → alternative (text, HTML, calendar), and the file for programs that look for one.
        mail.attach_alternative(_as_html(message.text), "text/html")
        mail.attach_alternative(message.calendar, f"text/calendar; method={message.calendar_method}; charset=UTF-8")
        mail.attach("invitation.ics", message.calendar.encode(), "application/ics")
    return mail


def _as_html(text: str) -> str:
    """The same words for programs that show HTML first; addresses become links."""
    return f"<html><body>{linebreaks(urlize(text, autoescape=True))}</body></html>"


def _can_skip() -> bool:
    return bool(connection.features.has_select_for_update_skip_locked)
