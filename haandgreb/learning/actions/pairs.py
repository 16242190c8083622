"""Study pairs: looked for, joined, said no to, over."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from haandgreb.learning.actions import together_mail as mail
from haandgreb.learning.models import Activity, StudyPair
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


class Over(ValueError):
    """Somebody else was quicker, or it is over."""


class Looking(ValueError):
    """She looks for a partner in this already."""


@transaction.atomic
def look_for_partner(
    activity: Activity,
    *,
    by: Person,
    other: Person | None = None,
    first_on: date | None = None,
    second_on: date | None = None,
) -> StudyPair:
    """
    Look for somebody to learn it with: one colleague, who is asked, or whoever joins. Raises Looking.
    """
    state = StudyPair.State.OPEN if other is None else StudyPair.State.ASKED
    days = {"first_on": first_on, "second_on": second_on}
    try:
        with transaction.atomic():
            pair = StudyPair.objects.create(
                activity=activity, first=by, second=other, state=state, made_at=clock.now(), **days
            )
    except IntegrityError as error:
        raise Looking from error
    audit.record("study partner sought", by=by, about=pair)
    if other is not None:
        mail.pair_asked(pair, other)
    return pair


@transaction.atomic
def join_pair(pair: StudyPair, *, by: Person) -> None:
    """She joins one who looks for somebody, or says yes to being asked; the first one is told. Raises Over."""
    row = StudyPair.objects.select_for_update(of=("self",)).select_related("first").get(pk=pair.pk)
    is_asked = row.state == StudyPair.State.ASKED and row.second_id == by.pk
    if row.first_id == by.pk or not (is_asked or row.state == StudyPair.State.OPEN):
        raise Over
    row.second, row.state = by, StudyPair.State.PAIRED
    row.save(update_fields=["second", "state"])
    audit.record("study pair made", by=by, about=row)
    mail.pair_made(row, row.first)


@transaction.atomic
def say_no(pair: StudyPair, *, by: Person) -> None:
    """No reason is asked. The first one looks openly again, and nobody else learns who was asked. Raises Over."""
    row = StudyPair.objects.select_for_update().get(pk=pair.pk)
    if row.state != StudyPair.State.ASKED or row.second_id != by.pk:
        raise Over
    row.second, row.state = None, StudyPair.State.OPEN
    row.save(update_fields=["second", "state"])
    audit.record("study pair declined", by=by, about=row)


@transaction.atomic
def end_pair(pair: StudyPair, *, by: Person) -> None:
    """Either of the two ends it, without a reason."""
    if pair.state != StudyPair.State.ENDED:
        pair.state = StudyPair.State.ENDED
        pair.save(update_fields=["state"])
        audit.record("study pair ended", by=by, about=pair)
