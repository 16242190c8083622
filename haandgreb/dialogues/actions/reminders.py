"""Reminders about talks: on which days is in rules/reminding.py. A mail says that there is a talk, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.dialogues.actions.calendar import title
from haandgreb.dialogues.models import Agreement, Dialogue, Prepared
from haandgreb.dialogues.rules.reminding import agreement_step, is_time_to_share, preparation_step
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many, units_managed_by
from haandgreb.shared import clock, outbox

_AHEAD, _AFTER = timedelta(days=12), timedelta(days=10)
Reminder = tuple[str, Dialogue, Person, int]


def run(today: date) -> int:
    """Queue what is due today; how many. Harmless when run twice: each reminder is sent once for one day of a talk."""
    due = [*_before(today), *_after(today)]
    ids = {person.pk for _kind, _dialogue, person, _days in due}
    here = set(Person.objects.here_on(today).filter(pk__in=ids).values_list("pk", flat=True))
    return sum(_send(*one) for one in due if one[2].pk in here)


def _before(today: date) -> Iterator[Reminder]:
    """To each side that has written nothing; to the person who has written, and shared nothing."""
    now = clock.now()
    soon = Dialogue.objects.filter(state=Dialogue.State.BOOKED, starts_at__gt=now, starts_at__lt=now + _AHEAD)
    rows = list(soon.select_related("person", "manager"))
    written = Prepared.objects.filter(dialogue__in=soon)
    wrote = set(written.values_list("dialogue", "writer"))
    shared = set(written.filter(shared_with=F("dialogue__manager")).values_list("dialogue", "writer"))
    for dialogue, manager in _with_manager(rows, today):
        assert dialogue.starts_at is not None
        days = (clock.local_day(dialogue.starts_at) - today).days
        two = [person for person in (dialogue.person, manager) if person is not None]
        if preparation_step(days):
            yield from (("prepare", dialogue, one, days) for one in two if (dialogue.pk, one.pk) not in wrote)
        own = (dialogue.pk, dialogue.person_id)
        if is_time_to_share(days) and own in wrote and own not in shared:
            yield "share", dialogue, dialogue.person, days


def _after(today: date) -> Iterator[Reminder]:
    """To each side that has not said yes to a wording within the days."""
    agreeing = Q(state=Dialogue.State.HELD) | Q(state=Dialogue.State.AGREEING)
    rows = Dialogue.objects.filter(agreeing, held_on__gte=today - _AFTER, held_on__lt=today)
    yes = dict(
        Agreement.objects.filter(dialogue__in=rows, state=Agreement.State.ONE_YES).values_list("dialogue", "yes_by")
    )
    for dialogue, manager in _with_manager(list(rows.select_related("person", "manager")), today):
        assert dialogue.held_on is not None
        days = (today - dialogue.held_on).days
        if agreement_step(days) is None:
            continue
        for person in (dialogue.person, manager):
            if person is not None and yes.get(dialogue.pk) != person.pk:
                yield "agree", dialogue, person, days


def _with_manager(rows: list[Dialogue], today: date) -> Iterator[tuple[Dialogue, Person | None]]:
    """Each with its manager while she is that one's manager today; None where she is not any more."""
    nearest = managers_of_many([row.person for row in rows], today)
    for row in rows:
        manager = row.manager
        if manager is None:
            yield row, None
        elif row.is_picked:
            yield row, manager if units_managed_by(manager, today) else None
        else:
            yield row, manager if manager in nearest[row.person_id] else None


@transaction.atomic
def _send(kind: str, dialogue: Dialogue, person: Person, days: int) -> int:
    step = preparation_step(days) if kind == "prepare" else agreement_step(days) if kind == "agree" else 0
    day = dialogue.held_on if kind == "agree" else clock.local_day(dialogue.starts_at or clock.now())
    address = settings.BASE_URL + reverse("dialogues:dialogue", args=[dialogue.pk])
    with outbox.in_language_of(person):
        queued = outbox.put(
            kind="talk-reminder",
            person=person,
            subject=title(),
            text="\n".join([_words(kind, days), "", address]),
            key=f"talk-{dialogue.pk}-{kind}-{day}-{step}-{person.pk}",
        )
    return int(queued is not None)


def _words(kind: str, days: int) -> str:
    if kind == "agree":
        text = ngettext("You had a talk %(n)d day ago.", "You had a talk %(n)d days ago.", days)
        return text % {"n": days} + " " + _("Something of it waits for you.")
    text = ngettext("You have a talk in %(n)d day.", "You have a talk in %(n)d days.", days) % {"n": days}
    more = (
        _("See what you can get ready.")
        if kind == "prepare"
        else _("See whether there is something to show before it.")
    )
    return f"{text} {more}"
