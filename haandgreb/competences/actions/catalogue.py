"""The catalogue: its entries, and their place in everybody's row of levels."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from haandgreb.competences.models import Competence

_MOST_TRIES = 20


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
        try:
            with transaction.atomic():
                free = -1 if last is None else last
                Competence.objects.filter(pk=competence.pk, column=None).update(column=free + 1)
        except IntegrityError:
            continue
    raise IntegrityError("No free column was found.")  # twenty others were quicker, twenty times
