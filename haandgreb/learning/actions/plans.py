"""A transfer plan is written by the learner, shared with one manager, and agreed when both say yes to one version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from haandgreb.learning.actions import plan_mail
from haandgreb.learning.actions.enrolments import held
from haandgreb.learning.actions.plan_promises import promise_needs
from haandgreb.learning.actions.steps import end_key, end_step, skip_step
from haandgreb.learning.models import Enrolment, PlanNeed, Step, TransferPlan
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.queries.plans import PLAIN, facts_of, opened, reads_as_it_stands, wording
from haandgreb.learning.rules.plans import missing
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, managers_of_many
from haandgreb.shared import audit, clock, drafts
from haandgreb.shared.versions import Stale

LINKS = ("learning_goal", "practice", "result")
FACTS = (*PLAIN, *LINKS, "boosters", "buddy", "first_use_on")
SKIPPED_WITH_IT = ("intention", "why", "confidence", "preparation", "questions", "buddy")


class NotTheTwo(ValueError):
    """Only the two write and answer, each with what she may read."""


class Outcome(StrEnum):
    """What became of a yes."""

    ASKED = "asked"  # the other one is asked now
    AGREED = "agreed"
    MISSING = "missing"  # something must be there first
    CHANGED = "changed"  # the text is another one now
    NOT_SHARED = "not shared"


@dataclass(frozen=True)
class Own:
    """What she writes for herself."""

    why: str = ""
    confidence: int | None = None
    confidence_help: str = ""
    confidence_shared: bool = False
    questions: Sequence[str] = field(default_factory=list)


def draft_key(enrolment: Enrolment) -> str:
    """Under which name what somebody types into the form of this plan is kept."""
    return f"learning-plan-{enrolment.pk}"


@transaction.atomic
def plan_of(enrolment: Enrolment) -> TransferPlan:
    """Its plan, empty where there was none yet: a platform's completions come without."""
    facts = {"changed_at": enrolment.made_at, "situation": enrolment.need}
    return TransferPlan.objects.select_related("buddy", *LINKS).get_or_create(enrolment=enrolment, defaults=facts)[0]


@transaction.atomic
def write(
    plan: TransferPlan,
    facts: Mapping[str, Any],
    needs: Sequence[Mapping[str, Any]],
    *,
    by: Person,
    version: int | None = None,
    now: datetime | None = None,
) -> bool:
    """
    Write what the two can read; returns whether it says anything new. `facts` are any of FACTS, `needs` all of them.

    No yes counts any more, and what both had agreed holds until they say yes to the new text. What was recorded ends
    its steps. Raises Stale where it was changed after `version`, NotTheTwo for a manager who may not read it, or who
    would name another buddy: a buddy reads what the learner shows her.
    """
    enrolment, row = hold(plan)
    is_hers = enrolment.person_id == by.pk
    if not reads_as_it_stands(row, enrolment, by) or not (is_hers or facts.get("buddy", row.buddy) == row.buddy):
        raise NotTheTwo
    if version is not None and row.version != version:
        raise Stale
    before, buddy = wording(row), row.buddy_id
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    row.needs.all().delete()
    PlanNeed.objects.bulk_create(PlanNeed(plan=row, place=place, **need) for place, need in enumerate(needs))
    is_new = before != wording(row)
    if is_new:
        row.version += 1
        row.yes_by, row.yes_version = None, None
        row.why_skipped = ""
        row.changed_at, row.changed_by = now or clock.now(), by
        row.save()
        audit.record("learning.plan_written", by=by, about=row)
    _end_what_is_recorded(row, enrolment, by)
    if row.buddy_id != buddy and row.buddy is not None:
        plan_mail.named_as_buddy(enrolment, row)
    plan.refresh_from_db()
    return is_new


@transaction.atomic
def write_own(plan: TransferPlan, own: Own, *, by: Person) -> None:
    """What she writes for herself: no part of what is agreed, so no yes is lost. Raises NotTheTwo for anybody else."""
    enrolment, row = hold(plan)
    if enrolment.person_id != by.pk:
        raise NotTheTwo
    for name in ("why", "confidence_help"):
        text = getattr(own, name)
        if text != opened(row, name):  # what cannot be opened here stays as it is until she writes something new
            setattr(row, name, text or None)
    row.confidence, row.confidence_shared = own.confidence, own.confidence_shared
    row.questions = list(own.questions)
    row.save()
    audit.record("learning.plan_own_written", by=by, about=row)
    recorded = {"why": own.why, "confidence": own.confidence is not None, "questions": own.questions}
    for key, is_there in recorded.items():
        if is_there:
            end_key(enrolment, key, actor=Actor.LEARNER, by=by)
    plan.refresh_from_db()


@transaction.atomic
def share(plan: TransferPlan, manager: Person, *, by: Person, now: datetime | None = None) -> None:
    """Share it with this manager, instead of whomever it was shared with. Raises NotTheTwo."""
    enrolment, row = hold(plan)
    now = now or clock.now()
    if enrolment.person_id != by.pk or manager not in managers_of(enrolment.person, clock.local_day(now)):
        raise NotTheTwo
    if row.shared_with_id != manager.pk:
        _end_sharing(row, enrolment)
    row.shared_at, row.shared_with = now, manager
    row.save()
    audit.record("learning.plan_shared", by=by, about=row)
    plan_mail.shared(enrolment, row)
    plan.refresh_from_db()


@transaction.atomic
def withdraw(plan: TransferPlan, *, by: Person) -> bool:
    """Hers alone again. False where both have agreed to it as it stands. Raises NotTheTwo."""
    enrolment, row = hold(plan)
    if enrolment.person_id != by.pk:
        raise NotTheTwo
    if row.agreed_at is not None and row.agreed_version == row.version:
        return False
    _end_sharing(row, enrolment)
    row.save()
    audit.record("learning.plan_withdrawn", by=by, about=row)
    plan.refresh_from_db()
    return True


@transaction.atomic
def say_yes(plan: TransferPlan, version: int, *, by: Person, now: datetime | None = None) -> Outcome:
    """
    Say yes to the text of this version: the first yes asks the other of the two, the second one agrees.

    One of the two is the person, the other the nearest manager it is shared with. Raises NotTheTwo for anybody else.
    """
    enrolment, row = hold(plan)
    now = now or clock.now()
    managers = managers_of(enrolment.person, clock.local_day(now))
    manager = next((one for one in managers if one.pk == row.shared_with_id), None)
    if by.pk not in (enrolment.person_id, manager.pk if manager is not None else None):
        raise NotTheTwo
    outcome = _answer(row, enrolment, manager, version, by, now)
    plan.refresh_from_db()
    return outcome


def _answer(
    row: TransferPlan, enrolment: Enrolment, manager: Person | None, version: int, by: Person, now: datetime
) -> Outcome:
    if manager is None or row.shared_at is None:
        return Outcome.NOT_SHARED
    if row.version != version:
        return Outcome.CHANGED
    if row.agreed_at is not None and row.agreed_version == version:
        return Outcome.AGREED
    if missing(facts_of(row, enrolment)):
        return Outcome.MISSING
    if row.yes_version == version and {row.yes_by_id, by.pk} == {enrolment.person_id, manager.pk}:
        _agree(row, enrolment, manager, by, now)
        return Outcome.AGREED
    row.yes_by, row.yes_version = by, version
    row.save()
    audit.record("learning.plan_yes", by=by, about=row)
    plan_mail.asked_for_yes(enrolment, row, to=manager if by.pk == enrolment.person_id else enrolment.person)
    return Outcome.ASKED


def _agree(row: TransferPlan, enrolment: Enrolment, manager: Person, by: Person, now: datetime) -> None:
    row.agreed_at, row.agreed_with, row.agreed_version = now, manager, row.version
    row.agreed_text = wording(row)
    row.yes_by, row.yes_version = None, None
    row.save()
    promise_needs(row, enrolment, manager, by=by)
    end_key(enrolment, "talk", actor=Actor.LEARNER, by=by)
    audit.record("learning.plan_agreed", by=by, about=row)


@transaction.atomic
def take_back_yes(plan: TransferPlan, *, by: Person) -> bool:
    """Take back one's own yes before the other has said it. False where it is too late."""
    _enrolment, row = hold(plan)
    if row.yes_by_id != by.pk:
        return False
    row.yes_by, row.yes_version = None, None
    row.save()
    audit.record("learning.plan_yes_taken_back", by=by, about=row)
    plan.refresh_from_db()
    return True


@transaction.atomic
def have_talked(enrolment: Enrolment, *, by: Person, minutes: int | None = None) -> bool:
    """The two have had the talk before: done for both. False where there is no such act to end."""
    row = held(enrolment)
    step = row.steps.filter(key="talk").exclude(state=Step.State.CANCELLED).order_by("actor").first()
    if step is None:
        return False
    end_step(step, by=by, minutes=minutes)
    return True


@transaction.atomic
def skip(plan: TransferPlan, why: str, *, by: Person) -> None:
    """No plan this time, and why: its acts are skipped with the same reason. Writing in it takes the reason away."""
    enrolment, row = hold(plan)
    if enrolment.person_id != by.pk:
        raise NotTheTwo
    row.why_skipped = why
    row.save()
    for step in enrolment.steps.filter(key__in=SKIPPED_WITH_IT, state=Step.State.OPEN):
        skip_step(step, by=by, why=why[:200])
    audit.record("learning.plan_skipped", by=by, about=row)
    plan.refresh_from_db()


@transaction.atomic
def withdraw_where_manager_changed(today: date) -> int:
    """
    What was shared with somebody who is no longer her manager is hers alone again; returns how many. What was agreed
    stays agreed, in the words that were agreed.
    """
    rows = TransferPlan.objects.filter(shared_at__isnull=False).filter(
        Q(agreed_at=None) | Q(agreed_version__lt=F("version"))
    )
    found = list(rows.select_related("enrolment__person"))
    managers = managers_of_many({row.enrolment.person for row in found}, today)
    stale = [row for row in found if all(one.pk != row.shared_with_id for one in managers[row.enrolment.person_id])]
    for one in stale:
        enrolment, row = hold(one)
        _end_sharing(row, enrolment)
        row.save()
    if stale:
        audit.record("learning.plans_withdrawn_as_manager_changed", count=len(stale))
    return len(stale)


def hold(plan: TransferPlan) -> tuple[Enrolment, TransferPlan]:
    """Both as they are now, with nobody beside us until the transaction ends."""
    enrolment = held(Enrolment(pk=plan.enrolment_id))
    rows = TransferPlan.objects.select_related("buddy", "shared_with", "yes_by", *LINKS)
    return enrolment, rows.get(pk=plan.pk)


def _end_sharing(row: TransferPlan, enrolment: Enrolment) -> None:
    """Whom it was shared with keeps nothing of it: also what she was typing goes. Save afterwards."""
    if row.shared_with is not None:
        drafts.drop(row.shared_with, draft_key(enrolment))
    row.shared_at, row.shared_with = None, None
    row.yes_by, row.yes_version = None, None


def _end_what_is_recorded(row: TransferPlan, enrolment: Enrolment, by: Person) -> None:
    if enrolment.person_id != by.pk:
        return
    recorded = {
        ("intention", Actor.LEARNER): row.situation and row.act,
        ("preparation", Actor.LEARNER): row.preparation,
        ("buddy", Actor.COLLEAGUE): row.buddy_id,
        ("first_use_date", Actor.LEARNER): row.first_use_on,
    }
    for (key, actor), is_there in recorded.items():
        if is_there:
            end_key(enrolment, key, actor=actor, by=by)
