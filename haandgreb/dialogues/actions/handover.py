"""
A dialogue gets another manager: the old one loses it at the same moment, the new one begins with what is agreed.

Who may open a dialogue is asked of the organisation at each request, so nobody waits for this to be shut out. This is
for what follows: the new one is its manager, the time is found anew, and a yes that was said to the old one falls.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from haandgreb.dialogues.actions import booking
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.actions.choice import follow_choice
from haandgreb.dialogues.models import Agreement, Dialogue, DialogueQuerySet, Round
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.queries.managers import managers_of_many, units_managed_by
from haandgreb.shared import audit, clock
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.versions import raise_version

AT_ONCE = 1000
State = Dialogue.State

# After one of these somebody may have another manager than a moment ago.
MOVES = (
    "engagement.begun", "engagement.ended", "unit.managers-set", "unit.changed", "unit.closed", "account.closed",
    "account.opened", "staff-list.saved", "organisation.changes-applied",
)  # fmt: skip


@transaction.atomic
def hand_over(
    dialogue: Dialogue, manager: Person | None, *, by: Person | None, picked: bool = False, now: datetime | None = None
) -> Dialogue:
    """
    The dialogue is the manager's from now on; None where the person is to pick one herself. Returns it as it is now.

    `picked`: the person has said yes to somebody who need not be her nearest manager. `by` is None where the
    organisation has changed. A time that was booked is taken back, a yes that waited for another falls, and what was
    shared counts as shared only after it is shared anew (security-and-privacy.md 1).
    """
    moment = now or clock.now()
    found = _locked(dialogue)
    same = found.manager_id == (manager.pk if manager is not None else None)
    if same and found.is_picked == picked and not (found.wants_other_manager or found.offered_manager_id):
        return found
    if not same:
        _free(found, moment)
        found = _locked(dialogue)
    facts = {
        "manager": manager,
        "is_picked": picked,
        "wants_other_manager": False,
        "offered_manager": None,
        **({} if same else {"manager_since": moment, "said_held_on": None}),
    }
    raise_version(found, found.version)
    Dialogue.objects.filter(pk=found.pk).update(**facts)
    audit.record("dialogue handed over", by=by, about=found, manager=str(manager.pk) if manager else "", picked=picked)
    if picked or found.is_picked:
        follow_choice(found.person, by=by)
    return _locked(dialogue)


def follow_managers(today: date, people: Iterable[UUID] | None = None) -> int:
    """
    Dialogues follow today's organisation: whose manager has changed is handed over; how many were.

    With one nearest manager she takes over; with several the person picks; with none it waits. Only dialogues of
    rounds that are not closed, and none that is over. A picked manager stays while she manages anything. Who has left
    for good has no talk ahead any more: it is cancelled, and what has been held stays as it was.
    """
    rows = _running()
    if people is not None:
        rows = rows.filter(person__in=list(people))
    moved = 0
    todo = list(rows.order_by("pk").values_list("pk", flat=True))
    managing: dict[UUID, bool] = {}
    for start in range(0, len(todo), AT_ONCE):
        some = list(rows.filter(pk__in=todo[start : start + AT_ONCE]).select_related("person", "manager"))
        nearest = managers_of_many({one.person_id: one.person for one in some}.values(), today)
        here = _here([one.person_id for one in some], today)
        for one in some:
            found = nearest[one.person_id]
            if one.person_id not in here:
                _has_left(one)
            elif not _is_in_place(one, found, managing, today):
                hand_over(one, found[0] if len(found) == 1 else None, by=None)
                moved += 1
    return moved


def follow_when_moved(today: date, after: int | None) -> int:
    """Follow the organisation where something moved since the entry `after` of the trail; the newest entry."""
    rows = AuditEntry.objects.order_by("-id")
    latest = rows.values_list("id", flat=True).first() or 0
    if after is None or rows.filter(id__gt=after, action__in=MOVES).exists():
        follow_managers(today)
    return latest


def _here(people: list[UUID], today: date) -> set[UUID]:
    """Of these people those who work here today, or will."""
    jobs = Engagement.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), person__in=people)
    return set(jobs.values_list("person", flat=True))


@transaction.atomic
def _has_left(dialogue: Dialogue) -> None:
    found = _locked(dialogue)
    if found.state == State.BOOKED:
        booking.release(found, by=None)
        found = _locked(dialogue)
    if found.state in (State.INVITED, State.POSTPONED):
        found.proposed_times.all().delete()
        move_to(found, State.CANCELLED, by=None, why_postponed="", postponed_to=None)


def _running() -> DialogueQuerySet:
    still_on = Q(round=None) | ~Q(round__state=Round.State.CLOSED)
    return Dialogue.objects.open().filter(still_on)


def _is_in_place(dialogue: Dialogue, nearest: list[Person], managing: dict[UUID, bool], today: date) -> bool:
    """Whether the dialogue's manager is who she should be today."""
    manager = dialogue.manager
    if dialogue.is_picked and manager is not None:
        if manager.pk not in managing:
            managing[manager.pk] = bool(units_managed_by(manager, today))
        if managing[manager.pk]:
            return True
    if manager is None:
        # Nobody yet: the person picks one of several, or takes up the only one there is now.
        return len(nearest) != 1
    return not dialogue.is_picked and manager in nearest


def _free(dialogue: Dialogue, now: datetime) -> None:
    """What was arranged with the old manager is undone."""
    dialogue.proposed_times.all().delete()
    if dialogue.state == State.BOOKED:
        booking.release(dialogue, by=None, now=now)
    agreement = Agreement.objects.select_for_update().filter(dialogue=dialogue).first()
    if agreement is None or agreement.state not in (Agreement.State.OFFERED, Agreement.State.ONE_YES):
        return
    move_to(agreement, Agreement.State.WRITING, by=None, yes_by=None, yes_number=None, offered_at=None)
    if dialogue.state == State.AGREEING:
        move_to(dialogue, State.HELD, by=None)


def _locked(dialogue: Dialogue) -> Dialogue:
    Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    return Dialogue.objects.select_related("person", "manager", "kind", "round").get(pk=dialogue.pk)
