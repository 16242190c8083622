"""Development goals on a person's own page: the card with her line of sight, and what waits for her."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import StartsWith
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.competences.models import DevelopmentGoal, DevelopmentQuerySet, GoalFollowUp
from haandgreb.competences.queries.development import lines_of
from haandgreb.competences.queries.development_reading import readable, reads_as_it_stands
from haandgreb.competences.rules.development import MOST_ACTIVE
from haandgreb.organisation.models import Engagement, Person, UnitManager
from haandgreb.shared.passport import Waiting

LOOK_AHEAD_DAYS = 7
CLOSED_TOLD_DAYS = 60
State = DevelopmentGoal.State
Status = DevelopmentGoal.Status
_OVER = (Status.PART, Status.REPLACED)


def home_card(person: Person) -> dict[str, Any]:
    """Up to three goals she works on, each with the line that leads to it."""
    lines = [line for line in lines_of(person) if line.goal.status not in _OVER]
    return {"lines": lines[:MOST_ACTIVE]}


def may_wait(person: Person, today: date) -> DevelopmentQuerySet:
    """
    Goals of which something may wait for her: wider than what does, and told in one query.

    Who her staff are takes seven questions, so it is asked only where one of these is there. Of others' goals she says
    yes only to what is shared with her; a follow-up may be hers where she manages a unit above the person's.
    """
    soon = GoalFollowUp.objects.filter(
        goal=OuterRef("pk"), held_on=None, due_on__lte=today + timedelta(days=LOOK_AHEAD_DAYS)
    )
    hers = Q(person=person)
    led = UnitManager.objects.in_office(today).filter(
        StartsWith(OuterRef("unit__path"), F("unit__path")), person=person
    )
    below = Engagement.objects.on(today).filter(Exists(led), person=OuterRef("person"))
    found = DevelopmentGoal.objects.exclude(status=Status.REPLACED)
    return found.filter(
        (_still_open() & (hers | Q(shared_with=person)))
        | (hers & _hangs_on_closed(today))
        | (Exists(soon) & (hers | (Q(state=State.AGREED) & (Exists(below) | Q(agreed_with=person)))))
    )


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """A yes to say, a follow-up that is due, a goal of the workplace that was closed, goals shared with a manager."""
    goals = DevelopmentGoal.objects.visible_to(person, today).exclude(status=Status.REPLACED).select_related("person")
    yield from _yeses(goals, person)
    yield from _follow_ups(goals, person, today)
    yield from _closed(goals, person, today)


def _yeses(goals: DevelopmentQuerySet, person: Person) -> Iterator[Waiting]:
    """Texts both can still say yes to, where the other has said yes, changed a word, or shared it anew."""
    for goal in goals.filter(_still_open()).select_related("yes_by", "changed_by"):
        text = _what_the_other_did(goal, person) if reads_as_it_stands(goal, person) else ""
        if text:
            yield _waiting(text, goal)


def _still_open() -> Q:
    return Q(state=State.SHARED) | Q(state=State.AGREED, agreed_version__lt=F("version"))


def _what_the_other_did(goal: DevelopmentGoal, person: Person) -> str:
    """In words; "" where she herself was the last to do something."""
    yes = goal.yes_by if goal.yes_version == goal.version else None
    if yes is not None:
        if yes.pk == person.pk:
            return ""
        return _("%(name)s has said yes to a development goal. Read it, and say yes or change it.") % {"name": yes}
    since = goal.agreed_at or goal.shared_at
    if goal.person_id != person.pk:  # what was written before it was shared with her is new to her as a whole
        since = max(filter(None, (goal.agreed_at, goal.shared_at)), default=None)
    if since is not None and goal.changed_at > since:
        if goal.changed_by_id in (None, person.pk):
            return ""
        return _("%(name)s has changed a development goal. Read it, and say yes or change it.") % {
            "name": goal.changed_by
        }
    if goal.person_id == person.pk:
        return ""
    return _("%(name)s has shared a development goal with you.") % {"name": goal.person}


def _follow_ups(goals: DevelopmentQuerySet, person: Person, today: date) -> Iterator[Waiting]:
    """Days on which the two look at it again: hers always, a manager's once it is agreed."""
    mine = goals.filter(Q(person=person) | Q(state=State.AGREED))
    rows = GoalFollowUp.objects.filter(goal__in=mine, held_on=None, due_on__lte=today + timedelta(days=LOOK_AHEAD_DAYS))
    due = list(rows)
    shown = {goal.pk: goal for goal in readable(mine.filter(pk__in={row.goal_id for row in due}), person)}
    for row in due:
        goal = shown.get(row.goal_id)
        if goal is None:
            continue
        if goal.person_id == person.pk:
            text = _("Follow up on your goal")
        else:
            text = _("Follow up with %(name)s on a goal") % {"name": goal.person}
        page = reverse("competences:development_follow_up", args=[goal.pk, row.pk])
        yield Waiting(text, page, about=goal.title, due_on=row.due_on, tone="after", label=_("Goal"))


def _closed(goals: DevelopmentQuerySet, person: Person, today: date) -> Iterator[Waiting]:
    """What one of her own goals hangs on counts no more: she chooses what it hangs on now."""
    for goal in goals.filter(_hangs_on_closed(today), person=person):
        yield _waiting(_("What your goal hangs on was closed. What does it hang on now?"), goal)


def _hangs_on_closed(today: date) -> Q:
    since = today - timedelta(days=CLOSED_TOLD_DAYS)
    names = ("goal", "result", "practice", "learning_goal")
    closed = Q()
    for name in names:
        closed |= Q(**{f"{name}__state": "closed", f"{name}__closed_on__gte": since})
    return closed


def _waiting(text: str, goal: DevelopmentGoal) -> Waiting:
    page = reverse("competences:development_goal", args=[goal.pk])
    return Waiting(text, page, about=goal.title, tone="during", label=_("Goal"))
