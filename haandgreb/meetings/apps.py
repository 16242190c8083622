"""The passport of meetings."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.shared import clock
from haandgreb.shared.passport import ALL, Capability, HandleStart, HomeCard, MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


class MeetingsConfig(Capability):
    """Better meetings: HG-07."""

    name = "haandgreb.meetings"
    label = "meetings"
    url_prefix = "meetings"

    def ready(self) -> None:
        """The memory of wrong codes is made before the server's processes part, so that they share it."""
        from haandgreb.meetings import limits  # noqa: F401 - the import makes it

    def menu(self, person: Any) -> Sequence[MenuItem]:
        """One line for everybody; HR and the works council also read the types of meetings, joined."""
        from haandgreb.meetings.permissions import may_read_type_reports

        lines = [MenuItem(_("Meetings"), reverse("meetings:home"), "meeting", order=20)]
        if may_read_type_reports(person, clock.today()):
            types = reverse("meetings:type_reports")
            lines.append(MenuItem(_("Types of meetings"), types, "effect", group="coordination", order=70))
        return lines

    def may_wait(self, person: Any, today: date) -> Mapping[str, Any]:
        """Series of hers that run out, and service checks."""
        from haandgreb.meetings.queries import waiting

        return waiting.may_wait(person, today)

    def waiting_for(self, person: Any, today: date, may: Container[str] = ALL) -> Iterable[Waiting]:
        """Agendas, preparation, minutes, series that run out; purposes and votes of service checks."""
        from haandgreb.meetings.queries import waiting

        yield from waiting.waiting_for(person, today, may)

    def home_cards(self, person: Any, today: date, may: Container[str] = ALL) -> Sequence[HomeCard]:
        """The next few meetings."""
        from haandgreb.meetings.queries.home import next_few

        return [HomeCard("meetings/_next_few.html", {"meetings": next_few(person), "today": today})]

    def handles(self, person: Any) -> Sequence[HandleStart]:
        """HG-07 begins on the front page of meetings; a running series is one under way."""
        from haandgreb.meetings.models import Series

        running = Series.objects.visible_to(person).filter(state=Series.State.ACTIVE)
        return [HandleStart("HG-07", reverse("meetings:home"), running.count())]

    def seen_by(self, person: Any, ids: Collection[UUID]) -> set[UUID]:
        """Meetings and service checks the person is in."""
        from haandgreb.meetings.models import Meeting, ServiceCheck

        meetings = Meeting.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True)
        checks = ServiceCheck.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True)
        return {*meetings, *checks}

    def daily(self, today: date) -> None:
        """What a service check decided for today is applied; what is old is deleted; reports upwards are counted."""
        from haandgreb.meetings.actions import check_decisions, check_keeping, closing, keeping, reporting

        check_decisions.apply_due(today)
        keeping.delete_old(today)
        check_keeping.delete_old(today)
        closing.delete_old_answers(today)
        reporting.publish_reports(today)

    def tick(self, now: datetime) -> None:
        """Scores that open are noted; those whose time is over are closed; meetings nobody ended are over."""
        from haandgreb.meetings.actions import closing, keeping

        closing.note_openings(now)
        closing.close_what_is_over(now)
        keeping.end_forgotten(now)

    def load_content(self) -> None:
        """The questions of the score."""
        from haandgreb.questions.actions import load_sets

        load_sets(Path(self.path) / "content" / "questions")

    def load_demo(self, demo: Demo) -> None:
        """Twelve series with their history, and the first service check."""
        from haandgreb.meetings.demo import load_demo

        load_demo(demo)

    def find_demo(self, demo: Demo) -> None:
        """The series and meetings again."""
        from haandgreb.meetings.demo import find_demo

        find_demo(demo)

    def remove_demo(self) -> None:
        """Series and meetings go before the people they name."""
        from haandgreb.meetings.demo import remove_demo

        remove_demo()

    def personal_data(self, person: Any) -> dict[str, Any]:
        """Series, meetings, roles and service checks; no score can be found."""
        from haandgreb.meetings.queries import check_personal, personal

        return {**personal.personal_data(person), "service_checks": check_personal.personal_data(person)}

    def forget(self, person: Any) -> None:
        """Out of series and meetings; what a group decided stays."""
        from haandgreb.meetings.actions import check_keeping, keeping

        check_keeping.forget(person)
        keeping.forget(person)
