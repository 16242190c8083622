"""What is deleted when its days are over, and what happens when a person is forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.followups.models import FollowUp
from haandgreb.meetings import library
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.models import AgendaItem, Attendance, Decision, Meeting, Membership, ParkedPoint, Series
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

SOURCE = "meetings"
FORGOTTEN_AFTER = timedelta(hours=12)


@transaction.atomic
def delete_old(today: date) -> dict[str, int]:
    """
    Delete minutes two years after their meeting, and series two years after they were closed.

    Of an old meeting in a living series the counts of its score and its times stay, so that the run chart keeps its
    past. Harmless when run twice. The days stand in content/reminders.toml.
    """
    keep = library.reminders()["keep"]
    old = _ended_before(today - timedelta(days=keep["minutes_days"]))
    gone = Series.objects.filter(
        state=Series.State.CLOSED, closed_on__lt=today - timedelta(days=keep["archived_series_days"])
    )
    counts = {
        "series": gone.count(),
        "meetings": _delete_meetings(Meeting.objects.filter(series__in=gone).values_list("pk", flat=True)),
    }
    gone.delete()
    counts["meetings"] += _delete_meetings(old.filter(series=None).values_list("pk", flat=True))
    counts["minutes"] = _empty(old)
    if any(counts.values()):
        audit.record("old meetings deleted", counts=counts)
    return counts


@transaction.atomic
def end_forgotten(now: datetime) -> int:
    """Meetings nobody ended are over twelve hours after their planned end; when they ended is not known."""
    forgotten = Meeting.objects.filter(state=Meeting.State.RUNNING, ends_at__lt=now - FORGOTTEN_AFTER)
    items = AgendaItem.objects.filter(meeting__in=forgotten, running_since__isnull=False)
    items.update(running_since=None)
    return forgotten.update(state=Meeting.State.HELD, current_item=None)


@transaction.atomic
def forget(person: Person) -> None:
    """
    Take a person out of series and meetings.

    A series goes on with its other leader, or else another participant; one without anybody left is closed and goes.
    """
    for series in Series.objects.filter(chair=person) | Series.objects.filter(owner=person):
        _hand_over(series, person)
    for role in ["chair", "minute_taker", "timekeeper", "notes_by"]:
        Meeting.objects.filter(**{role: person}).update(**{role: None})
    Attendance.objects.filter(person=person).delete()
    Membership.objects.filter(person=person).delete()


def _hand_over(series: Series, person: Person) -> None:
    others = [candidate for candidate in [series.chair, series.owner] if candidate.pk != person.pk]
    if not others:
        row = series.memberships.exclude(person=person).select_related("person").order_by("-is_core").first()
        others = [row.person] if row is not None else []
    if not others:
        _delete_meetings(series.meetings.values_list("pk", flat=True))
        series.delete()
        return
    facts = {role: others[0] for role in ["chair", "owner"] if getattr(series, f"{role}_id") == person.pk}
    Series.objects.filter(pk=series.pk).update(**facts)
    series_actions.add_people(series, others[:1], by=others[0])


def _ended_before(day: date) -> QuerySet[Meeting]:
    return Meeting.objects.filter(ends_at__lt=datetime.combine(day, time(0), tzinfo=clock.COPENHAGEN))


def _delete_meetings(ids: Iterable[UUID]) -> int:
    """Meetings with everything in them; the actions people promised there lose only their way back."""
    wanted = list(ids)
    FollowUp.objects.filter(source=SOURCE, source_id__in=wanted).update(source_id=None, source_label="", source_url="")
    Meeting.objects.filter(pk__in=wanted).delete()
    return len(wanted)


def _empty(old: QuerySet[Meeting]) -> int:
    meetings = list(old.exclude(series=None).values_list("pk", flat=True))
    deleted = 0
    for rows in [AgendaItem.objects, Decision.objects, ParkedPoint.objects, Attendance.objects]:
        deleted += rows.filter(meeting__in=meetings).delete()[0]
    return deleted + Meeting.objects.filter(pk__in=meetings).exclude(notes="").update(notes="")
