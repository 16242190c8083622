"""Development goals: written by a person, shared with her manager, agreed by both, followed up by either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from haandgreb.competences.actions.development_base import forget_yes, held, not_with, take_from
from haandgreb.competences.actions.development_promises import let_go
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.models import (
    DevelopmentGoal,
    DevelopmentGoalVersion,
    GoalFollowUp,
    PathStep,
    Support,
)
from haandgreb.competences.queries.development_links import Chain
from haandgreb.competences.queries.development_reading import reads_as_it_stands
from haandgreb.competences.queries.development_text import kept_wording
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import may_agree_with
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale

State = DevelopmentGoal.State
FACTS = (
    "title",
    "local_task",
    "changed_practice",
    "sign",
    "sign_where",
    "why",
    "competence",
    "level_to",
    "hours",
    "cost",
    "fund",
    "first_tried_on",
    "first_tried",
)
LINKS = ("goal", "result", "practice", "learning_goal")


@dataclass(frozen=True)
class Text:
    """
    What a form says: the goal's own facts, what it hangs on, and its rows in order.

    `path` rows hold text, room, handle and due_on; `support` rows who, text and due_on; `days` are the days to come on
    which the two look at it again.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    chain: Chain = field(default_factory=Chain)
    path: Sequence[Mapping[str, Any]] = ()
    support: Sequence[Mapping[str, Any]] = ()
    days: Sequence[date] = ()


@transaction.atomic
def write(person: Person, text: Text, *, now: datetime | None = None, goal_id: UUID | None = None) -> DevelopmentGoal:
    """A new goal of hers, seen by nobody else."""
    now = now or clock.now()
    goal = DevelopmentGoal(pk=goal_id or uuid4(), person=person, written_at=now, changed_at=now, changed_by=person)
    _fill(goal, text)
    goal.save(force_insert=True)
    _fill_rows(goal, text)
    audit.record("competences.development_goal_written", by=person, about=goal)
    return goal


@transaction.atomic
def change(
    goal: DevelopmentGoal,
    text: Text,
    *,
    by: Person,
    version: int | None = None,
    now: datetime | None = None,
    today: date | None = None,
) -> bool:
    """
    Write the text; returns whether it says anything new.

    A text somebody else could read is kept, and a yes to it no longer counts. What both had agreed stays agreed as it
    was, until they say yes to the new text: that one is between her and the manager it is shared with. A manager who
    changes what is agreed becomes that manager. Raises NotTheTwo for a manager who may not read what stands now, Stale
    where it was changed after `version`.
    """
    now = now or clock.now()
    row = held(goal)
    if not reads_as_it_stands(row, by):
        raise NotTheTwo
    if version is not None and row.version != version:
        raise Stale
    before = kept_wording(row)
    _fill(row, text)
    row.save()
    _fill_rows(row, text)
    after = kept_wording(row)
    is_new = before != after
    if is_new:
        if row.state != State.PRIVATE:
            _keep(row, before, now)
        if row.state == State.AGREED:
            _between(row, by, now, today or clock.today())
        forget_yes(row)
        row.version += 1
        row.changed_at, row.changed_by = now, by
        row.save()
        audit.record("competences.development_goal_changed", by=by, about=row)
    goal.refresh_from_db()
    return is_new


@transaction.atomic
def delete(goal: DevelopmentGoal, *, by: Person) -> None:
    """A goal that is not agreed can be deleted by the person whose it is. Raises NotTheTwo otherwise."""
    row = held(goal)
    if row.person_id != by.pk or row.state == State.AGREED:
        raise NotTheTwo
    take_from(row)
    audit.record("competences.development_goal_deleted", by=by, about=row)
    row.delete()


@transaction.atomic
def set_status(goal: DevelopmentGoal, status: str, *, by: Person, brake: str | None = None) -> None:
    """How it goes, and what holds it back (None leaves that). A goal that is replaced asks nothing of anybody."""
    row = held(goal)
    row.status = DevelopmentGoal.Status(status)
    if brake is not None:
        row.brake = brake
    row.save(update_fields=["status", "brake"])
    if row.status == DevelopmentGoal.Status.REPLACED:
        let_go(row, by=by)
    audit.record("competences.development_goal_status", by=by, about=row)
    goal.refresh_from_db()


@transaction.atomic
def follow_up(
    follow_up: GoalFollowUp,
    *,
    by: Person,
    status: str,
    note: str = "",
    next_on: date | None = None,
    today: date | None = None,
) -> bool:
    """The two have looked at it: how it goes, what they saw, and when they look again. False where it was held."""
    today = today or clock.today()
    goal = held(follow_up.goal)
    rows = GoalFollowUp.objects.filter(pk=follow_up.pk, held_on=None)
    managers = may_agree_with(goal.person, today)
    manager = by if by in managers else next((one for one in managers if one.pk == goal.agreed_with_id), None)
    held_with = manager if goal.state == State.AGREED else None
    if not rows.update(held_on=today, status=status, note=note, held_with=held_with):
        return False
    if next_on is not None:
        GoalFollowUp.objects.create(goal=goal, due_on=next_on)
    audit.record("competences.development_goal_followed_up", by=by, about=goal)
    set_status(goal, status, by=by)
    return True


@transaction.atomic
def pass_on(goal: DevelopmentGoal, *, by: Person, hr: bool, title_open: bool | None = None) -> None:
    """Whether HR may read title, activity, type and day (both must say yes), and colleagues the title (she alone)."""
    row = held(goal)
    if row.person_id == by.pk:
        row.hr_by_person = hr
        row.title_open = row.title_open if title_open is None else title_open
    else:
        row.hr_by_manager = hr
    row.save(update_fields=["hr_by_person", "hr_by_manager", "title_open"])
    audit.record("competences.development_goal_passed_on", by=by, about=row)
    goal.refresh_from_db()


def _between(goal: DevelopmentGoal, by: Person, now: datetime, today: date) -> None:
    """With whom the new text is: the manager who wrote it, or the one it is shared with while she is her manager."""
    if by.pk != goal.person_id:
        if by.pk != goal.shared_with_id:
            goal.shared_with, goal.shared_at = by, now
    elif goal.shared_with is not None and goal.shared_with not in may_agree_with(goal.person, today):
        not_with(goal)


def _keep(goal: DevelopmentGoal, text: dict[str, Any], now: datetime) -> None:
    """What it said until now."""
    DevelopmentGoalVersion.objects.create(
        goal=goal,
        number=goal.version,
        text=text,
        written_at=goal.changed_at,
        written_by=goal.changed_by,
        agreed_at=goal.agreed_at if goal.agreed_version == goal.version else None,
        kept_at=now,
    )


def _fill(goal: DevelopmentGoal, text: Text) -> None:
    for name in FACTS:
        if name in text.facts:
            setattr(goal, name, text.facts[name])
    if all(getattr(goal, f"{name}_id") == _pk(getattr(text.chain, name)) for name in LINKS):
        return  # it hangs where it hung: what the goal said then stays
    for name in LINKS:
        setattr(goal, name, getattr(text.chain, name))
    goal.said = text.chain.goal.versions.order_by("-number").first() if text.chain.goal is not None else None


def _pk(thing: Any) -> Any:
    return None if thing is None else thing.pk


def _fill_rows(goal: DevelopmentGoal, text: Text) -> None:
    """Rows are told apart by their place in the form; a row that holds nothing is gone."""
    goal.path.all().delete()
    PathStep.objects.bulk_create(PathStep(goal=goal, place=place, **row) for place, row in enumerate(text.path))
    goal.support.all().delete()
    Support.objects.bulk_create(Support(goal=goal, place=place, **row) for place, row in enumerate(text.support))
    coming = goal.follow_ups.filter(held_on=None)
    coming.exclude(due_on__in=text.days).delete()
    there = set(coming.values_list("due_on", flat=True))
    GoalFollowUp.objects.bulk_create(GoalFollowUp(goal=goal, due_on=day) for day in sorted(set(text.days) - there))
