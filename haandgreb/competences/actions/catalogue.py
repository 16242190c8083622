"""The catalogue: its entries, and their place in everybody's row of levels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from haandgreb.competences.models import Competence
from haandgreb.competences.queries.catalogue import is_used
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version

CHANGEABLE = ("code", "title", "title_en", "kind", "description", "description_en", "other_names", "other_names_en")
_MOST_TRIES = 20


@transaction.atomic
def create(*, by: Person, **facts: Any) -> Competence:
    """Put an entry of the workplace's own into the catalogue."""
    competence = Competence.objects.create(**facts)
    audit.record("competence made", by=by, about=competence)
    return competence


@transaction.atomic
def change(competence: Competence, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> Competence:
    """
    Change an own entry. The words of an ESCO entry are ESCO's and stay: they come with its list.

    With `version`, only an entry that is still as it was then; else raises Stale, and nothing is written.
    """
    assert not competence.is_esco
    raise_version(competence, version)
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(competence, name, facts[name])
    competence.save(update_fields=[*named, "sort_key", "search_key"])
    audit.record("competence changed", by=by, about=competence)
    return competence


@transaction.atomic
def close(competence: Competence, *, by: Person) -> bool:
    """
    Take an entry out of use. It is closed where anybody uses it: it stays where it is used, and is offered for nothing
    new. An own entry nobody has ever used is deleted. Returns whether it is still there.
    """
    if not competence.is_esco and not is_used(competence):
        audit.record("competence deleted", by=by, about=competence)
        competence.delete()
        return False
    if competence.state == Competence.State.ACTIVE:
        competence.state = Competence.State.CLOSED
        competence.save(update_fields=["state"])
        audit.record("competence closed", by=by, about=competence)
    return True


@transaction.atomic
def reopen(competence: Competence, *, by: Person) -> None:
    """Offer a closed entry again."""
    if competence.state == Competence.State.CLOSED:
        competence.state, competence.gone_from_esco = Competence.State.ACTIVE, False
        competence.save(update_fields=["state", "gone_from_esco"])
        audit.record("competence reopened", by=by, about=competence)


@transaction.atomic
def give_column(competence: Competence) -> int:
    """
    The competence's place in every row of levels (see Wheel); it gets the next free one where it has none yet.

    Called where a role first asks for it, or a level in it is first agreed. Two at the same moment get two places: the
    later one waits for the earlier one at the constraint, and takes the next.
    """
    for _try in range(_MOST_TRIES):
        competence.refresh_from_db(fields=["column"])
        if competence.column is not None:
            return competence.column
        last = Competence.objects.aggregate(last=Max("column"))["last"]
        free = 0 if last is None else last + 1
        try:
            with transaction.atomic():
                Competence.objects.filter(pk=competence.pk, column=None).update(column=free)
        except IntegrityError:
            continue
    raise IntegrityError("No free column was found.")  # somebody else was quicker, every time
