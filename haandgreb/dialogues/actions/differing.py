"""Where the two see it differently: each side's own wording stays, and the employee may ask for help."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from haandgreb.dialogues.actions.agreement import AWAITING, NotTheTwo, back_to_writing, hold_for
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Agreement, AgreementVersion, Dialogue
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.queries.agreement import reads_text
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

State = Agreement.State


@transaction.atomic
def differ(
    dialogue: Dialogue, text: str, *, by: Person, number: int, now: datetime | None = None, today: date | None = None
) -> None:
    """
    Note the disagreement, or change one's own wording while it stands: the wording offered and both sides' stay.

    Raises Stale where the wording is not `number` any more, Refused where nothing is offered, NotTheTwo.
    """
    now, today = now or clock.now(), today or clock.today()
    dialogue, row = hold_for(dialogue, by, today)
    if not reads_text(row, dialogue, by):
        raise NotTheTwo
    if row.number != number:
        raise Stale
    if row.state in AWAITING:
        move_to(row, State.DIFFERING, by=by, differed_at=now, yes_by=None, yes_number=None)
    elif row.state != State.DIFFERING:
        raise Refused(f"{row.state} → {State.DIFFERING}")
    side = AgreementVersion.objects.filter(agreement=row, side=True, number=number, written_by=by).first()
    side = side or AgreementVersion(id=uuid4(), agreement=row, side=True, number=number, written_by=by)
    side.text, side.written_at, side.withdrawn_at = {"text": text}, now, None
    side.save()
    audit.record("disagreement noted", by=by, about=row)


@transaction.atomic
def go_on(dialogue: Dialogue, *, by: Person, now: datetime | None = None, today: date | None = None) -> bool:
    """
    Withdraw one's own wording and go on writing together. What each side wrote stays to be read by the two.

    False while the other of today's two still holds to hers. Raises Refused where the two do not differ, NotTheTwo.
    """
    now, today = now or clock.now(), today or clock.today()
    dialogue, row = hold_for(dialogue, by, today)
    if row.state != State.DIFFERING:
        raise Refused(f"{row.state} → {State.WRITING}")
    sides = AgreementVersion.objects.filter(agreement=row, side=True, number=row.number, withdrawn_at=None)
    withdrawn = sides.filter(written_by=by).update(withdrawn_at=now)
    audit.record("wording withdrawn", by=by, about=row, withdrawn=withdrawn)
    if sides.filter(written_by__in=[dialogue.person_id, dialogue.manager_id]).exists():
        return False
    back_to_writing(dialogue, row, by)
    return True


@transaction.atomic
def ask_for_help(dialogue: Dialogue, *, asks: bool, by: Person, today: date | None = None) -> None:
    """
    HR in her units sees that the employee asks for help, and not a word of why.

    Only the employee asks, while a disagreement is noted, and only she takes it back. Raises NotTheTwo, Refused.
    """
    today = today or clock.today()
    dialogue, row = hold_for(dialogue, by, today)
    if side_of(dialogue, by, today) != EMPLOYEE:
        raise NotTheTwo
    if asks and row.state != State.DIFFERING:
        raise Refused("nothing is noted to ask help with")
    row.asks_for_help = asks
    row.save(update_fields=["asks_for_help"])
    audit.record("asks for help" if asks else "asks for help no more", by=by, about=row)
