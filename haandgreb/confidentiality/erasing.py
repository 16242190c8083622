"""Erasing somebody who has left (art. 17): asked by HR, carried out by an administrator, told in a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from haandgreb.confidentiality import erased_list
from haandgreb.confidentiality.models import Erasure, LegalHold
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import has_left
from haandgreb.shared import audit, clock
from haandgreb.shared.passport import capabilities


class NotPossible(Exception):
    """Nothing is changed; `code` says why: here, asked, not-asked, done, same-hand, held."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def ask(person: Person, *, reference: str, by: Person) -> Erasure:
    """HR writes down that she asks, with the number of the case. Raises NotPossible."""
    _alone(person)
    if not has_left(person, clock.today()):
        raise NotPossible("here")
    if Erasure.objects.filter(person=person.pk).exists():
        raise NotPossible("asked")
    made = Erasure.objects.create(person=person.pk, reference=reference, asked_by=by, asked_at=clock.now())
    audit.record("erasure.asked", by=by, about=person)
    return made


@transaction.atomic
def take_back(person: Person, *, by: Person) -> None:
    """She does not ask any more. Raises NotPossible where it is done."""
    _alone(person)
    if not Erasure.objects.filter(person=person.pk, done_at=None).delete()[0]:
        raise NotPossible("done")
    audit.record("erasure.taken-back", by=by, about=person)


@transaction.atomic
def carry_out(person: Person, *, by: Person) -> Erasure:
    """
    Every capability erases what may be erased; the report says what each held before and after.

    What the archive gate holds back is hidden and waits; employment stays until its own retention ends. A legal hold
    on her, or on everybody, stops all of it. Raises NotPossible, and OSError where the list cannot be written.
    """
    _alone(person)
    found = Erasure.objects.filter(person=person.pk).first()
    if found is None:
        raise NotPossible("not-asked")
    if found.done_at is not None:
        raise NotPossible("done")
    if found.asked_by_id in (None, by.pk):
        raise NotPossible("same-hand")
    if not has_left(person, clock.today()):
        raise NotPossible("here")
    if is_held(person):
        raise NotPossible("held")
    _erase(person, found, by)
    erased_list.add(person.pk, clock.now())  # last: what could not be written down is not done
    return found


def is_held(person: Person) -> bool:
    """Whether a legal hold on her, or on everybody, stands."""
    return LegalHold.objects.filter(Q(person=person) | Q(person=None, data_class=""), ended_at=None).exists()


def erased_here() -> list[UUID]:
    """Whom this database says were erased: to be told before a backup takes its place."""
    return list(Erasure.objects.filter(done_at__isnull=False).values_list("person", flat=True))


def erase_again(people: Iterable[UUID]) -> int:
    """Those of the list whom a backup has brought back are erased anew; how many."""
    wanted = {*people, *erased_list.everybody()}
    done = set(erased_here())
    again = list(Person.objects.filter(pk__in=wanted - done))
    for person in again:
        with transaction.atomic():
            row = Erasure.objects.filter(person=person.pk).first() or Erasure(
                person=person.pk, reference="–", asked_at=clock.now()
            )
            _erase(person, row, None)
    return len(again)


def _erase(person: Person, row: Erasure, by: Person | None) -> None:
    before = _held(person)
    for one in capabilities():
        one.forget(person)
    after = _held(person)
    row.report = {name: [before[name], after[name]] for name in before if before[name] or after[name]}
    row.done_by, row.done_at = by, clock.now()
    row.save()
    audit.record("erasure.carried-out", by=by, about=person, kept=sum(after.values()), before=sum(before.values()))


def _held(person: Person) -> dict[str, int]:
    """How many facts each capability holds about her: what her own copy would show."""
    return {one.label: _facts(one.personal_data(person)) for one in capabilities()}


def _facts(data: Any) -> int:
    if isinstance(data, Mapping):
        return sum(map(_facts, data.values()))
    if isinstance(data, list | tuple):
        return sum(map(_facts, data))
    return int(data not in (None, "", False))


def _alone(person: Person) -> None:
    Person.objects.select_for_update(of=("self",)).only("pk").get(pk=person.pk)
