"""In and out: passwords, one-time links, the demo's personas, sessions."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from urllib.parse import quote

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.organisation import queries, rules
from haandgreb.organisation.models import Person, Session, SignInLink
from haandgreb.organisation.sessions import DEVICE, ROLE, SEEN, STARTED, stored
from haandgreb.shared import audit, clock, outbox, throttle

_BACKEND = "haandgreb.organisation.backends.PersonBackend"
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))


class TooManyFailures(Exception):
    """So many failures that this account or address has to wait a minute."""


def check_password(email: str, password: str, *, address: str) -> Person | None:
    """
    The person with this mail address and password who is here today, or None; as slow for an unknown address.

    Every try is counted before the password is looked at, so that many at once cannot slip by; a right one is taken
    back. Raises TooManyFailures.
    """
    moment = clock.now()
    account = email.strip().casefold()
    counted = (("sign-in", account), ("sign-in-address", address))
    for kind, subject in counted:
        throttle.count(kind, subject, moment)
    failures = rules.FAILURES_PER_ACCOUNT, rules.FAILURES_PER_ADDRESS
    for (kind, subject), most in zip(counted, failures, strict=True):
        if throttle.too_many(kind, subject, most=most + 1, now=moment):
            raise TooManyFailures
    person = Person.objects.here_on(clock.today()).filter(email__iexact=account).first() if account else None
    fits = (person or Person()).check_password(password)
    if person is None or not fits:
        with transaction.atomic():
            audit.record("sign-in.failed", about=person)
        return None
    for kind, subject in counted:
        throttle.take_back(kind, subject, moment)
    return person


@transaction.atomic
def sign_in(request: HttpRequest, person: Person, *, how: str) -> None:
    """Begin a new session for the person, whatever session there was before."""
    request.session.flush()
    auth.login(request, person, backend=_BACKEND)
    moment = clock.now().replace(microsecond=0).isoformat()
    request.session[STARTED] = request.session[SEEN] = moment
    request.session[DEVICE] = device(request.META.get("HTTP_USER_AGENT", ""))
    audit.record("sign-in", by=person, about=person, how=how)


@transaction.atomic
def sign_out(request: HttpRequest) -> None:
    """End this session."""
    if request.user.is_authenticated:
        audit.record("sign-out", by=request.user, about=request.user)
    auth.logout(request)


def device(user_agent: str) -> str:
    """The kind of device and browser, so that people know their sessions again: "Firefox, Windows"."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _DEVICES if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part)


@transaction.atomic
def send_link(email: str, *, base_url: str, next_page: str = "") -> None:
    """
    Mail a one-time link, if somebody here today has this address; the caller cannot see whether.

    Either way one transaction is written, so that both take as long. At most five an hour leave for one address.
    """
    moment = clock.now()
    account = email.strip().casefold()
    throttle.count("sign-in-link", account, moment)
    if not account or throttle.too_many(
        "sign-in-link", account, most=rules.LINKS_PER_ACCOUNT + 1, minutes=60, now=moment
    ):
        return
    person = Person.objects.here_on(clock.today()).filter(email__iexact=account).first()
    if person is not None:
        mail_link(person, base_url=base_url, next_page=next_page)


def mail_link(person: Person, *, base_url: str, next_page: str = "") -> datetime | None:
    """
    Mail the person a link that signs in once within half an hour.

    Returns None, or the moment until which nothing leaves, as she holds a role and her address is new.
    """
    moment = clock.now()
    if (waits := queries.link_waits_until(person, moment)) is not None:
        audit.record("sign-in-link.held-back", about=person)
        return waits
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(
        person=person,
        token_hash=throttle.hashed("sign-in-link", token),
        created_at=moment,
        expires_at=moment + timedelta(minutes=rules.LINK_MINUTES),
    )
    address = f"{base_url}{reverse('sign_in_link', args=[token])}"
    if rules.is_own_path(next_page):
        address += f"?next={quote(next_page)}"
    with outbox.in_language_of(person):
        outbox.put(
            kind="sign-in-link",
            person=person,
            subject=_("Your link to Håndgreb"),
            text=_(
                "Hello %(given)s\n\n"
                "Sign in here:\n%(link)s\n\n"
                "The link works once, within %(minutes)s minutes. "
                "If you did not ask for it, you need not do anything."
            )
            % {"given": person.given, "link": address, "minutes": rules.LINK_MINUTES},
        )
    audit.record("sign-in-link.sent", about=person)
    return None


def link_is_good(token: str) -> bool:
    """Whether the link can still be used; looking at it does not use it."""
    return SignInLink.objects.filter(
        token_hash=throttle.hashed("sign-in-link", token), used_at=None, expires_at__gt=clock.now()
    ).exists()


@transaction.atomic
def use_link(token: str, *, address: str) -> Person | None:
    """The person the link is for, once; None where it is unknown, used or too old. Raises TooManyFailures."""
    moment = clock.now()
    if throttle.too_many("sign-in-link-address", address, most=rules.BAD_LINKS_PER_ADDRESS, now=moment):
        raise TooManyFailures
    links = SignInLink.objects.filter(token_hash=throttle.hashed("sign-in-link", token))
    # One statement both asks and marks: of two at once only one gets in.
    if links.filter(used_at=None, expires_at__gt=moment).update(used_at=moment) != 1:
        throttle.count("sign-in-link-address", address, moment)
        return None
    person = links.get().person
    return Person.objects.here_on(clock.today()).filter(pk=person.pk).first()


@transaction.atomic
def choose_role(request: HttpRequest, person: Person, role: str) -> None:
    """HR who is also a manager acts in one role from now on; the session gets a new id."""
    request.session[ROLE] = role
    request.session.cycle_key()
    audit.record("role.chosen", by=person, about=person, role=role)


@transaction.atomic
def end_session(person: Person, public_id: str, *, by: Person) -> bool:
    """End one of the person's sessions, named by its public id; False where there is none."""
    for session in Session.objects.filter(person_id=person.pk):
        if session.public_id == public_id:
            session.delete()
            audit.record("session.ended", by=by, about=person)
            return True
    return False


@transaction.atomic
def end_sessions(person: Person, *, by: Person | None, keep: str | None = None) -> int:
    """End all of the person's sessions, save the one with the key `keep`; returns how many."""
    kept = stored(keep) if keep else ""
    ended, _kinds = Session.objects.filter(person_id=person.pk).exclude(session_key=kept).delete()
    if ended:
        audit.record("sessions.ended", by=by, about=person, count=ended)
    return ended
