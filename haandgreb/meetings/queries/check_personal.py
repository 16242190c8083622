"""What service checks hold about a person, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.meetings.models import CheckedSeries, CheckVoter, ServiceCheck, Verdict
from haandgreb.meetings.queries.service_check import own_wanted, silent_name
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Checks she takes part in, leads or owns a decision of. Her verdicts can be found only while a vote is open."""
    voting = list(ServiceCheck.objects.filter(voters__person=person, step=ServiceCheck.Step.VOTE))
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
            {"check": check.title, "series": row.row.title, "verdict": row.verdict}
            for check in voting
            for row in Verdict.objects.filter(voter=silent_name(check, person)).select_related("row")
        ],
        "open_wishes": [
            {"check": check.title, "text": own_wanted(check, person)} for check in voting if own_wanted(check, person)
        ],
    }
