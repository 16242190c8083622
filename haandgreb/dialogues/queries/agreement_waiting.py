"""What waits for a person in her agreements and their follow-ups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.dialogues.models import Agreement, Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.agreement import answer_by, other_of, reads_text
from haandgreb.dialogues.rules.following import LOOK_AHEAD_DAYS, REMINDED_DAYS, REMINDER_DAYS, reminder_due
from haandgreb.organisation.models import Person
from haandgreb.shared.clock import COPENHAGEN, local_day
from haandgreb.shared.passport import Waiting

State = Agreement.State
UNFINISHED = (State.WRITING, State.OFFERED, State.ONE_YES, State.DIFFERING)
FOLLOWED = (Dialogue.State.AGREED, Dialogue.State.FOLLOWING)
_LABEL = gettext_lazy("Dialogue")


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """A wording to write or to answer, a day to look at it again. One query where nothing may wait."""
    rows = _may_wait(person, today)
    if any(row.person_id != person.pk for row in rows):
        seen = set(Dialogue.objects.visible_to(person, today).filter(pk__in=[row.pk for row in rows]).values_list("pk"))
        rows = [row for row in rows if (row.pk,) in seen]
    if not rows:
        return
    days = _days(rows)
    for row in rows:
        yield from _of_one(row, days[row.pk], person, today)


def _may_wait(person: Person, today: date) -> list[Dialogue]:
    """Her dialogues something may wait in: wider than what does, and told in one query."""
    soon = today + timedelta(days=LOOK_AHEAD_DAYS)
    due = FollowUpTalk.objects.filter(dialogue=OuterRef("pk"), held_on=None, due_on__lte=soon)
    unfinished = Q(state__in=(Dialogue.State.HELD, Dialogue.State.AGREEING), agreement__state__in=UNFINISHED)
    followed = Q(state__in=FOLLOWED) & (Exists(due) | _near_reminder(today))
    hers = Q(person=person) | Q(manager=person)
    rows = Dialogue.objects.filter(hers, unfinished | followed, agreement__hidden_at=None)
    rows = rows.select_related("person", "manager", "agreement__yes_by").defer("agreement__text")
    return list(rows.order_by("held_on", "pk"))


def _near_reminder(today: date) -> Q:
    """Agreed so long ago that one of the three reminders may hold."""
    found = Q()
    for days in REMINDER_DAYS:
        last = datetime.combine(today - timedelta(days=days - 1), time.min, tzinfo=COPENHAGEN)
        found |= Q(agreement__agreed_at__lt=last, agreement__agreed_at__gte=last - timedelta(days=REMINDED_DAYS + 2))
    return found


def _days(rows: list[Dialogue]) -> defaultdict[UUID, list[FollowUpTalk]]:
    found: defaultdict[UUID, list[FollowUpTalk]] = defaultdict(list)
    followed = [row.pk for row in rows if row.state in FOLLOWED]
    if followed:
        for talk in FollowUpTalk.objects.filter(dialogue__in=followed).defer("note"):
            found[talk.dialogue_id].append(talk)
    return found


def _of_one(row: Dialogue, days: list[FollowUpTalk], person: Person, today: date) -> Iterator[Waiting]:
    other = other_of(row, person)
    if other is None:
        return
    name = {"name": other}
    page = reverse("dialogues:agreement", args=[row.pk])
    if row.state not in FOLLOWED:
        text = _unfinished(row, person)
        if text:
            by = answer_by(row.agreement, row)
            yield Waiting(text % name, page, due_on=by, tone="after", label=_LABEL)
        return
    due = [talk for talk in days if talk.held_on is None and talk.due_on <= today + timedelta(days=LOOK_AHEAD_DAYS)]
    for talk in due:
        text = _("Look again with %(name)s at what you agreed") % name
        address = reverse("dialogues:follow_up", args=[row.pk, talk.pk])
        yield Waiting(text, address, due_on=talk.due_on, tone="after", label=_LABEL)
    agreed_at = row.agreement.agreed_at
    held = [talk.held_on for talk in days if talk.held_on is not None]
    months = reminder_due(local_day(agreed_at), held, today) if agreed_at is not None and not due else None
    if months is not None:
        facts = {**name, "months": months // 30}
        text = _("It is %(months)d months since you and %(name)s agreed. How does it go?") % facts
        yield Waiting(text, page, tone="after", label=_LABEL)


def _unfinished(row: Dialogue, person: Person) -> str:
    agreement = row.agreement
    if agreement.state == State.WRITING or not reads_text(agreement, row, person):
        return _("Write down with %(name)s what you agreed")
    if agreement.state == State.DIFFERING:
        return _("You and %(name)s see your agreement differently")
    if agreement.state == State.ONE_YES:
        if agreement.yes_by_id == person.pk:
            return ""
        return _("%(name)s has said yes to your agreement. Read it, and say yes or change it.")
    return _("Read your agreement with %(name)s, and say yes or change it.")
