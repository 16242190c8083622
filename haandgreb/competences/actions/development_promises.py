"""Support two people have agreed on is promised: the one who is named has the ball, and reads her own line only."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.competences.models import DevelopmentGoal, Support
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox

SOURCE = "competences"


@transaction.atomic
def promise_support(goal: DevelopmentGoal, *, by: Person) -> None:
    """
    One promise for each line of support that says who, what and by when.

    What was promised and is still agreed stays, with the day it has now; what is agreed no more is let go. The promise
    names the person it helps and nothing of her goal.
    """
    wanted = {(one.who_id, one.text): one for one in goal.support.select_related("who") if one.is_whole}
    for promise in _of(goal).exclude(state=FollowUp.State.SKIPPED):
        line = wanted.pop((promise.owner_id, promise.what), None)
        if promise.state != FollowUp.State.OPEN:
            continue
        if line is None:
            _let_go(promise, by=by)
        elif line.due_on != promise.due_on and not promise.moves.exists():
            assert line.due_on is not None
            with outbox.in_language_of(promise.owner):
                reason = _("Another day was agreed.")
            followups.move(promise, to_day=line.due_on, reason=reason, by=by)
    for line in wanted.values():
        _promise(goal, line, by)


def let_go(goal: DevelopmentGoal, *, by: Person) -> None:
    """Whoever had promised support need not give it any more."""
    for promise in _of(goal).filter(state=FollowUp.State.OPEN):
        _let_go(promise, by=by)


def _of(goal: DevelopmentGoal) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(source=SOURCE, source_id=goal.pk).select_related("owner")


def _let_go(promise: FollowUp, *, by: Person) -> None:
    with outbox.in_language_of(promise.owner):
        reason = _("It is no longer needed.")
    followups.skip(promise, reason=reason, by=by)


def _promise(goal: DevelopmentGoal, line: Support, by: Person) -> None:
    assert line.who is not None
    assert line.due_on is not None
    with outbox.in_language_of(line.who):
        label = _("Support you have promised %(name)s") % {"name": goal.person}
    followups.promise(
        what=line.text,
        owner=line.who,
        due_on=line.due_on,
        source=SOURCE,
        source_id=goal.pk,
        source_label=label,
        source_url=reverse("competences:development_goal", args=[goal.pk]),
        by=by,
    )
