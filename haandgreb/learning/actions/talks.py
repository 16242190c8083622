"""The talk before the course that was not held in time: a day for it, or the course without it, and why."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.learning.actions.enrolments import held
from haandgreb.learning.actions.steps import NotOpen, skip_step
from haandgreb.learning.models import Enrolment, Step
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version


@transaction.atomic
def agree_time(enrolment: Enrolment, day: date, *, by: Person) -> None:
    """The two mean to talk on the day; asked again where it passes without a talk."""
    row = held(enrolment)
    raise_version(row, None)
    row.talk_on = day
    row.save(update_fields=["talk_on"])
    audit.record("learning.talk_agreed", by=by, about=row)
    enrolment.refresh_from_db()


@transaction.atomic
def go_without(enrolment: Enrolment, why: str, *, by: Person) -> None:
    """She takes part without the talk: the reason stays with the enrolment, and nobody is asked for it any more."""
    row = held(enrolment)
    raise_version(row, None)
    row.why_without_talk, row.talk_on = why, None
    row.save(update_fields=["why_without_talk", "talk_on"])
    for step in Step.objects.filter(enrolment=row, key="talk", state=Step.State.OPEN):
        try:
            skip_step(step, by=by, why=why[:200])
        except NotOpen:  # held meanwhile
            continue
    audit.record("learning.without_talk", by=by, about=row)
    enrolment.refresh_from_db()
