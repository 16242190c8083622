"""Reminders that leave by mail: when, never what."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.models import Dialogue, FollowUpTalk
from haandgreb.dialogues.rules.following import LOOK_AHEAD_DAYS, REMINDER_DAYS, reminder_due
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox
from haandgreb.shared.clock import COPENHAGEN, local_day
from haandgreb.shared.formats import long_date
from haandgreb.shared.templatetags.look import current_language

FOLLOWED = (Dialogue.State.AGREED, Dialogue.State.FOLLOWING)
CATCH_UP_DAYS = 7  # where the daily job did not run for some days


def remind(today: date) -> int:
    """
    One mail to each of the two a week before a day they have set, and 90, 180 and 270 days after the agreement where
    they have not looked at it since. Returns how many were queued; harmless when run twice.
    """
    return _before_days(today) + _after_agreement(today)


def _before_days(today: date) -> int:
    soon = today + timedelta(days=LOOK_AHEAD_DAYS)
    talks = FollowUpTalk.objects.filter(held_on=None, due_on__gte=today, due_on__lte=soon, dialogue__state__in=FOLLOWED)
    sent = 0
    for talk in talks.defer("note").select_related("dialogue__person", "dialogue__manager"):
        for person in _two(talk.dialogue, today):
            with outbox.in_language_of(person):
                line = _("On {day} you look again at what you have agreed.")
                text = line.format(day=long_date(talk.due_on, current_language()))
                sent += _put(person, talk.dialogue, text, f"look-again:{talk.pk}:{talk.due_on}:{person.pk}")
    return sent


def _after_agreement(today: date) -> int:
    sent = 0
    for days in REMINDER_DAYS:
        last = datetime.combine(today - timedelta(days=days - 1), time.min, tzinfo=COPENHAGEN)
        first = last - timedelta(days=CATCH_UP_DAYS)
        rows = Dialogue.objects.filter(
            state__in=FOLLOWED, agreement__agreed_at__lt=last, agreement__agreed_at__gte=first
        )
        for row in rows.select_related("person", "manager", "agreement").defer("agreement__text"):
            sent += _where_not_looked_at(row, days, today)
    return sent


def _where_not_looked_at(row: Dialogue, days: int, today: date) -> int:
    agreed_at, sent = row.agreement.agreed_at, 0
    talks = FollowUpTalk.objects.filter(dialogue=row).order_by().values_list("held_on", "due_on")
    held = [held_on for held_on, _due in talks if held_on is not None]
    if agreed_at is None or reminder_due(local_day(agreed_at), held, today) != days:
        return 0
    if any(held_on is None and abs((due - today).days) <= LOOK_AHEAD_DAYS for held_on, due in talks):
        return 0  # a day is set for it already, and that one is reminded of
    for person in _two(row, today):
        with outbox.in_language_of(person):
            text = _("It is {months} months since you agreed. A quarter of an hour together is enough.")
            sent += _put(person, row, text.format(months=days // 30), f"agreed:{row.pk}:{days}:{person.pk}")
    return sent


def _two(row: Dialogue, today: date) -> list[Person]:
    found = [row.person]
    if row.manager is not None and row.is_led_by(row.manager, today):
        found.append(row.manager)
    return [person for person in found if person.is_active]


def _put(person: Person, row: Dialogue, line: str, key: str) -> int:
    page = settings.BASE_URL + reverse("dialogues:agreement", args=[row.pk])
    text = "\n".join(
        [_("Hello {name}").format(name=person.given), "", line, "", _("See it here: {page}").format(page=page)]
    )
    subject = pgettext("calendar", "Talk")
    return int(outbox.put(kind="talk", person=person, subject=subject, text=text, key=key) is not None)
