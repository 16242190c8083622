"""Erasing what is held about one person in learning together."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from haandgreb.learning.models import ClickSeat, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.organisation.models import Person


@transaction.atomic
def forget(person: Person) -> None:
    """Notes, seats, what she hosts, pairs; what a team said stays, without who wrote it down."""
    ModuleNote.objects.filter(person=person).delete()
    ClickSeat.objects.filter(person=person).delete()
    SharedClick.objects.filter(host=person).delete()
    StudyPair.objects.filter(Q(first=person) | Q(second=person)).delete()
    TeamTalk.objects.filter(written_by=person).update(written_by=None)
