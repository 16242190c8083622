"""Learning the same thing together: fælles klik and its seats, study pairs, ten minutes in the team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from haandgreb.followups.actions import promise
from haandgreb.learning.actions import together_mail as mail
from haandgreb.learning.models import Activity, ClickSeat, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

WEEK = timedelta(days=7)
CLICK_FACTS = ("starts_at", "minutes", "talk_minutes", "place", "seats", "question")
NOTE_TEXTS = ("expectations", "learned", "use", "unclear")
TALK_FACTS = ("held_on", "means", "does_not_fit", "tries")


class Full(ValueError):
    """No seat is left."""


class Over(ValueError):
    """It has been, or is cancelled."""


class TooFewSeats(ValueError):
    """More people have a seat than there would be. `taken` is how many."""

    def __init__(self, taken: int) -> None:
        super().__init__(taken)
        self.taken = taken


class Looking(ValueError):
    """She looks for a partner in this already."""


@transaction.atomic
def plan_click(activity: Activity, *, by: Person, **facts: Any) -> SharedClick:
    """Somebody hosts: the same module at the same time. The host has no need of a seat."""
    click = SharedClick.objects.create(activity=activity, host=by, **facts)
    audit.record("click planned", by=by, about=click)
    return click


@transaction.atomic
def change_click(click: SharedClick, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Another time or place: those with a seat are told of a new time. Raises Stale, TooFewSeats."""
    raise_version(click, version)
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    taken = row.taken.count()
    if facts["seats"] < taken:
        raise TooFewSeats(taken)
    is_moved = facts["starts_at"] != row.starts_at
    for name in CLICK_FACTS:
        setattr(row, name, facts[name])
    row.save(update_fields=list(CLICK_FACTS))
    audit.record("click changed", by=by, about=row, moved=is_moved)
    if is_moved:
        for seat in row.taken.select_related("person"):
            mail.click_moved(row, seat.person)


@transaction.atomic
def cancel_click(click: SharedClick, *, why: str, by: Person) -> None:
    """It will not be; those with a seat are told. Twice is once."""
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    if row.state != SharedClick.State.PLANNED:
        return
    row.state, row.why_cancelled = SharedClick.State.CANCELLED, why
    row.save(update_fields=["state", "why_cancelled"])
    audit.record("click cancelled", by=by, about=row)
    for seat in row.taken.select_related("person"):
        mail.click_cancelled(row, seat.person)


@transaction.atomic
def hold_click(click: SharedClick, *, by: Person) -> None:
    """It has been, and they talked about it."""
    if click.state == SharedClick.State.PLANNED:
        click.state = SharedClick.State.HELD
        click.save(update_fields=["state"])
        audit.record("click held", by=by, about=click)


@transaction.atomic
def take_seat(click: SharedClick, *, by: Person, now: datetime | None = None) -> None:
    """A seat for her; two at the same moment never get the same one. Raises Full, Over."""
    now = now or clock.now()
    row = SharedClick.objects.select_for_update().get(pk=click.pk)
    if row.state != SharedClick.State.PLANNED or row.starts_at <= now:
        raise Over
    if row.host_id == by.pk or row.taken.filter(person=by).exists():
        return
    if row.taken.count() >= row.seats:
        raise Full
    ClickSeat.objects.create(click=row, person=by, taken_at=now)
    audit.record("click seat taken", by=by, about=row)


@transaction.atomic
def give_seat_back(click: SharedClick, *, by: Person) -> None:
    """Somebody else can have it."""
    if click.taken.filter(person=by).delete()[0]:
        audit.record("click seat given back", by=by, about=click)


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


@transaction.atomic
def write_note(activity: Activity, texts: Mapping[str, str], *, by: Person, version: int = 0) -> ModuleNote:
    """
    What she expects and what she took from it: hers alone. `version` is 0 where there was no note when she began.

    Raises Stale where another window saved first.
    """
    note = ModuleNote.objects.filter(activity=activity, person=by).first()
    if note is None:
        note = ModuleNote(activity=activity, person=by)
    else:
        raise_version(note, version if note.hidden_at is None else None)
    for name in NOTE_TEXTS:
        setattr(note, name, texts[name] or None)
    note.changed_at, note.hidden_at = clock.now(), None
    note.save()
    return note


@transaction.atomic
def write_team_talk(
    activity: Activity, unit: Unit, *, by: Person, owner: Person | None = None, **facts: Any
) -> TeamTalk:
    """What it means here, as the team said it. `owner` promises what is tried, within a week of the talk."""
    talk = TeamTalk.objects.create(activity=activity, unit=unit, written_by=by, **facts)
    audit.record("team talk written", by=by, about=talk)
    if owner is not None and talk.tries:
        promise(
            what=talk.tries[:200],
            owner=owner,
            due_on=talk.held_on + WEEK,
            source="learning",
            source_id=talk.pk,
            source_label=str(activity),
            source_url=reverse("learning:team_talk", args=[talk.pk]),
            promised_on=talk.held_on,
            by=by,
        )
    return talk


@transaction.atomic
def change_team_talk(talk: TeamTalk, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write it anew. Raises Stale."""
    raise_version(talk, version)
    for name in TALK_FACTS:
        setattr(talk, name, facts[name])
    talk.save(update_fields=list(TALK_FACTS))
    audit.record("team talk changed", by=by, about=talk)


@transaction.atomic
def remove_team_talk(talk: TeamTalk, *, by: Person) -> None:
    """It is gone."""
    audit.record("team talk removed", by=by, about=talk)
    talk.delete()
