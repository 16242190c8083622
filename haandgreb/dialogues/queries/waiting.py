"""Whether anything may wait for somebody, part by part: one query, so that a calm page asks no more."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Exists, Q, Value

from haandgreb.dialogues.models import Agreement, Dialogue, EvaluationKey, GroupMember, GroupTalk, Pair, Round
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_hr

State = Dialogue.State
_BEFORE = (State.INVITED, State.BOOKED)
_AFTER = (State.HELD, State.AGREEING, State.AGREED, State.FOLLOWING)
_OVER = (GroupTalk.State.CLOSED, GroupTalk.State.CANCELLED)


def parts_that_may_wait(person: Person, today: date) -> list[str]:
    """The parts in which something may wait for her, in their order: wider than what does."""
    hers = Dialogue.objects.filter(Q(person=person) | Q(manager=person))
    ahead, after = Exists(hers.filter(state__in=_BEFORE)), Exists(hers.filter(state__in=_AFTER))
    lacking = Dialogue.objects.filter(Q(manager=None) | Q(offered_manager__isnull=False), person=person, held_on=None)
    asks = Agreement.objects.filter(asks_for_help=True)
    under_way = Round.objects.filter(ready_at__isnull=False, closed_at=None)
    groups = GroupTalk.objects.exclude(state__in=_OVER)
    member = GroupMember.objects.filter(person=person, talk__in=groups)
    asked = Dialogue.objects.filter(manager=person, wants_individual=True, held_on=None)
    found: dict[str, Any] = {
        "rounds": Exists(lacking) | (Exists(under_way) if is_hr(person, today) else Value(False)),
        "preparation": ahead,
        "peers": Exists(Pair.objects.filter(Q(asker=person) | Q(asked=person), met_on=None)),
        "booking": ahead,
        "agreement": after | (Exists(asks) if is_hr(person, today) else Value(False)),
        "group": Exists(member) | Exists(groups.filter(manager=person)) | Exists(asked),
        "council": Exists(EvaluationKey.objects.filter(person=person)),
    }
    answers = Person.objects.filter(pk=person.pk).values_list(*found.values()).get()
    return [part for part, may in zip(found, answers, strict=True) if may]
