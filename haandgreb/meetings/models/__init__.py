"""Tables of the meetings capability, one module per noun."""

from haandgreb.meetings.models.check import Booking, CheckedSeries, CheckVoter, ServiceCheck, Verdict, WantedMeeting
from haandgreb.meetings.models.meeting import AgendaItem, Attendance, Decision, ItemNeed, Meeting, ParkedPoint
from haandgreb.meetings.models.score import Ballot, PooledMeeting, ReportedMeeting, ScoreResult, TypeReport
from haandgreb.meetings.models.series import Membership, Series, SeriesChange

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "Booking",
    "CheckVoter",
    "CheckedSeries",
    "Decision",
    "ItemNeed",
    "Meeting",
    "Membership",
    "ParkedPoint",
    "PooledMeeting",
    "ReportedMeeting",
    "ScoreResult",
    "Series",
    "SeriesChange",
    "ServiceCheck",
    "TypeReport",
    "Verdict",
    "WantedMeeting",
]
