"""Kinds of dialogue, what they can be made of, and with whom a person can begin one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from haandgreb.dialogues.models import Dialogue, Kind
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, staff_of


@dataclass(frozen=True)
class Partner:
    """Somebody a talk can be begun with: who it is about, and who leads it."""

    key: str
    words: str
    person: Person
    manager: Person


def partners_of(person: Person, today: date) -> list[Partner]:
    """Her nearest managers, and her own staff."""
    above = [
        Partner(f"manager:{one.pk}", _("{name}, my manager").format(name=one), person, one)
        for one in managers_of(person, today)
    ]
    below = [
        Partner(f"staff:{one.pk}", _("{name}, whom I lead").format(name=one), one, person)
        for one in staff_of(person, today)
    ]
    return above + below


def all_kinds() -> list[Kind]:
    """All kinds in their order, those switched off among them."""
    return list(Kind.objects.all())


def sets_of(name: str) -> list[tuple[str, Any]]:
    """The sets of questions or guides there are, each called by the first kind that has it."""
    found: dict[str, Any] = {}
    for kind in Kind.objects.exclude(**{name: ""}):
        found.setdefault(getattr(kind, name), _("As in {kind}").format(kind=kind))
    return list(found.items())


def is_in_use(kind: Kind) -> bool:
    """Whether a dialogue or a round of the kind has begun and is not over."""
    open_ones = Dialogue.objects.filter(kind=kind).exclude(
        state__in=(Dialogue.State.REPLACED, Dialogue.State.CANCELLED)
    )
    return open_ones.exists() or kind.rounds.exclude(state="closed").exists()
