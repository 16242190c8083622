"""What a person says about herself: estimates, evidence of use and wishes. Hers alone until she shares them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from haandgreb.competences.actions.levels import NotTheTwo, hold
from haandgreb.competences.models import Competence, Evidence, SelfLevel, Wish
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, managers_of_many
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version


@transaction.atomic
def estimate(person: Person, levels: Mapping[Competence, int | None], *, now: datetime | None = None) -> int:
    """
    Keep her own estimates from now on; None takes one away. Returns how many changed; what stays the same is not
    written again. An earlier estimate stays in the history, and stays shared where it was until she shares anew.
    """
    now = now or clock.now()
    hold(person)
    current = {row.competence_id: row for row in SelfLevel.objects.filter(person=person, replaced_at=None)}
    changed = 0
    for competence, level in levels.items():
        old = current.get(competence.pk)
        if (old.level if old is not None else None) == level:
            continue
        if old is not None:
            old.replaced_at = now
            old.save(update_fields=["replaced_at"])
        if level is not None:
            SelfLevel.objects.create(person=person, competence=competence, level=level, written_at=now)
        changed += 1
    if changed:
        audit.record("competences.estimated", by=person, about=person, count=changed)
    return changed


@transaction.atomic
def share_estimates(person: Person, manager: Person, *, now: datetime | None = None, today: date | None = None) -> None:
    """Share today's estimates with this manager, instead of whatever was shared before. Raises NotTheTwo."""
    _require_manager(person, manager, today)
    hold(person)
    rows = SelfLevel.objects.filter(person=person)
    _unshare(rows)
    rows.filter(replaced_at=None).update(shared_at=now or clock.now(), shared_with=manager)
    audit.record("competences.estimates_shared", by=person, about=person)


@transaction.atomic
def withdraw_estimates(person: Person) -> None:
    """Nobody else sees her estimates any more."""
    hold(person)
    _unshare(SelfLevel.objects.filter(person=person))
    audit.record("competences.estimates_withdrawn", by=person, about=person)


@transaction.atomic
def say_wishes(person: Person, wishes: Mapping[Competence, bool | None], *, now: datetime | None = None) -> int:
    """Keep what she wants to learn (True) or would rather not (False); None takes it back. Returns how many changed.

    What she says anew is hers alone again.
    """
    now = now or clock.now()
    hold(person)
    current = {row.competence_id: row for row in Wish.objects.filter(person=person)}
    changed = 0
    for competence, wants in wishes.items():
        old = current.get(competence.pk)
        if (old.wants if old is not None else None) == wants:
            continue
        if old is not None:
            old.delete()
        if wants is not None:
            Wish.objects.create(person=person, competence=competence, wants=wants, written_at=now)
        changed += 1
    if changed:
        audit.record("competences.wishes_said", by=person, about=person, count=changed)
    return changed


@transaction.atomic
def share_wishes(person: Person, manager: Person, *, now: datetime | None = None, today: date | None = None) -> None:
    """Share today's wishes with this manager. Raises NotTheTwo."""
    _require_manager(person, manager, today)
    hold(person)
    rows = Wish.objects.filter(person=person)
    _unshare(rows)
    rows.update(shared_at=now or clock.now(), shared_with=manager)
    audit.record("competences.wishes_shared", by=person, about=person)


@transaction.atomic
def withdraw_wishes(person: Person) -> None:
    """Nobody else sees her wishes any more."""
    hold(person)
    _unshare(Wish.objects.filter(person=person))
    audit.record("competences.wishes_withdrawn", by=person, about=person)


@transaction.atomic
def write_evidence(
    person: Person, competence: Competence, facts: Mapping[str, Any], *, now: datetime | None = None
) -> Evidence:
    """Write down when she last used a competence, and what came of it (`used_on`, `what`, `came_of_it`)."""
    evidence = Evidence.objects.create(person=person, competence=competence, written_at=now or clock.now(), **facts)
    audit.record("competences.evidence_written", by=person, about=evidence)
    return evidence


@transaction.atomic
def change_evidence(evidence: Evidence, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Change it; whoever it is shared with sees the new text. Raises Stale where it was changed elsewhere meanwhile."""
    raise_version(evidence, version)
    for name, value in facts.items():
        setattr(evidence, name, value)
    evidence.save(update_fields=list(facts))
    audit.record("competences.evidence_changed", by=by, about=evidence)


@transaction.atomic
def delete_evidence(evidence: Evidence, *, by: Person) -> None:
    """It is gone."""
    audit.record("competences.evidence_deleted", by=by, about=evidence)
    evidence.delete()


@transaction.atomic
def share_evidence(
    evidence: Evidence, manager: Person | None, *, by: Person, now: datetime | None = None, today: date | None = None
) -> None:
    """Share it with this manager, or with nobody any more. Raises NotTheTwo."""
    if manager is not None:
        _require_manager(evidence.person, manager, today)
    evidence.shared_with, evidence.shared_at = manager, (now or clock.now()) if manager is not None else None
    evidence.save(update_fields=["shared_with", "shared_at"])
    audit.record("competences.evidence_shared" if manager else "competences.evidence_withdrawn", by=by, about=evidence)


@transaction.atomic
def unshare_where_manager_changed(today: date) -> int:
    """What was shared with somebody who is no longer her manager is hers alone again; returns how many rows.

    Nobody could read it any more already: each page asks who the manager is today.
    """
    count = 0
    for model in (SelfLevel, Evidence, Wish):
        rows = model._default_manager.filter(~Q(shared_at=None))
        pairs = set(rows.values_list("person", "shared_with"))
        managers = managers_of_many(Person.objects.filter(pk__in={person for person, _ in pairs}), today)
        for person, manager in pairs:
            if manager is None or all(one.pk != manager for one in managers.get(person, ())):
                count += _unshare(rows.filter(person=person, shared_with=manager))
    if count:
        audit.record("competences.unshared_as_manager_changed", count=count)
    return count


def _require_manager(person: Person, manager: Person, today: date | None) -> None:
    if manager not in managers_of(person, today or clock.today()):
        raise NotTheTwo


def _unshare(rows: QuerySet[Any]) -> int:
    return rows.filter(~Q(shared_at=None)).update(shared_at=None, shared_with=None)
