"""Who may do what with series and meetings. Who sees them is decided by `visible_to` in the models."""

from __future__ import annotations

from datetime import date

from haandgreb.meetings.models import AgendaItem, CheckedSeries, Meeting, Series, ServiceCheck
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import is_hr, is_works_council
from haandgreb.organisation.queries import hr_units, units_led_by


def may_edit_series(person: Person, series: Series) -> bool:
    """
    A series is changed, reviewed and closed by
    - its chair
    - its owner
    """
    return person.pk in {series.chair_id, series.owner_id}


def may_plan_in_series(person: Person, series: Series) -> bool:
    """Meetings of a running series are planned by those who may change it."""
    return series.state == Series.State.ACTIVE and may_edit_series(person, series)


def may_edit_meeting(person: Person, meeting: Meeting) -> bool:
    """
    Time, people and agenda of a meeting that is not over are changed by
    - its chair and its minute taker
    - chair and owner of its series
    - any participant as long as the meeting has no chair, so that it does not stand still
    """
    if meeting.is_over:
        return False
    return _leads(person, meeting) or meeting.chair_id is None


def may_edit_item(person: Person, item: AgendaItem, meeting: Meeting) -> bool:
    """An item is changed by those who may change the agenda, and by the item's own owner until the meeting is over."""
    return may_edit_meeting(person, meeting) or (item.owner_id == person.pk and not meeting.is_over)


def may_run(person: Person, meeting: Meeting) -> bool:
    """
    A meeting is begun, moved on and ended by
    - its chair
    - its minute taker
    - its timekeeper
    """
    return not meeting.is_over and person.pk in {meeting.chair_id, meeting.minute_taker_id, meeting.timekeeper_id}


def may_write_minutes(person: Person, meeting: Meeting) -> bool:
    """Notes, decisions and actions are written by chair, minute taker and timekeeper; also after the meeting."""
    return meeting.state in {Meeting.State.RUNNING, Meeting.State.HELD} and person.pk in {
        meeting.chair_id,
        meeting.minute_taker_id,
        meeting.timekeeper_id,
    }


def may_park(person: Person, meeting: Meeting) -> bool:
    """Everybody who sees a running meeting may park a point."""
    return meeting.state == Meeting.State.RUNNING


def may_close_score(person: Person, meeting: Meeting) -> bool:
    """The score is closed before its time by chair or minute taker (2.5)."""
    return person.pk in {meeting.chair_id, meeting.minute_taker_id}


def _leads(person: Person, meeting: Meeting) -> bool:
    leaders = {meeting.chair_id, meeting.minute_taker_id}
    if meeting.series is not None:
        leaders |= {meeting.series.chair_id, meeting.series.owner_id}
    return person.pk in leaders


def may_set_up_score(person: Person, meeting: Meeting) -> bool:
    """Whether a meeting is scored, and whether the score is open among three or four: chair and minute taker say it."""
    return may_close_score(person, meeting)


def may_score_as_chair(person: Person, meeting: Meeting) -> bool:
    """The named score that is shown apart is the chair's alone."""
    return person.pk == meeting.chair_id


def may_choose(person: Person, series: Series) -> bool:
    """Keep, change one thing or stop: the group says it at the meeting, chair or owner writes it down."""
    return may_edit_series(person, series)


def may_start_check(person: Person, today: date) -> bool:
    """
    A service check is begun by
    - who manages a unit, for it and what is below it; the direction so for the whole house
    - HR, for the units she is HR for
    - any owner of a running series, for the series she owns
    """
    owns = Series.objects.filter(owner=person, state=Series.State.ACTIVE)
    return units_led_by(person, today).exists() or hr_units(person, today).exists() or owns.exists()


def may_lead_check(person: Person, check: ServiceCheck) -> bool:
    """A check is taken from step to step, and decisions are written down, by the one who began it."""
    return person.pk == check.leader_id


def may_vote_in_check(person: Person, check: ServiceCheck) -> bool:
    """Verdicts are given by those asked to vote; the owner of a series who was not may read along."""
    return check.voters.filter(person=person).exists()


def may_write_purpose(person: Person, row: CheckedSeries, check: ServiceCheck) -> bool:
    """What a meeting is for is written by the owner of its series, or by the leader of the check."""
    return may_lead_check(person, check) or (row.series is not None and row.series.owner_id == person.pk)


def may_read_type_reports(person: Person, today: date) -> bool:
    """
    Meeting scores pooled by type are read by
    - HR
    - the works council
    """
    return is_hr(person, today) or is_works_council(person, today)
