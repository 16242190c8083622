"""A success case study: planned, asked, talked about, published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions.steps import end_key
from haandgreb.learning.models import SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.queries.success import to_ask
from haandgreb.learning.rules.success import extreme, survey_figures
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

SOURCE = "learning"
State = SuccessStudy.State


class NotNow(Exception):
    """The study is not where this can be done."""


class Nobody(Exception):
    """Nobody took part in what the study is about."""


class NotOpen(Exception):
    """The survey is over, or nobody was asked yet."""


@transaction.atomic
def plan_study(facts: Mapping[str, Any], *, by: Person, now: datetime | None = None) -> SuccessStudy:
    """A study with its question; whoever plans it is the one named to those who are asked."""
    study = SuccessStudy.objects.create(analyst=by, made_at=now or clock.now(), **facts)
    audit.record("success study planned", by=by, about=study)
    return study


@transaction.atomic
def change_study(study: SuccessStudy, facts: Mapping[str, Any], *, version: int | None, by: Person) -> None:
    """Another question or other days, until somebody was asked. Raises Stale, NotNow."""
    row = _locked(study)
    _require(row, State.DRAFT)
    raise_version(row, version)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    audit.record("success study changed", by=by, about=row)


@transaction.atomic
def drop_study(study: SuccessStudy, *, by: Person) -> None:
    """A plan that came to nothing is gone, as long as nobody was asked. Raises NotNow."""
    row = _locked(study)
    _require(row, State.DRAFT)
    audit.record("success study dropped", by=by, about=row)
    row.delete()


@transaction.atomic
def ask(study: SuccessStudy, *, closes_on: date, by: Person, now: datetime | None = None) -> int:
    """
    Ask everybody who took part, once each; it waits on their own page. Returns how many. Raises NotNow, Nobody.

    Nothing is mailed: the week's one digest tells of what waits.
    """
    row = _locked(study)
    _require(row, State.DRAFT)
    moment = now or clock.now()
    found = to_ask(row, clock.local_day(moment))
    if not found:
        raise Nobody
    SuccessAnswer.objects.bulk_create(SuccessAnswer(study=row, enrolment=one) for one in found)
    row.state, row.asked_at, row.closes_on = State.ASKING, moment, closes_on
    row.save(update_fields=["state", "asked_at", "closes_on"])
    audit.record("success study asked", by=by, about=row, asked=len(found))
    return len(found)


@transaction.atomic
def answer(found: SuccessAnswer, facts: Mapping[str, Any], *, by: Person, today: date | None = None) -> None:
    """Her answer, until the survey closes; she may answer anew. Raises NotOpen."""
    row = _open(found, today or clock.today())
    for name, value in facts.items():
        setattr(row, name, value)
    row.declined, row.answered_on = False, today or clock.today()
    row.save()
    audit.record("success survey answered", by=by, about=row)


@transaction.atomic
def decline(found: SuccessAnswer, *, by: Person, today: date | None = None) -> None:
    """She would rather not; what she had answered is gone, and nobody is told why. Raises NotOpen."""
    row = _open(found, today or clock.today())
    row.use = row.result = row.answered_on = None
    row.what = row.mattered = ""
    row.may_talk, row.declined = False, True
    row.save()
    audit.record("success survey declined", by=by, about=row)


@transaction.atomic
def close_survey(study: SuccessStudy, *, by: Person | None) -> None:
    """No more answers; what five people or more have said is counted once. Raises NotNow."""
    row = _locked(study)
    _require(row, State.ASKING)
    answers = list(SuccessAnswer.objects.filter(study=row))
    told = survey_figures(((one.use, one.result) for one in answers), len(answers))
    row.figures = told if told["answered"][0] >= ENOUGH else {}
    row.state = State.TALKING
    row.save(update_fields=["figures", "state"])
    audit.record("success survey closed", by=by, about=row)


def close_what_is_over(today: date) -> int:
    """Close every survey whose last day has passed; returns how many."""
    over = list(SuccessStudy.objects.filter(state=State.ASKING, closes_on__lt=today))
    for study in over:
        close_survey(study, by=None)
    return len(over)


@transaction.atomic
def choose(study: SuccessStudy, answers: Collection[UUID], *, by: Person) -> int:
    """With whom to talk: only those who said yes, each as one of the extremes. Returns how many. Raises NotNow."""
    row = _locked(study)
    _require(row, State.TALKING)
    chosen = 0
    for one in SuccessAnswer.objects.filter(study=row, may_talk=True, declined=False, case=None):
        kind = extreme(one.use, one.result) if one.pk in answers else ""
        chosen += bool(kind)
        if one.sample != kind:
            one.sample = kind
            one.save(update_fields=["sample"])
    audit.record("success sample chosen", by=by, about=row, chosen=chosen)
    return chosen


@transaction.atomic
def write_case(found: SuccessAnswer, facts: Mapping[str, Any], *, version: int | None, by: Person) -> SuccessCase:
    """
    What the talk gave, or another wording of it: then the person is asked anew. Raises Stale, NotNow.

    The talk ends HR's step of the enrolment where it has one.
    """
    _require(_locked(found.study), State.TALKING)
    row = SuccessCase.objects.select_for_update(of=("self",)).filter(answer=found).first()
    if row is None:
        row = SuccessCase.objects.create(answer=found, **facts)
        end_key(found.enrolment, "case", actor=Actor.HR, by=by)
        audit.record("success case written", by=by, about=row)
        return row
    raise_version(row, version)
    for name, value in facts.items():
        setattr(row, name, value)
    row.consent, row.consent_version, row.consent_at, row.with_name = "", None, None, False
    row.save()
    audit.record("success case changed", by=by, about=row)
    return row


@transaction.atomic
def consent(
    case: SuccessCase, how_far: str, *, with_name: bool, version: int | None, by: Person, now: datetime | None = None
) -> None:
    """The person says how far the text she has read may be told; "none" takes it back. Raises Stale on another text."""
    row = SuccessCase.objects.select_for_update(of=("self",)).get(pk=case.pk)
    raise_version(row, version)
    row.consent, row.with_name = how_far, with_name and how_far != SuccessCase.Consent.NONE
    row.consent_version, row.consent_at = row.version, now or clock.now()
    row.save(update_fields=["consent", "with_name", "consent_version", "consent_at"])
    audit.record("success case consent", by=by, about=row, how_far=how_far)
    _follow_consent(row)


def _follow_consent(case: SuccessCase) -> None:
    """
    Of a published study: who owns the barrier promises it when its person says yes later, and no more when she takes it
    back. Neither carries her name: the analyst promised, and nobody withdrew.
    """
    study = case.answer.study
    if study.state != State.PUBLISHED:
        return
    if case.consent == SuccessCase.Consent.NONE:
        reason = _("What it came from is not told any more.")
        for one in FollowUp.objects.filter(source=SOURCE, source_id=case.pk, state=FollowUp.State.OPEN):
            followups.skip(one, reason=reason, by=None)
    elif any(case == one for one in _barriers(study)):
        _promise(study, case, study.analyst)


@transaction.atomic
def publish(study: SuccessStudy, conclusion: str, *, by: Person, now: datetime | None = None) -> None:
    """The report is open to everybody here; who owns a barrier has promised to see to it. Raises NotNow."""
    row = _locked(study)
    _require(row, State.TALKING)
    row.conclusion, row.state, row.published_at = conclusion, State.PUBLISHED, now or clock.now()
    row.save(update_fields=["conclusion", "state", "published_at"])
    for case in _barriers(row):
        _promise(row, case, by)
    audit.record("success study published", by=by, about=row)


def _barriers(study: SuccessStudy) -> list[SuccessCase]:
    rows = SuccessCase.objects.filter(answer__study=study, answer__sample="low", owner__isnull=False)
    told = rows.exclude(consent__in=("", SuccessCase.Consent.NONE)).filter(due_on__isnull=False)
    return list(told.select_related("owner"))


def _promise(study: SuccessStudy, case: SuccessCase, by: Person | None) -> None:
    assert case.owner is not None
    assert case.due_on is not None
    if FollowUp.objects.filter(source=SOURCE, source_id=case.pk).exclude(state=FollowUp.State.SKIPPED).exists():
        return
    followups.promise(
        what=case.what_it_takes[:200] or case.in_the_way[:200],
        owner=case.owner,
        due_on=case.due_on,
        source=SOURCE,
        source_id=case.pk,
        source_label=study.title,
        source_url=reverse("learning:success_report", args=[study.pk]),
        by=by,
    )


def _open(found: SuccessAnswer, today: date) -> SuccessAnswer:
    study = _locked(found.study)
    if study.state != State.ASKING or study.closes_on is None or today > study.closes_on:
        raise NotOpen
    return SuccessAnswer.objects.get(pk=found.pk)


def _locked(study: SuccessStudy) -> SuccessStudy:
    return SuccessStudy.objects.select_for_update(of=("self",)).get(pk=study.pk)


def _require(study: SuccessStudy, state: str) -> None:
    if study.state != state:
        raise NotNow
