"""The demo's goals and what hangs on them go before its people and units can."""

from __future__ import annotations

from django.db import transaction

from haandgreb.followups.models import FollowUp
from haandgreb.strategy.actions.barriers import SOURCE
from haandgreb.strategy.models import PracticeChange, Result, Situation, Statement, StrategicGoal


@transaction.atomic
def remove_demo() -> None:
    """
    Remove direction, goals, results, practice and barriers, whoever wrote them: in a demo all of it is the demo's.

    What stands further up the map has let go of them by then.
    """
    FollowUp.objects.filter(source=SOURCE).delete()
    for model in (PracticeChange, Situation, Result):
        model.objects.all().delete()
    StrategicGoal.objects.update(parent=None)
    StrategicGoal.objects.all().delete()
    Statement.objects.all().delete()
