"""The learner shows on the map that a practice is in use, or takes it back; and keeps her use as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.competences.actions.own_levels import write_evidence
from haandgreb.competences.models import Competence, Evidence
from haandgreb.learning.models import Enrolment, UseShown
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.strategy.models import PracticeChange


@transaction.atomic
def show_use(
    enrolment: Enrolment, practice: PracticeChange, facts: Mapping[str, Any], *, by: Person, today: date | None = None
) -> UseShown:
    """
    Everybody who sees the practice reads what the learner does now, and her name if she wants it (`text`, `with_name`,
    `contribution`, `contribution_why`). Shown again, the new words replace the old.
    """
    row, _is_new = UseShown.objects.update_or_create(
        enrolment=enrolment, practice=practice, defaults={**facts, "shown_on": today or clock.today()}
    )
    audit.record("use shown", by=by, about=row)
    return row


@transaction.atomic
def take_back(use: UseShown, *, by: Person) -> None:
    """It stands on the map no more."""
    audit.record("use taken back", by=by, about=use)
    use.delete()


@transaction.atomic
def keep_as_evidence(enrolment: Enrolment, competence: Competence, facts: Mapping[str, Any], *, by: Person) -> Evidence:
    """The learner's own use stands with the competence as evidence; hers alone until she shares it there."""
    evidence = write_evidence(by, competence, facts)
    audit.record("use kept as evidence", by=by, about=enrolment)
    return evidence
