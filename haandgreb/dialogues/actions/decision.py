"""What the works council decides for the next year: written, changed, promised by its owner."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.dialogues.models import Decision, Round
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

SOURCE = "dialogues"


@transaction.atomic
def decide(found: Round, facts: Mapping[str, Any], *, by: Person, today: date | None = None) -> Decision:
    """A decision with its owner and day; the owner has promised it."""
    made_on = today or clock.today()
    decision = Decision.objects.create(round=found, made_on=made_on, **facts)
    audit.record("decision made", by=by, about=decision)
    _promise(decision, by, made_on)
    return decision


@transaction.atomic
def change(
    decision: Decision, facts: Mapping[str, Any], *, version: int | None, by: Person, today: date | None = None
) -> Decision:
    """Another wording, owner or day: the promise goes with it. What is done stays done. Raises Stale."""
    row = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    raise_version(row, version)
    before = (row.text, row.owner_id, row.due_on)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=list(facts))
    audit.record("decision changed", by=by, about=row)
    if before != (row.text, row.owner_id, row.due_on):
        _withdraw(row, by, _("The works council has changed the decision."))
        _promise(row, by, today or clock.today())
    return row


@transaction.atomic
def drop(decision: Decision, *, by: Person) -> None:
    """It came to nothing; an open promise goes with it."""
    _withdraw(decision, by, _("The works council has dropped the decision."))
    audit.record("decision dropped", by=by, about=decision)
    decision.delete()


def _promise(decision: Decision, by: Person, today: date) -> None:
    if decision.owner is None or decision.due_on is None:
        return
    if FollowUp.objects.filter(source=SOURCE, source_id=decision.pk).exclude(state=FollowUp.State.SKIPPED).exists():
        return  # done already
    followups.promise(
        what=decision.text,
        owner=decision.owner,
        due_on=decision.due_on,
        source=SOURCE,
        source_id=decision.pk,
        source_label=str(decision.round),
        source_url=reverse("dialogues:pack", args=[decision.round_id]),
        by=by,
        promised_on=today,
    )


def _withdraw(decision: Decision, by: Person, reason: str) -> None:
    for promise in FollowUp.objects.filter(source=SOURCE, source_id=decision.pk, state=FollowUp.State.OPEN):
        followups.skip(promise, reason=reason, by=by)
