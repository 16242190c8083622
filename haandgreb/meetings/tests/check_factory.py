"""A service check at whatever step, with people who vote: what its tests share."""

from __future__ import annotations

from datetime import date
from typing import Any

from haandgreb.meetings.actions import check_decisions, service_check
from haandgreb.meetings.models import CheckedSeries, Membership, Series, ServiceCheck
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit

Step = ServiceCheck.Step
ORDER = [Step.PURPOSE, Step.VOTE, Step.TALK, Step.DECIDE]
FAR = date(2099, 1, 1)


def some_people(count: int, unit: Unit) -> list[Person]:
    """People called Kollega 1, 2, 3 …"""
    return [make_person(f"Kollega {number}", unit) for number in range(1, count + 1)]


def a_series(title: str, people: list[Person], unit: Unit | None = None, **facts: Any) -> Series:
    """A weekly hour of these people; the first of them chairs and owns it."""
    plain: dict[str, Any] = {"type": "case", "minutes": 60, "expires_on": FAR, "chair": people[0], "owner": people[0]}
    series = Series.objects.create(title=title, unit=unit, **{**plain, **facts})
    Membership.objects.bulk_create(Membership(series=series, person=person) for person in people)
    return series


class Setting:
    """A unit with its manager, who leads the check, six others, and two meetings."""

    def __init__(self, others: int = 6) -> None:
        self.unit = make_unit("Tilskud")
        self.leader = make_person("Frida Moseklint", self.unit)
        make_manager(self.leader, self.unit)
        self.others = some_people(others, self.unit)
        self.weekly = a_series("Sagsmøde", [*self.others, self.leader], self.unit, purpose="At lære af sagerne.")
        self.daily = a_series("Tavlemøde", self.others[:4], self.unit, cadence="daily", minutes=15)

    def check(self, step: str = Step.MAP) -> ServiceCheck:
        """The check, taken to the step with nobody's votes."""
        found = service_check.start(
            title="Eftersyn",
            series=[self.weekly, self.daily],
            voters=[*self.others, self.leader],
            by=self.leader,
            unit=self.unit,
        )
        return self.take(found, step)

    def take(self, check: ServiceCheck, step: str) -> ServiceCheck:
        """Take the check on to the step."""
        for to in ORDER:
            check.refresh_from_db()
            if check.step == step:
                break
            if step != Step.MAP and list(Step).index(Step(check.step)) < list(Step).index(to):
                service_check.go_on(check, to=to, by=self.leader)
        check.refresh_from_db()
        if step in {Step.LOOK, Step.DONE} and check.step == Step.DECIDE:
            check_decisions.settle(check, by=self.leader)
        check.refresh_from_db()
        return check

    def row(self, check: ServiceCheck, series: Series) -> CheckedSeries:
        """The series in the check."""
        return check.rows.select_related("check_of", "series").get(series=series)

    def vote(self, check: ServiceCheck, series: Series, verdicts: list[str]) -> None:
        """The others vote on one series, one verdict each."""
        row = self.row(check, series)
        for person, verdict in zip(self.others, verdicts, strict=False):
            service_check.vote(check, {row.pk: verdict}, by=person)


def decision(owner: Person, verdict: str, **facts: Any) -> dict[str, Any]:
    """What is written on a row."""
    plain: dict[str, Any] = {"change": "", "from_day": date(2026, 1, 5), "review_on": FAR, "owner": owner}
    return {"decision": verdict, **plain, **facts}
