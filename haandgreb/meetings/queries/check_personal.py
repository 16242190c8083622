"""What service checks hold about a person, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.meetings.models import CheckedSeries, CheckVoter, ServiceCheck, Verdict, WantedMeeting
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Checks she takes part in, leads or owns a decision of. Her verdicts can be found only while a vote is open."""
    return {
        "checks": [
            {"title": row.check_of.title, "started_on": row.check_of.started_on.isoformat(), "voted": row.has_voted}
            for row in CheckVoter.objects.filter(person=person).select_related("check_of")
        ],
        "leads": [
            {"title": check.title, "started_on": check.started_on.isoformat()}
            for check in ServiceCheck.objects.filter(leader=person)
        ],
        "decisions": [
            {"check": row.check_of.title, "series": row.title, "decision": row.decision, "change": row.change}
            for row in CheckedSeries.objects.filter(owner=person).select_related("check_of")
        ],
        "open_verdicts": [
            {"check": row.row.check_of.title, "series": row.row.title, "verdict": row.verdict}
            for row in Verdict.objects.filter(person=person).select_related("row__check_of")
        ],
        "open_wishes": [
            {"check": row.check_of.title, "text": row.text}
            for row in WantedMeeting.objects.filter(person=person).select_related("check_of")
        ],
    }
