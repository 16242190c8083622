"""Where anything may wait for somebody in dialogues, part by part: wider than what does, and asked on every page."""

from __future__ import annotations

from django.db.models import Exists, Q, QuerySet

from haandgreb.dialogues.models import (
    Agreement,
    Dialogue,
    DialogueQuerySet,
    EvaluationKey,
    GroupMember,
    GroupTalk,
    Pair,
    Round,
)
from haandgreb.organisation.models import Person, PersonQuerySet, Role

State = Dialogue.State
_AFTER = (State.HELD, State.AGREEING, State.AGREED, State.FOLLOWING)
_OVER = (GroupTalk.State.CLOSED, GroupTalk.State.CANCELLED)


def _hers(person: Person) -> DialogueQuerySet:
    return Dialogue.objects.filter(Q(person=person) | Q(manager=person))


def _is_hr(person: Person) -> Exists:
    return Exists(Role.objects.filter(person=person, kind=Role.Kind.HR))


def rounds(person: Person) -> PersonQuerySet:
    """She lacks a manager, another was offered; for HR, a round is under way."""
    lacking = Dialogue.objects.filter(Q(manager=None) | Q(offered_manager__isnull=False), person=person, held_on=None)
    under_way = Round.objects.filter(ready_at__isnull=False, closed_at=None)
    return Person.objects.filter(Exists(lacking) | (_is_hr(person) & Exists(under_way)), pk=person.pk)


def ahead(person: Person) -> DialogueQuerySet:
    """Talks that are still to be."""
    return _hers(person).filter(state__in=(State.INVITED, State.BOOKED))


def pairs(person: Person) -> QuerySet[Pair]:
    """Pairs of hers that have not met."""
    return Pair.objects.filter(Q(asker=person) | Q(asked=person), met_on=None)


def agreements(person: Person) -> PersonQuerySet:
    """A talk of hers has been held; for HR, somebody asks for help."""
    asks = Agreement.objects.filter(asks_for_help=True)
    held = _hers(person).filter(state__in=_AFTER)
    return Person.objects.filter(Exists(held) | (_is_hr(person) & Exists(asks)), pk=person.pk)


def groups(person: Person) -> PersonQuerySet:
    """Talks of a group that are not over; somebody who wants a talk of her own instead."""
    open_ones = GroupTalk.objects.exclude(state__in=_OVER)
    member = GroupMember.objects.filter(person=person, talk__in=open_ones)
    asked = Dialogue.objects.filter(manager=person, wants_individual=True, held_on=None)
    some = Exists(member) | Exists(open_ones.filter(manager=person)) | Exists(asked)
    return Person.objects.filter(some, pk=person.pk)


def evaluations(person: Person) -> QuerySet[EvaluationKey]:
    """Evaluations she may still answer."""
    return EvaluationKey.objects.filter(person=person)
