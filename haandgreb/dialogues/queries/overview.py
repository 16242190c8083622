"""What a manager sees of her own staff's dialogues: how far they are, and what comes next. Nothing of content."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Min, Q, Value, When

from haandgreb.dialogues.models import Dialogue, DialogueQuerySet, FollowUpTalk, Round
from haandgreb.organisation import permissions
from haandgreb.organisation.models import Person

S = Dialogue.State
IN_ORDER = (S.INVITED, S.BOOKED, S.HELD, S.AGREEING, S.AGREED, S.FOLLOWING, S.POSTPONED)


@dataclass(frozen=True)
class Row:
    """One dialogue the manager leads; `follow_up_on` is the next day the two look at it again."""

    dialogue: Dialogue
    follow_up_on: date | None = None

    def is_late(self, today: date) -> bool:
        """Whether that day has passed."""
        return self.follow_up_on is not None and self.follow_up_on < today


def led_by(manager: Person, today: date) -> DialogueQuerySet:
    """The running dialogues she leads: what needs a time first, what waits for later last; then in Danish order."""
    if not permissions.acts_as_manager(manager, today):
        return Dialogue.objects.none()
    rows = Dialogue.objects.visible_to(manager, today).exclude(person=manager).filter(state__in=IN_ORDER)
    rows = rows.filter(Q(round=None) | ~Q(round__state=Round.State.CLOSED))
    steps = [When(state=state, then=Value(number)) for number, state in enumerate(IN_ORDER)]
    rows = rows.annotate(step=Case(*steps, output_field=IntegerField()))
    return rows.select_related("person", "kind", "round").order_by("step", "person__sort_key", "pk")


def rows_of(dialogues: Iterable[Dialogue]) -> list[Row]:
    """Each with its next follow-up; one query."""
    some = list(dialogues)
    days: dict[UUID, date] = {}
    ahead = FollowUpTalk.objects.filter(dialogue__in=[one.pk for one in some], held_on=None).order_by()
    for row in ahead.values("dialogue").annotate(first=Min("due_on")):
        days[row["dialogue"]] = row["first"]
    return [Row(one, days.get(one.pk)) for one in some]


def are_several(rows: Iterable[Row]) -> bool:
    """Whether they are of more than one round, so that each has to say which."""
    return len({(row.dialogue.round_id, row.dialogue.kind_id) for row in rows}) > 1
