"""Somebody who has left fetches her own data: a link from HR, a code from an administrator, once, within 30 days."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from haandgreb.organisation import rules
from haandgreb.organisation.actions.my_data import copy_of_my_data
from haandgreb.organisation.actions.signing_in import TooManyFailures
from haandgreb.organisation.models import DataLink, Person
from haandgreb.shared import audit, clock, throttle

KEEP = timedelta(days=30)
MOST_WRONG = 5
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that looks like another
_CODE = 10


class TwoHands(Exception):
    """The one who made the link may not give the code as well."""


@transaction.atomic
def make(person: Person, *, by: Person) -> str:
    """A new link for 30 days; gives its token, which is kept nowhere. An earlier one opens nothing any more."""
    token, moment = secrets.token_urlsafe(32), clock.now()
    DataLink.objects.filter(person=person).delete()
    DataLink.objects.create(
        person=person, token_hash=_token(token), made_by=by, made_at=moment, expires_at=moment + KEEP
    )
    audit.record("data-link.made", by=by, about=person)
    return token


@transaction.atomic
def give_code(person: Person, *, by: Person) -> str | None:
    """
    A new code for the link that waits; None where none does. An earlier code opens nothing any more.

    Raises TwoHands for who made the link.
    """
    link = DataLink.objects.select_for_update().filter(person=person, used_at=None, expires_at__gt=clock.now()).first()
    if link is None:
        return None
    if link.made_by_id in (None, by.pk):
        raise TwoHands
    code = "".join(secrets.choice(_LETTERS) for _ in range(_CODE))
    link.code_hash, link.code_by, link.wrong = _code(link, code), by, 0
    link.save(update_fields=["code_hash", "code_by", "wrong"])
    audit.record("data-link.code-given", by=by, about=person)
    return code


def is_good(token: str) -> bool:
    """Whether the link can still be used; looking at it does not use it."""
    return _open().filter(token_hash=_token(token)).exists()


@transaction.atomic
def fetch(token: str, code: str, *, address: str) -> bytes | None:
    """
    The ZIP with her data, once; None where link or code is wrong, used or too old.

    Every try is counted for the address, and each wrong code for the link. Raises TooManyFailures.
    """
    moment = clock.now()
    if throttle.too_many("data-link-address", address, most=rules.BAD_LINKS_PER_ADDRESS, now=moment):
        raise TooManyFailures
    link = _open().select_for_update().filter(token_hash=_token(token)).select_related("person").first()
    given = "".join(code.upper().split()).replace("-", "")
    if link is None or not link.code_hash or not secrets.compare_digest(link.code_hash, _code(link, given)):
        throttle.count("data-link-address", address, moment)
        if link is not None:
            DataLink.objects.filter(pk=link.pk).update(wrong=F("wrong") + 1)
            audit.record("data-link.refused", about=link.person)
        return None
    link.used_at = moment
    link.save(update_fields=["used_at"])
    audit.record("data-link.used", by=link.person, about=link.person)
    return copy_of_my_data(link.person)


def _open() -> QuerySet[DataLink]:
    return DataLink.objects.filter(used_at=None, expires_at__gt=clock.now(), wrong__lt=MOST_WRONG)


def _token(token: str) -> str:
    return throttle.hashed("data-link", token)


def _code(link: DataLink, code: str) -> str:
    return throttle.hashed("data-link-code", f"{link.token_hash}\n{code}")
