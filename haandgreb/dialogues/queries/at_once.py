"""Two rounds of one kind at the same time: whoever is in the one is not in the other too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from haandgreb.dialogues.models import Dialogue, DialogueQuerySet, Round
from haandgreb.dialogues.queries.members import jobs_of


@dataclass(frozen=True)
class LeftOut:
    """How many of those a round is for have their talk in this other one."""

    round: Round
    people: int


def in_other_rounds(round_: Round) -> DialogueQuerySet:
    """Talks in rounds of the same kind that are not closed and whose talks are at the same time as this one's."""
    others = Round.objects.filter(
        kind=round_.kind_id,
        started_at__isnull=False,
        talks_from__lte=round_.talks_to,
        talks_to__gte=round_.talks_from,
    ).exclude(state=Round.State.CLOSED)
    rows = Dialogue.objects.filter(round__in=others.exclude(pk=round_.pk))
    return rows.exclude(state=Dialogue.State.CANCELLED)


def talking_elsewhere(round_: Round, people: Collection[UUID]) -> set[UUID]:
    """Of these people, those whose talk is in such a round; one query."""
    return set(in_other_rounds(round_).filter(person__in=people).values_list("person", flat=True))


def left_out(round_: Round, today: date) -> list[LeftOut]:
    """Whom the round is for and leaves out, counted for each other round; at most two queries."""
    if round_.kind.is_group or round_.state == Round.State.CLOSED:
        return []
    rows = in_other_rounds(round_).filter(person__in=jobs_of(round_, today).order_by().values("person"))
    here = Dialogue.objects.filter(round=round_).order_by().values("person")
    counts = rows.exclude(person__in=here).order_by().values("round").annotate(n=Count("person", distinct=True))
    found = dict(counts.values_list("round", "n"))
    return [LeftOut(one, found[one.pk]) for one in Round.objects.filter(pk__in=found)] if found else []
