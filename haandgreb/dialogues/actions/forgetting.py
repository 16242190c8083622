"""Erasing somebody's dialogues: at once where the archive gate lets it, else out of everybody's sight."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.confidentiality.actions import let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.dialogues.actions.keeping import people_of
from haandgreb.dialogues.models import (
    Agreement,
    Ambassador,
    Card,
    CheckMember,
    Dialogue,
    EvaluationKey,
    Feedback,
    FollowUpTalk,
    GroupAction,
    GroupMember,
    GroupPoint,
    Opened,
    Pair,
    PairAnswer,
    Prepared,
    TalkText,
)
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


@transaction.atomic
def forget(person: Person) -> dict[str, int]:
    """
    Erase what may be erased; the report says how many rows were deleted, hidden until the archives allow it, or kept.

    Her own preparation, talks and agreements are of the class of somebody who has left. What others wrote about
    themselves is theirs: she only leaves it. A legal hold on her stops all of it.
    """
    hers = _hers(person)
    wanted = sum(rows.count() for rows in hers)
    gone = let_go(data_classes()["leaver"], *hers, people=people_of, now=clock.now())
    if gone.deleted == wanted:
        Dialogue.objects.filter(person=person).delete()
        Pair.objects.filter(asker=person).delete()
    _leave_others(person)
    kept = wanted - gone.deleted
    report = {"deleted": gone.deleted, "hidden": gone.hidden, "kept for the archives": kept}
    audit.record("dialogues forgotten", about=person, **{name.replace(" ", "_"): n for name, n in report.items()})
    return report


def _hers(person: Person) -> list[QuerySet[Any]]:
    of_hers = (Agreement, Prepared, TalkText, Card, Feedback, FollowUpTalk)
    dialogues: list[QuerySet[Any]] = [model.everything.filter(dialogue__person=person) for model in of_hers]
    own = (GroupPoint.What.NOTE, GroupPoint.What.PRIVATE)
    return [
        *dialogues,
        PairAnswer.everything.filter(pair__asker=person),
        GroupPoint.everything.filter(writer=person, what__in=own),
        Ambassador.objects.filter(person=person),
    ]


def _leave_others(person: Person) -> None:
    """In the dialogues of others she stays as nobody; keys to evaluations and memberships go."""
    Opened.objects.filter(by=person).update(by=None, name="–")
    Opened.objects.filter(dialogue__person=person).delete()
    GroupAction.objects.filter(who=person).update(who=None)
    for model in (GroupMember, CheckMember, EvaluationKey):
        model._base_manager.filter(person=person).delete()
