"""What waits for somebody because of a group's talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.dialogues.models import GroupReview, GroupTalk
from haandgreb.dialogues.queries.group import RUNNING, own_talks_asked_for
from haandgreb.dialogues.rules.group import plan_due_on
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import units_managed_by

AHEAD = timedelta(days=7)
COMES = timedelta(days=21)


@dataclass(frozen=True)
class Wait:
    """One thing that waits for who leads a group."""

    text: str
    url: str
    about: str
    due_on: date | None = None


def member_waits(person: Person, today: date) -> list[GroupTalk]:
    """Talks she is in that go on now, or come within three weeks or without a time yet."""
    mine = GroupTalk.objects.filter(members__person=person, hidden_at=None).select_related("unit")
    found = mine.filter(state__in=[GroupTalk.State.INVITED, *RUNNING])
    last = today + COMES
    return [talk for talk in found if talk.state != "invited" or not talk.starts_at or talk.starts_at.date() <= last]


def waits_of_manager(person: Person, today: date) -> Iterable[Wait]:
    """A plan to send, a plan to look at again, and talks that were asked for."""
    units = [unit.pk for unit in units_managed_by(person, today)]
    if not units:
        return
    led = GroupTalk.objects.filter(unit__in=units, hidden_at=None).select_related("unit")
    for talk in led.filter(state=GroupTalk.State.PLANNING):
        day = plan_due_on(talk.held_on) if talk.held_on else None
        yield Wait(_("Send the group's plan"), reverse("dialogues:group_screen", args=[talk.pk]), str(talk), day)
    for review in _due_reviews(units, today):
        url = reverse("dialogues:group_plan", args=[review.talk_id]) + "#reviews"
        yield Wait(_("Look at the group's plan again"), url, str(review.talk), review.due_on)
    for dialogue in own_talks_asked_for(person, today):
        url = reverse("dialogues:dialogue", args=[dialogue.pk])
        yield Wait(_("A talk that was asked for"), url, str(dialogue.person))


def _due_reviews(units: Sequence[UUID], today: date) -> list[GroupReview]:
    """The latest review of each plan that is due: looking once makes up for those before."""
    rows = GroupReview.objects.filter(talk__unit__in=units, talk__state=GroupTalk.State.FOLLOWING, held_on=None)
    due = rows.filter(due_on__lte=today + AHEAD, talk__hidden_at=None).select_related("talk", "talk__unit")
    return list({review.talk_id: review for review in due.order_by("due_on")}.values())
