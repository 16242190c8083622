"""A level is agreed by two: one proposes it, the other confirms it, says another, or says no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from haandgreb.competences.actions.catalogue import give_column
from haandgreb.competences.models import AgreedLevel, Competence, LevelProposal, Wheel
from haandgreb.competences.permissions import may_agree_levels
from haandgreb.competences.rules import wheel
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared import audit, clock

State = LevelProposal.State


class NotTheTwo(ValueError):
    """A level is agreed between a person and her nearest manager, and by nobody else."""


class Outcome(StrEnum):
    """What became of an answer."""

    AGREED = "agreed"
    PROPOSED = "proposed"  # another level, which now waits for the first one's answer
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    TOO_LATE = "too late"  # somebody had answered, or taken it back
    NO_LONGER_TWO = "no longer two"  # they are not manager and employee any more; the proposal is withdrawn


@dataclass
class Proposed:
    """
    What came of proposing several levels: those that wait now, the competences where the other one's proposal waited,
    and those where one between the person and another manager of hers did.
    """

    made: list[LevelProposal] = field(default_factory=list)
    waiting: list[Competence] = field(default_factory=list)
    elsewhere: list[Competence] = field(default_factory=list)


@transaction.atomic
def propose(
    person: Person,
    levels: Mapping[Competence, int],
    *,
    by: Person,
    manager: Person,
    now: datetime | None = None,
    today: date | None = None,
) -> Proposed:
    """
    Propose levels to the other of the two; a proposal of one's own that waits is replaced by the new one.

    Where the other one's proposal waits, nothing is proposed: it is to be answered; nor where one between her and
    another manager waits. What is left of an earlier manager is withdrawn. Raises NotTheTwo.
    """
    now, today = now or clock.now(), today or clock.today()
    if not may_agree_levels(by, person, manager, today):
        raise NotTheTwo
    hold(person)
    to = manager if by.pk == person.pk else person
    open_ones = LevelProposal.objects.filter(person=person, state=State.OPEN, competence__in=levels)
    waiting = {proposal.competence_id: proposal for proposal in open_ones}
    managers = managers_of_many([person], today)[person.pk]
    result = Proposed()
    for competence, level in levels.items():
        earlier = waiting.get(competence.pk)
        if earlier is not None and earlier.proposed_by_id != by.pk and _has_manager(earlier, managers):
            between_the_two = {earlier.proposed_by_id, earlier.to_id} == {by.pk, to.pk}
            (result.waiting if between_the_two else result.elsewhere).append(competence)
            continue
        if earlier is not None:
            _close(earlier, State.WITHDRAWN, now)
        proposal = LevelProposal(
            person=person, competence=competence, level=level, proposed_by=by, to=to, proposed_at=now
        )
        proposal.save()
        result.made.append(proposal)
    if result.made:
        audit.record("competences.levels_proposed", by=by, about=person, count=len(result.made))
    return result


@transaction.atomic
def confirm(proposal: LevelProposal, *, by: Person, now: datetime | None = None, today: date | None = None) -> Outcome:
    """Say yes: the level is agreed from today. Raises NotTheTwo for anybody but the one who was asked."""
    now, today = now or clock.now(), today or clock.today()
    found = _to_answer(proposal, by, now, today)
    if isinstance(found, Outcome):
        return found
    _close(found, State.CONFIRMED, now)
    _agree(found.person, found.competence, found.level, manager=_manager_in(found), by=by, now=now, today=today)
    return Outcome.AGREED


@transaction.atomic
def say_another(
    proposal: LevelProposal, level: int, *, by: Person, now: datetime | None = None, today: date | None = None
) -> Outcome:
    """Say another level: it waits for the first one's answer. The same level is a yes."""
    now, today = now or clock.now(), today or clock.today()
    if level == proposal.level:
        return confirm(proposal, by=by, now=now, today=today)
    found = _to_answer(proposal, by, now, today)
    if isinstance(found, Outcome):
        return found
    _close(found, State.DECLINED, now)
    LevelProposal.objects.create(
        person=found.person,
        competence=found.competence,
        level=level,
        proposed_by=by,
        to=found.proposed_by,
        proposed_at=now,
    )
    audit.record("competences.level_answered_with_another", by=by, about=found.person)
    return Outcome.PROPOSED


@transaction.atomic
def decline(proposal: LevelProposal, *, by: Person, now: datetime | None = None, today: date | None = None) -> Outcome:
    """Say no: what was agreed before goes on holding."""
    now, today = now or clock.now(), today or clock.today()
    found = _to_answer(proposal, by, now, today)
    if isinstance(found, Outcome):
        return found
    _close(found, State.DECLINED, now)
    audit.record("competences.level_declined", by=by, about=found.person)
    return Outcome.DECLINED


@transaction.atomic
def take_back(proposal: LevelProposal, *, by: Person, now: datetime | None = None) -> Outcome:
    """Withdraw one's own proposal before it is answered."""
    if proposal.proposed_by_id != by.pk:
        raise NotTheTwo
    found = _still_open(proposal)
    if found is None:
        return Outcome.TOO_LATE
    _close(found, State.WITHDRAWN, now or clock.now())
    audit.record("competences.level_proposal_withdrawn", by=by, about=found.person)
    return Outcome.WITHDRAWN


@transaction.atomic
def withdraw_where_manager_changed(today: date, now: datetime | None = None) -> int:
    """Withdraw what nobody can answer any more, as the two are no longer employee and manager; returns how many."""
    waiting = LevelProposal.objects.filter(state=State.OPEN).select_related("person")
    managers = managers_of_many({one.person for one in waiting}, today)
    stale = [one.pk for one in waiting if not _has_manager(one, managers[one.person_id])]
    count = LevelProposal.objects.filter(pk__in=stale, state=State.OPEN).update(
        state=State.WITHDRAWN, answered_at=now or clock.now()
    )
    if count:
        audit.record("competences.proposals_of_earlier_managers_withdrawn", count=count)
    return count


def hold(person: Person) -> None:
    """One at a time for each person's levels, until the transaction ends. SQLite writes one at a time already."""
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=person.pk)


def _still_open(proposal: LevelProposal) -> LevelProposal | None:
    """The proposal as it is now, with nobody beside us; None where it was answered or taken back."""
    hold(proposal.person)
    rows = LevelProposal.objects.select_related("person", "competence", "proposed_by", "to")
    return rows.filter(pk=proposal.pk, state=State.OPEN).first()


def _to_answer(proposal: LevelProposal, by: Person, now: datetime, today: date) -> LevelProposal | Outcome:
    if proposal.to_id != by.pk:
        raise NotTheTwo
    found = _still_open(proposal)
    if found is None:
        return Outcome.TOO_LATE
    if not _has_manager(found, managers_of_many([found.person], today)[found.person_id]):
        _close(found, State.WITHDRAWN, now)
        audit.record("competences.level_proposal_withdrawn", about=found.person)
        return Outcome.NO_LONGER_TWO
    return found


def _has_manager(proposal: LevelProposal, managers: list[Person]) -> bool:
    """One of the two is the person, the other a nearest manager of hers."""
    two = {proposal.proposed_by_id, proposal.to_id}
    return proposal.person_id in two and any(manager.pk in two for manager in managers)


def _manager_in(proposal: LevelProposal) -> Person | None:
    return proposal.to if proposal.proposed_by_id == proposal.person_id else proposal.proposed_by


def _close(proposal: LevelProposal, state: State, now: datetime) -> None:
    proposal.state, proposal.answered_at = state, now
    proposal.save(update_fields=["state", "answered_at"])


def _agree(
    person: Person,
    competence: Competence,
    level: int,
    *,
    manager: Person | None,
    by: Person,
    now: datetime,
    today: date,
) -> None:
    """The new level holds from today, the old one until today; the row for counting follows in the same breath."""
    for old in AgreedLevel.objects.filter(person=person, competence=competence).current():
        old.valid_to = max(today, old.valid_from)
        old.save(update_fields=["valid_to"])
    agreed = AgreedLevel.objects.create(
        person=person, competence=competence, level=level, valid_from=today, agreed_at=now, agreed_with=manager
    )
    column = give_column(competence)
    row, _ = Wheel.objects.get_or_create(person=person)
    row.levels = wheel.with_level(bytes(row.levels), column, level)
    row.save(update_fields=["levels"])
    audit.record("competences.level_agreed", by=by, about=agreed)
