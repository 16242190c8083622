"""What the parts of the demo share while it is loaded: the content, days counted from T, what came before."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from haandgreb.meetings import library
from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.models import Engagement, Person
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import is_working_day, next_working_day, working_day_before
from haandgreb.shared.twolang import Text

ONE_DAY = timedelta(days=1)
FRIDAY = 4
LATEST_START = time(15, 30)

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where somebody works and since when; `away` while on leave at T."""

    hired: date
    unit: UUID
    site: str
    away: bool


@dataclass(frozen=True)
class Held:
    """A meeting that was held: the facts of the case, the row, and who was there besides the chair."""

    row: Row
    facts: Row
    meeting: Meeting
    others: tuple[str, ...]

    @property
    def at(self) -> int:
        return int(self.facts["at"])


@dataclass
class Loading:
    """The demo under way."""

    demo: Demo
    content: Row
    places: dict[str, Place]
    series: dict[str, Series] = field(default_factory=dict)
    meetings: dict[tuple[str, int], Meeting] = field(default_factory=dict)
    held: list[Held] = field(default_factory=list)

    @classmethod
    def begin(cls, demo: Demo) -> Loading:
        """Read the content and where everybody works: one query."""
        keys = {person.pk: key for key, person in demo.people.items()}
        rows = Engagement.objects.filter(person__in=list(keys)).order_by("-is_primary", "valid_from")
        places: dict[str, Place] = {}
        for row in rows:
            away = row.leave_until is not None and row.leave_until > demo.today
            places.setdefault(keys[row.person_id], Place(row.valid_from, row.unit_id, row.site, away))
        return cls(demo, library.load("demo"), places)

    def person(self, key: str | None) -> Person | None:
        """The person with this id in the case; None for no id."""
        return self.demo.people[key] if key else None

    def participants(self, row: Row) -> list[str]:
        """The ids of everybody in a series, core first."""
        return list(self.demo.people) if row.get("everybody") else [*row["core"], *row["optional"]]

    def day(self, offset: int) -> date:
        """T plus offset days, on a working day; what is past stays before T."""
        return self._settled(self.demo.day(offset), is_past=offset < 0)

    def meeting_day(self, row: Row, at: int) -> date:
        """The day of a meeting: counted in days, in Fridays or in working days, as its series says."""
        if row.get("working_days"):
            return self._working_day(at)
        if row.get("weekday"):
            return self._settled(self._friday(at), is_past=at < 0)
        return self.day(at)

    def _settled(self, day: date, *, is_past: bool) -> date:
        working = next_working_day(day)
        if is_past and working >= self.demo.today:
            return working_day_before(self.demo.today - ONE_DAY)
        return working

    def _friday(self, at: int) -> date:
        """-1 is the last Friday before T, 1 the first one on or after T."""
        first = self.demo.today + timedelta(days=(FRIDAY - self.demo.today.weekday()) % 7)
        return first + timedelta(weeks=at - 1 if at > 0 else at)

    def _working_day(self, at: int) -> date:
        """-1 is the last working day before T, 1 the first one after T."""
        step = ONE_DAY if at > 0 else -ONE_DAY
        day = self.demo.today
        for _number in range(abs(at)):
            day += step
            while not is_working_day(day):
                day += step
        return day

    def begins(self, row: Row, at: int) -> datetime:
        """When a meeting begins, in UTC. One that should have begun by now today comes a little later instead."""
        usual = time.fromisoformat(row["time"])
        begins = moment(self.meeting_day(row, at), usual)
        now = clock.now()
        if at < 0 or begins > now or clock.local_day(begins) != clock.local_day(now):
            return begins
        soon = next_half_hour(now)
        if clock.local_day(soon) == clock.local_day(now) and soon.astimezone(clock.COPENHAGEN).time() <= LATEST_START:
            return soon
        return moment(next_working_day(clock.local_day(now) + ONE_DAY), usual)


def moment(day: date, at: time) -> datetime:
    """A Danish day and clock time as a moment in UTC."""
    return datetime.combine(day, at, tzinfo=clock.COPENHAGEN).astimezone(clock.now().tzinfo)


def during(meeting: Meeting, hundredths: int) -> datetime:
    """The moment when so many hundredths of a held meeting had passed."""
    assert meeting.began_at is not None
    assert meeting.ended_at is not None
    return meeting.began_at + (meeting.ended_at - meeting.began_at) * hundredths / 100


def next_half_hour(now: datetime) -> datetime:
    """The next full or half hour."""
    whole = now.replace(second=0, microsecond=0)
    return whole + timedelta(minutes=30 - whole.minute % 30)


def danish(text: Any) -> str:
    """The demo's data are Danish; English stands beside them for those who build."""
    return Text.of(text).da


def same_id(*parts: object) -> UUID:
    """The same id for the same thing each time the demo is loaded, so that addresses stay."""
    return uuid5(NAMESPACE_URL, "/".join(["haandgreb-demo", *(str(part) for part in parts)]))
