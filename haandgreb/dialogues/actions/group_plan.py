"""The group's plan: lines that somebody has promised, sent within five days, looked at every six weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.dialogues.actions import group_mail
from haandgreb.dialogues.actions.group import locked, move
from haandgreb.dialogues.models import GroupAction, GroupReview, GroupTalk
from haandgreb.dialogues.rules.group import review_days
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import raise_version

SOURCE = "dialogues"
FACTS = ("what", "who", "when", "is_from", "handle", "sign")
State = GroupTalk.State


@transaction.atomic
def add_line(
    talk: GroupTalk, facts: Mapping[str, Any], *, by: Person, line_id: UUID | None = None, on: date | None = None
) -> GroupAction:
    """A line of the plan. With an owner and a day it is promised. `on`: the day it is promised."""
    row = locked(talk, State.PLANNING, State.FOLLOWING)
    last = row.plan.aggregate(last=Max("place"))["last"]
    line = GroupAction(talk=row, place=0 if last is None else last + 1, **facts)
    if line_id is not None:
        line.pk = line_id
    line.promise = _promise(line, row, by, on or clock.today())
    line.save(force_insert=True)
    audit.record("group plan line added", by=by, about=row)
    return line


@transaction.atomic
def change_line(line: GroupAction, facts: Mapping[str, Any], *, version: int | None, by: Person) -> None:
    """Another wording, owner or day; the promise goes along. Raises Stale."""
    row = locked(line.talk, State.PLANNING, State.FOLLOWING)
    raise_version(line, version)
    line = GroupAction.objects.select_related("promise", "who").get(pk=line.pk)
    moves = any(facts[name] != getattr(line, name) for name in ("what", "who", "when"))
    for name in FACTS:
        setattr(line, name, facts[name])
    if moves:
        _let_go(line, by)
        line.promise = _promise(line, row, by, clock.today())
    line.save(update_fields=[*FACTS, "promise"])
    audit.record("group plan line changed", by=by, about=row)


@transaction.atomic
def delete_line(line: GroupAction, *, by: Person) -> None:
    """It is not in the plan any more; nobody has the ball."""
    row = locked(line.talk, State.PLANNING, State.FOLLOWING)
    _let_go(line, by)
    row.plan.filter(pk=line.pk).delete()
    audit.record("group plan line deleted", by=by, about=row)


@transaction.atomic
def send(talk: GroupTalk, *, version: int | None, by: Person, on: date | None = None, is_told: bool = True) -> None:
    """
    The plan is sent: everybody in the group reads it, and so do the managers above and HR from now on.

    The days it is looked at again are set. Raises Refused for a plan without a line, Stale.
    """
    row = locked(talk, State.PLANNING)
    raise_version(row, version)
    if not row.plan.exists():
        raise Refused("no lines")
    day = on or clock.today()
    move(row, State.FOLLOWING, by=by, sent_on=day)
    GroupReview.objects.bulk_create(
        GroupReview(talk=row, due_on=due_on, is_half_year=is_half_year) for due_on, is_half_year in review_days(day)
    )
    if is_told:
        group_mail.tell_of_plan(row, [member.person for member in row.members.select_related("person")])


@transaction.atomic
def review(found: GroupReview, note: str, *, by: Person, on: date | None = None) -> None:
    """The unit has looked at the plan. Noted twice, the later words stand."""
    row = locked(found.talk, State.FOLLOWING, State.CLOSED)
    row.reviews.filter(pk=found.pk).update(held_on=on or clock.today(), note=note)
    audit.record("group plan reviewed", by=by, about=row)


@transaction.atomic
def close(talk: GroupTalk, *, by: Person) -> None:
    """The plan is done with. Raises Refused before the review at half a year."""
    row = locked(talk, State.FOLLOWING)
    if not row.reviews.filter(is_half_year=True, held_on__isnull=False).exists():
        raise Refused("half year")
    move(row, State.CLOSED, by=by)


def _promise(line: GroupAction, row: GroupTalk, by: Person, on: date) -> FollowUp | None:
    if line.who is None or line.when is None:
        return None
    return followups.promise(
        what=line.what,
        owner=line.who,
        due_on=line.when,
        source=SOURCE,
        source_id=row.pk,
        source_label=str(row),
        source_url=reverse("dialogues:group_plan", args=[row.pk]),
        promised_on=on,
        by=by,
    )


def _let_go(line: GroupAction, by: Person) -> None:
    if line.promise is not None and line.promise.state == FollowUp.State.OPEN:
        followups.skip(line.promise, reason=_("The line of the plan was changed."), by=by)
    line.promise = None
