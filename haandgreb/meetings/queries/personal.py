"""What is held about a person in meetings, for her own copy."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from haandgreb.meetings.models import AgendaItem, Attendance, Meeting, Membership
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Series and meetings she is in, and her part in them. Scores are anonymous: none of hers can be found."""
    return {
        "series": [
            {
                "title": row.series.title,
                "needed": row.is_core,
                "chair": row.series.chair_id == person.pk,
                "owner": row.series.owner_id == person.pk,
            }
            for row in Membership.objects.filter(person=person).select_related("series")
        ],
        "meetings": [
            {
                "title": row.meeting.title,
                "starts_at": row.meeting.starts_at.isoformat(),
                "needed": row.is_core,
                "presence": row.presence,
                "said_prepared": row.is_prepared,
                "invited_at": row.invited_at.isoformat() if row.invited_at else None,
            }
            for row in Attendance.objects.filter(person=person).select_related("meeting")
        ],
        "roles": [
            {
                "title": meeting.title,
                "starts_at": meeting.starts_at.isoformat(),
                "chair": meeting.chair_id == person.pk,
                "minute_taker": meeting.minute_taker_id == person.pk,
                "timekeeper": meeting.timekeeper_id == person.pk,
                "wrote_notes": meeting.notes_by_id == person.pk,
            }
            for meeting in Meeting.objects.filter(
                Q(chair=person) | Q(minute_taker=person) | Q(timekeeper=person) | Q(notes_by=person)
            )
        ],
        "agenda_items": [
            {"title": item.title, "meeting": item.meeting.title}
            for item in AgendaItem.objects.filter(owner=person).select_related("meeting")
        ],
    }
