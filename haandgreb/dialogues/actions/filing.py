"""What was filed in the agency's records system is marked with the day and where it lies."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.dialogues.actions.agreement import hold_for
from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused


@transaction.atomic
def mark_filed(dialogue: Dialogue, *, on: date | None, filed_as: str, by: Person, today: date | None = None) -> None:
    """
    The plan is filed, or (`on` None) it is not after all. Only what both have agreed is.

    Raises NotTheTwo, Refused where nothing is agreed.
    """
    dialogue, row = hold_for(dialogue, by, today or clock.today())
    if row.state != Agreement.State.AGREED:
        raise Refused("nothing is agreed that could be filed")
    row.filed_on, row.filed_as = on, filed_as if on is not None else ""
    row.save(update_fields=["filed_on", "filed_as"])
    audit.record("plan filed" if on is not None else "plan not filed", by=by, about=row)
