"""The dialogues of a round are made by the worker; it may run twice, or be killed and run again."""

from __future__ import annotations

from django.db import transaction
from django_tasks import task

from haandgreb.dialogues.actions import making, rounds
from haandgreb.dialogues.models import Round
from haandgreb.organisation.models import Person


def start(round_: Round, *, by: Person) -> None:
    """Open the round for preparation, and have its dialogues made. Raises what actions.rounds.go raises."""
    with transaction.atomic():
        rounds.go(round_, Round.State.PREPARING, by=by)
        make_dialogues.enqueue(str(round_.pk))


@task()
def make_dialogues(round_id: str) -> None:
    """Make what is missing of the round's dialogues."""
    making.make_dialogues(round_id)
