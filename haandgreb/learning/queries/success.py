"""Success case studies: whom they ask, what the analyst reads, and what everybody does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from haandgreb.learning.models import Enrolment, SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.permissions import may_study_success
from haandgreb.learning.rules.success import CASES, HIGH, LOW, Candidate, extreme, is_enough, proposed
from haandgreb.organisation.models import Engagement, Person

State = SuccessStudy.State
TOLD = (SuccessCase.Consent.UNIT, SuccessCase.Consent.HOUSE)


def to_ask(study: SuccessStudy, today: date) -> list[Enrolment]:
    """
    The latest enrolment of everybody here today that ended on the study's days, of its activity if it has one.

    Nobody is asked twice about the same: two studies then share no answers, and differ by no single person.
    """
    rows = Enrolment.objects.filter(
        state=Enrolment.State.COMPLETED,
        is_mandatory=False,
        ends_on__range=(study.ended_from, study.ended_to),
        person__in=Person.objects.here_on(today).order_by().values("pk"),
    )
    rows = rows.exclude(pk__in=SuccessAnswer.objects.order_by().values("enrolment"))
    if study.activity_id is not None:
        rows = rows.filter(activity=study.activity_id)
    latest: dict[UUID, Enrolment] = {}
    for one in rows.order_by("ends_on", "pk"):
        latest[one.person_id] = one
    return list(latest.values())


def studies_seen(person: Person, today: date) -> QuerySet[SuccessStudy]:
    """All of them for HR of the whole workplace; for everybody else those that are published."""
    rows = SuccessStudy.objects.select_related("activity", "analyst")
    return rows if may_study_success(person, today) else rows.filter(state=State.PUBLISHED)


@dataclass(frozen=True)
class Row:
    """Somebody who said yes to a talk: what she answered, which extreme it is, and how far the talk is."""

    answer: SuccessAnswer
    kind: str
    is_proposed: bool
    case: SuccessCase | None

    @property
    def is_chosen(self) -> bool:
        return bool(self.answer.sample)


@dataclass(frozen=True)
class StudyPage:
    """What the analyst works with: counts of all, names only of those who said yes to a talk."""

    study: SuccessStudy
    asked: int
    answered: int
    declined: int
    rows: list[Row]
    is_enough: bool

    def of(self, kind: str) -> list[Row]:
        """Those at one end."""
        return [row for row in self.rows if row.kind == kind]

    @property
    def is_chosen(self) -> bool:
        """Whether it was said with whom to talk; before, the proposal is ticked."""
        return any(row.is_chosen for row in self.rows)

    @property
    def high(self) -> list[Row]:
        return self.of(HIGH)

    @property
    def low(self) -> list[Row]:
        return self.of(LOW)

    @property
    def cases(self) -> list[SuccessCase]:
        return [row.case for row in self.rows if row.case is not None]


def study_page(study: SuccessStudy) -> StudyPage:
    """Three queries, however many were asked."""
    every = list(SuccessAnswer.objects.filter(study=study).only("use", "result", "declined", "answered_on", "study"))
    answered, declined = sum(one.answered_on is not None for one in every), sum(one.declined for one in every)
    if study.state in (State.DRAFT, State.ASKING):
        return StudyPage(study, len(every), answered, declined, [], is_enough=False)
    willing = SuccessAnswer.objects.filter(study=study, may_talk=True, declined=False)
    people = list(willing.select_related("enrolment__person", "enrolment__activity", "case"))
    cases = {one.pk: getattr(one, "case", None) for one in people}
    drawn = proposed(map(_candidate, people), str(study.pk))
    keys = {*drawn[HIGH], *drawn[LOW]}
    rows = [Row(one, extreme(one.use, one.result), str(one.pk) in keys, cases[one.pk]) for one in people]
    rows.sort(key=lambda row: (not row.is_proposed, row.answer.enrolment.person.sort_key))
    heard = sorted((case for case in cases.values() if case is not None), key=lambda case: (case.held_on, str(case.pk)))
    high = sum(case.answer.sample == HIGH for case in heard)
    enough = is_enough([case.nothing_new for case in heard], high=high, low=len(heard) - high)
    return StudyPage(study, len(every), answered, declined, [row for row in rows if row.kind], enough)


def _candidate(one: SuccessAnswer) -> Candidate:
    return Candidate(str(one.pk), one.use or 0, one.result or 0)


@dataclass(frozen=True)
class SuccessReport:
    """What everybody may read of a study: counts of five or more, cases with consent, barriers with an owner."""

    study: SuccessStudy
    cases: list[SuccessCase]
    barriers: list[SuccessCase]

    @property
    def enablers(self) -> list[str]:
        return [case.enablers for case in self.cases if case.enablers]


def report_of(study: SuccessStudy, reader: Person, today: date) -> SuccessReport:
    """
    Cases as far as their people said yes to: to everybody here, or to their own unit. Where little came of it only the
    barrier is told, and never of whom.
    """
    rows = SuccessCase.objects.filter(answer__study=study, consent__in=TOLD)
    found = list(rows.select_related("answer__enrolment__person", "answer__enrolment__activity", "owner", "practice"))
    units = {one.answer.enrolment.person_id for one in found if one.consent == SuccessCase.Consent.UNIT}
    near = _colleagues(units, reader, today)
    seen = [one for one in found if one.consent == SuccessCase.Consent.HOUSE or one.answer.enrolment.person_id in near]
    high = [one for one in seen if one.answer.sample == HIGH]
    return SuccessReport(study, high[:CASES], [one for one in seen if one.answer.sample == LOW])


def _colleagues(people: Iterable[UUID], reader: Person, today: date) -> set[UUID]:
    """Those of them who work in one of the reader's units today; the reader herself."""
    own = Engagement.objects.on(today).filter(person=reader).order_by().values("unit")
    rows = Engagement.objects.on(today).filter(person__in=list(people), unit__in=own).order_by()
    return {*rows.values_list("person_id", flat=True), reader.pk}


def cases_about(practice_ids: Iterable[UUID]) -> list[SuccessCase]:
    """Published cases of changed practices, where everybody here may read them."""
    told = Q(consent=SuccessCase.Consent.HOUSE, answer__study__state=State.PUBLISHED, answer__sample=HIGH)
    rows = SuccessCase.objects.filter(told, practice__in=list(practice_ids))
    return list(rows.select_related("answer__study", "answer__enrolment__activity", "answer__enrolment__person"))


def asked_of(person: Person, today: date) -> QuerySet[SuccessAnswer]:
    """The surveys that wait for her."""
    rows = SuccessAnswer.objects.filter(enrolment__person=person, answered_on=None, declined=False)
    return rows.filter(study__state=State.ASKING, study__closes_on__gte=today)


def cases_to_read(person: Person) -> QuerySet[SuccessCase]:
    """Cards about her that she has not said yes or no to."""
    return SuccessCase.objects.filter(answer__enrolment__person=person, consent="")
