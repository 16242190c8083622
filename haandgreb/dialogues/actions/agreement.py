"""What the two agree: written, offered, said yes to by both in one wording, or seen differently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction

from haandgreb.competences.actions import development_sharing
from haandgreb.competences.actions.levels import NotTheTwo as NotTheTwoOfGoal
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.dialogues.actions.agreement_mail import ask_for_yes
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.actions.following import plan_half_year
from haandgreb.dialogues.actions.replacing import replace_earlier
from haandgreb.dialogues.models import AgreedGoal, Agreement, AgreementVersion, Dialogue
from haandgreb.dialogues.permissions import side_of
from haandgreb.dialogues.queries.agreement import goals_of_two, held_goals, reads_text, said
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

State = Agreement.State
AWAITING = (State.OFFERED, State.ONE_YES)


class NotTheTwo(ValueError):
    """Only the two write and answer, each with what she may read."""


class Outcome(StrEnum):
    """What became of an offer or a yes."""

    OFFERED = "offered"
    ASKED = "asked"  # the other one is asked now
    AGREED = "agreed"
    CHANGED = "changed"  # the wording is another one now
    EMPTY = "empty"  # there is nothing to say yes to
    GOALS = "goals"  # a goal was changed, taken back, or lacks something
    NOT_OFFERED = "not offered"
    UNREAD = "unread"  # the manager came after it was written, and does not read it until it is saved anew
    LOST = "lost"  # it cannot be opened here: nobody says yes to what nobody can read


class _NotYet(Exception):
    """A goal is not agreed: nothing of the yes counts."""


@transaction.atomic
def begin(dialogue: Dialogue, *, by: Person) -> Agreement:
    """The agreement of a talk that has been held; the one there is where it was begun before."""
    facts = {"changed_at": clock.now(), "changed_by": by}
    return Agreement.objects.get_or_create(dialogue=dialogue, defaults=facts)[0]


@transaction.atomic
def write(
    dialogue: Dialogue,
    text: str,
    goals: Sequence[UUID],
    *,
    by: Person,
    number: int | None = None,
    now: datetime | None = None,
    today: date | None = None,
) -> bool:
    """
    Write what was agreed, and which goals it holds; returns whether it says anything new.

    What stood is kept, and no yes counts any more. The same text saved anew is shown to a manager who came after it
    was written. Raises Stale where the wording is not `number` any more, Refused
    where it is agreed, or the two see it differently, NotTheTwo for anybody else. `number` None writes in any case.
    """
    now, today = now or clock.now(), today or clock.today()
    dialogue, row = hold_for(dialogue, by, today)
    if number is not None and row.number != number:
        raise Stale
    if row.state not in (State.WRITING, *AWAITING):
        raise Refused(f"{row.state} is not written in")
    before = wording_of(row)
    chosen = _chosen(row, dialogue, goals, today)
    after = {"text": text, "goals": [[str(goal), version] for goal, version in chosen]}
    if before == after and _both_read(row, dialogue):
        return False
    if before["text"] is not None and (before["text"] or before["goals"]):
        _keep(row, before)
    back_to_writing(dialogue, row, by)
    row.text, row.number = text, row.number + 1
    row.changed_at, row.changed_by = now, by
    row.save(update_fields=["text", "number", "changed_at", "changed_by"])
    row.goals.all().delete()
    AgreedGoal.objects.bulk_create(
        AgreedGoal(agreement=row, goal_id=goal, version=version, place=place)
        for place, (goal, version) in enumerate(chosen)
    )
    audit.record("agreement written", by=by, about=row)
    return True


@transaction.atomic
def offer(
    dialogue: Dialogue, *, by: Person, number: int, now: datetime | None = None, today: date | None = None
) -> Outcome:
    """Ask both for a yes to this wording."""
    today = today or clock.today()
    dialogue, row = hold_for(dialogue, by, today)
    _require_reader(row, dialogue, by)
    if row.number != number or row.state != State.WRITING:
        return Outcome.CHANGED
    hindrance = _hindrance(row, dialogue, today)
    if hindrance is not None:
        return hindrance
    move_to(row, State.OFFERED, by=by, offered_at=now or clock.now())
    if dialogue.state == Dialogue.State.HELD:
        move_to(dialogue, Dialogue.State.AGREEING, by=by)
    ask_for_yes(dialogue, row, by=by)
    return Outcome.OFFERED


def say_yes(
    dialogue: Dialogue,
    *,
    by: Person,
    number: int,
    offers: bool = False,
    now: datetime | None = None,
    today: date | None = None,
) -> Outcome:
    """
    Say yes to the wording of this number, and to the goals it holds: the first yes asks the other, the second agrees.

    `offers`: one that is only written is offered with it.

    Raises NotTheTwo for anybody but the two.
    """
    try:
        return _say_yes(dialogue, by, number, now or clock.now(), today or clock.today(), offers=offers)
    except _NotYet:
        return Outcome.GOALS


@transaction.atomic
def _say_yes(dialogue: Dialogue, by: Person, number: int, now: datetime, today: date, *, offers: bool) -> Outcome:
    dialogue, row = hold_for(dialogue, by, today)
    if offers and row.state == State.WRITING and row.number == number:
        offered = offer(dialogue, by=by, number=number, now=now, today=today)
        if offered is not Outcome.OFFERED:
            return offered
        dialogue, row = hold_for(dialogue, by, today)
    _require_reader(row, dialogue, by)
    if row.number != number:
        return Outcome.CHANGED
    if row.state == State.AGREED:
        return Outcome.AGREED
    if row.state not in AWAITING:
        return Outcome.NOT_OFFERED
    hindrance = _hindrance(row, dialogue, today)
    if hindrance is not None:
        return hindrance
    is_second = row.state == State.ONE_YES and row.yes_number == number and row.yes_by_id in _others(dialogue, by)
    _agree_goals(row, by, now, today, is_second=is_second)
    if is_second:
        _agree(dialogue, row, by, now)
        return Outcome.AGREED
    if row.state == State.OFFERED:
        move_to(row, State.ONE_YES, by=by, yes_by=by, yes_number=number)
    elif row.yes_by_id != by.pk:  # the yes of a manager who is it no more
        row.yes_by, row.yes_number = by, number
        row.save(update_fields=["yes_by", "yes_number"])
        audit.record("agreement yes", by=by, about=row)
    ask_for_yes(dialogue, row, by=by)
    return Outcome.ASKED


@transaction.atomic
def take_back(dialogue: Dialogue, *, by: Person, today: date | None = None) -> bool:
    """Go on writing: an offer, or one's own yes, is taken back. False where there is nothing to take back any more."""
    dialogue, row = hold_for(dialogue, by, today or clock.today())
    is_others_yes = row.state == State.ONE_YES and row.yes_by_id in _others(dialogue, by)
    if row.state not in AWAITING or is_others_yes:
        return False
    back_to_writing(dialogue, row, by)
    for goal in DevelopmentGoal.objects.filter(agreements__agreement=row).select_related("person"):
        development_sharing.take_back_yes(goal, by=by)
    return True


def wording_of(row: Agreement) -> dict[str, object]:
    """What a yes is to: the text (None where it cannot be opened here), and the goals with their versions."""
    goals = row.goals.values_list("goal_id", "version")
    return {"text": said(row), "goals": [[str(goal or ""), version] for goal, version in goals]}


def hold(dialogue: Dialogue) -> tuple[Dialogue, Agreement]:
    """Both as they are now, with nobody beside us until the transaction ends. Raises Agreement.DoesNotExist."""
    Dialogue.objects.select_for_update(no_key=True).only("pk").get(pk=dialogue.pk)
    now = Dialogue.objects.select_related("person", "manager", "kind", "round", "engagement").get(pk=dialogue.pk)
    return now, Agreement.objects.select_related("yes_by").get(dialogue=now)


def hold_for(dialogue: Dialogue, by: Person, today: date) -> tuple[Dialogue, Agreement]:
    """The same, for one of the two of today. Raises NotTheTwo."""
    found, row = hold(dialogue)
    if not side_of(found, by, today):
        raise NotTheTwo
    return found, row


def _require_reader(row: Agreement, dialogue: Dialogue, by: Person) -> None:
    """Nobody answers what she may not read."""
    if not reads_text(row, dialogue, by):
        raise NotTheTwo


def _both_read(row: Agreement, dialogue: Dialogue) -> bool:
    return dialogue.manager is None or reads_text(row, dialogue, dialogue.manager)


def _others(dialogue: Dialogue, by: Person) -> set[UUID]:
    return {one for one in (dialogue.person_id, dialogue.manager_id) if one is not None} - {by.pk}


def _chosen(row: Agreement, dialogue: Dialogue, goals: Sequence[UUID], today: date) -> list[tuple[UUID, int]]:
    """The goals in the version both read; what only one of them can read does not come in."""
    found = {goal.pk: goal.version for goal in goals_of_two(dialogue, today)}
    return [(goal, found[goal]) for goal in dict.fromkeys(goals) if goal in found]


def _keep(row: Agreement, wording: dict[str, object]) -> None:
    AgreementVersion.objects.create(
        id=uuid4(),
        agreement=row,
        number=row.number,
        text=wording,
        written_by=row.changed_by,
        written_at=row.changed_at,
    )


def back_to_writing(dialogue: Dialogue, row: Agreement, by: Person) -> None:
    """No yes counts any more; both take their step."""
    if row.state != State.WRITING:
        move_to(row, State.WRITING, by=by, yes_by=None, yes_number=None, offered_at=None)
    if dialogue.state == Dialogue.State.AGREEING:
        move_to(dialogue, Dialogue.State.HELD, by=by)


def _hindrance(row: Agreement, dialogue: Dialogue, today: date) -> Outcome | None:
    """What stands in the way of a yes."""
    if not _both_read(row, dialogue):
        return Outcome.UNREAD
    goals, text = held_goals(row, dialogue, today), said(row)
    if text is None:
        return Outcome.LOST
    if not text and not goals:
        return Outcome.EMPTY
    return None if all(one.is_ready for one in goals) else Outcome.GOALS


def _agree_goals(row: Agreement, by: Person, now: datetime, today: date, *, is_second: bool) -> None:
    """Say yes to each goal as one says it anywhere else. Raises _NotYet where that does not agree it."""
    for one in row.goals.select_related("goal__person").order_by("goal_id"):
        goal = one.goal
        if goal is None or goal.agreed_version == one.version:
            continue
        try:
            outcome = development_sharing.say_yes(goal, one.version, by=by, now=now, today=today)
        except NotTheTwoOfGoal as error:
            raise _NotYet from error
        if outcome is not development_sharing.Outcome.AGREED and (
            is_second or outcome is not development_sharing.Outcome.ASKED
        ):
            raise _NotYet


def _agree(dialogue: Dialogue, row: Agreement, by: Person, now: datetime) -> None:
    facts = {"agreed_at": now, "agreed_with": dialogue.manager, "agreed_number": row.number, "asks_for_help": False}
    move_to(row, State.AGREED, by=by, **facts)
    move_to(dialogue, Dialogue.State.AGREED, by=by)
    plan_half_year(dialogue)
    replace_earlier(dialogue, by=by)
