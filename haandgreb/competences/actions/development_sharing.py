"""A development goal is shared with one manager, and agreed when both have said yes to the same text."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Q

from haandgreb.competences.actions.development_base import forget_yes, held, not_with, take_from
from haandgreb.competences.actions.development_promises import promise_support
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.queries.development_text import facts_of
from haandgreb.competences.rules.development import missing
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, may_agree_with, may_agree_with_many
from haandgreb.shared import audit, clock

State = DevelopmentGoal.State


class Outcome(StrEnum):
    """What became of a yes."""

    ASKED = "asked"  # the other one is asked now
    AGREED = "agreed"
    MISSING = "missing"  # something must be there first
    CHANGED = "changed"  # the text is another one now
    NOT_SHARED = "not shared"  # taken back meanwhile


@transaction.atomic
def share(
    goal: DevelopmentGoal, manager: Person, *, by: Person, now: datetime | None = None, today: date | None = None
) -> None:
    """
    Share it with this manager, instead of whomever it was shared with.

    Of an agreed goal the text written since is shared, and what was agreed stays agreed. Raises NotTheTwo for anybody
    but the person and a manager she may agree with, and where what is agreed is all there is.
    """
    row = held(goal)
    managers = may_agree_with(row.person, today or clock.today())
    is_agreed = row.state == State.AGREED
    if row.person_id != by.pk or manager not in managers or (is_agreed and not row.is_changed_since):
        raise NotTheTwo
    if row.shared_with_id != manager.pk:
        take_from(row)
    row.state = State.AGREED if is_agreed else State.SHARED
    row.shared_with, row.shared_at = manager, now or clock.now()
    forget_yes(row)
    row.save()
    audit.record("competences.development_goal_shared", by=by, about=row)
    goal.refresh_from_db()


@transaction.atomic
def withdraw(goal: DevelopmentGoal, *, by: Person) -> bool:
    """Hers alone again. False where both had agreed meanwhile. Raises NotTheTwo."""
    row = held(goal)
    if row.person_id != by.pk:
        raise NotTheTwo
    if row.state == State.AGREED:
        return False
    _make_private(row)
    audit.record("competences.development_goal_withdrawn", by=by, about=row)
    goal.refresh_from_db()
    return True


@transaction.atomic
def say_yes(
    goal: DevelopmentGoal, version: int, *, by: Person, now: datetime | None = None, today: date | None = None
) -> Outcome:
    """
    Say yes to the text of this version: the first yes asks the other of the two, the second one agrees.

    One of the two is the person, the other a manager she may agree with today: the one the text is shared with. Raises
    NotTheTwo for anybody else.
    """
    now, today = now or clock.now(), today or clock.today()
    row = held(goal)
    managers = _managers_in(row, today)
    if by.pk != row.person_id and by not in managers:
        raise NotTheTwo
    outcome = _answer(row, version, by, managers, now)
    goal.refresh_from_db()
    return outcome


def _answer(row: DevelopmentGoal, version: int, by: Person, managers: list[Person], now: datetime) -> Outcome:
    if row.state == State.PRIVATE:
        return Outcome.NOT_SHARED
    if row.version != version:
        return Outcome.CHANGED
    if row.agreed_version == version:
        return Outcome.AGREED
    if not managers:
        return Outcome.NOT_SHARED
    if missing(facts_of(row)):
        return Outcome.MISSING
    two = {row.yes_by_id, by.pk}
    other = next((manager for manager in managers if manager.pk in two), None)
    if row.yes_version == version and row.person_id in two and other is not None:
        _agree(row, other, by=by, now=now)
        return Outcome.AGREED
    row.yes_by, row.yes_version, row.yes_at = by, version, now
    row.save(update_fields=["yes_by", "yes_version", "yes_at"])
    audit.record("competences.development_goal_yes", by=by, about=row)
    return Outcome.ASKED


@transaction.atomic
def take_back_yes(goal: DevelopmentGoal, *, by: Person) -> bool:
    """Take back one's own yes before the other has said it. False where it is too late."""
    row = held(goal)
    if row.yes_by_id != by.pk:
        return False
    forget_yes(row)
    row.save(update_fields=["yes_by", "yes_version", "yes_at"])
    audit.record("competences.development_goal_yes_taken_back", by=by, about=row)
    goal.refresh_from_db()
    return True


@transaction.atomic
def withdraw_where_manager_changed(today: date) -> int:
    """
    What was shared with somebody who is no longer her manager is hers alone again; returns how many.

    Of an agreed goal that is what was written since; what was agreed stays agreed.

    Nobody could read it any more already: visible_to asks who the manager is today.
    """
    changed = Q(state=State.AGREED, agreed_version__lt=F("version"), shared_with__isnull=False)
    rows = list(DevelopmentGoal.objects.filter(Q(state=State.SHARED) | changed).select_related("person"))
    managers = may_agree_with_many({row.person for row in rows}, today)
    stale = [row for row in rows if all(one.pk != row.shared_with_id for one in managers[row.person_id])]
    for row in stale:
        _end_sharing(held(row))
    if stale:
        audit.record("competences.development_goals_withdrawn_as_manager_changed", count=len(stale))
    return len(stale)


def _end_sharing(row: DevelopmentGoal) -> None:
    if row.state != State.AGREED:
        _make_private(row)
        return
    not_with(row)
    row.save()


def _make_private(row: DevelopmentGoal) -> None:
    not_with(row)
    row.state = State.PRIVATE
    row.save()


def _managers_in(goal: DevelopmentGoal, today: date) -> list[Person]:
    managers = may_agree_with(goal.person, today)
    if goal.state == State.AGREED and not goal.is_changed_since:
        nearest = managers_of(goal.person, today)
        chosen = [manager for manager in managers if manager.pk == goal.agreed_with_id and manager not in nearest]
        return chosen or nearest
    return [manager for manager in managers if manager.pk == goal.shared_with_id]


def _agree(goal: DevelopmentGoal, manager: Person, *, by: Person, now: datetime) -> None:
    goal.state, goal.agreed_at, goal.agreed_with = State.AGREED, now, manager
    goal.agreed_version = goal.version
    forget_yes(goal)
    goal.save()
    promise_support(goal, by=by)
    audit.record("competences.development_goal_agreed", by=by, about=goal)
