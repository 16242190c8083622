"""The first day of an installation: its name, its first administrator and, apart, its first HR person."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hmac import compare_digest

from django.db import transaction

from haandgreb.organisation.models import Person, Role
from haandgreb.shared import audit, clock, installation, throttle
from haandgreb.shared.models import Installation

# Without 0, O, 1 and I, which people mix up. Twenty of them are a hundred bits.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _LETTERS = 5, 4


class AlreadySetUp(Exception):
    """Somebody was faster."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is named at set-up."""

    given: str
    surname: str
    email: str
    password: str = ""


def set_up_code() -> str | None:
    """A new one-time code for the set-up page, to be printed; only its hash is kept. None where all is set up."""
    if installation.installation().set_up_at is not None:
        return None
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_GROUPS * _LETTERS))
    installation.change(set_up_code=_hashed(letters))
    return "-".join(letters[at : at + _LETTERS] for at in range(0, len(letters), _LETTERS))


def code_fits(code: str) -> bool:
    """Whether this is the code that was printed; case and hyphens make no difference."""
    kept = Installation.objects.values_list("set_up_code", flat=True).first()
    letters = "".join(letter for letter in code.upper() if letter in _ALPHABET)
    return bool(kept) and compare_digest(str(kept), _hashed(letters))


@transaction.atomic
def set_up(*, name: str, administrator: Newcomer, hr: Newcomer, language: str) -> Person:
    """Name the workplace, make its first administrator and its first HR person; the code is used up.

    Returns the administrator. Raises AlreadySetUp.
    """
    row = Installation.objects.select_for_update().filter(only=True, set_up_at=None).first()
    if row is None:
        raise AlreadySetUp
    return found_workplace(name=name, administrator=administrator, hr=hr, language=language)


@transaction.atomic
def found_workplace(*, name: str, administrator: Newcomer, hr: Newcomer, language: str) -> Person:
    """The two first people with their roles, and the installation set up and no demo; returns the administrator."""
    first = _make(administrator, language)
    second = _make(hr, language)
    today = clock.today()
    Role.objects.create(person=first, kind=Role.Kind.ADMINISTRATOR, valid_from=today)
    Role.objects.create(person=second, kind=Role.Kind.HR, everywhere=True, valid_from=today)
    audit.record("installation.set-up", by=first, about=first)
    audit.record("role.given", by=first, about=second, kind=Role.Kind.HR.value)
    installation.change(name=name, is_demo=False, demo_parts=[], set_up_at=clock.now(), set_up_code="")
    return first


def _make(newcomer: Newcomer, language: str) -> Person:
    person = Person(given=newcomer.given, surname=newcomer.surname, email=newcomer.email, language=language)
    if newcomer.password:
        person.set_password(newcomer.password)
    else:
        person.set_unusable_password()
    person.save()
    return person


def _hashed(letters: str) -> str:
    return throttle.hashed("set-up", letters)
