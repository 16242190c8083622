"""Support two people have agreed on is promised: the one who is named has the ball, and reads her own line only."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.followups import in_step
from haandgreb.followups.in_step import Wanted, Words
from haandgreb.organisation.models import Person

SOURCE = "competences"
WORDS = Words(
    label=_("Support you have promised %(name)s"),
    moved=_("Another day was agreed."),
    dropped=_("It is no longer needed."),
)


@transaction.atomic
def promise_support(goal: DevelopmentGoal, *, by: Person) -> None:
    """
    One promise for each line of support that says who, what and by when.

    What was promised and is still agreed stays, with the day it has now; what is agreed no more is let go. The promise
    names the person it helps and nothing of her goal.
    """
    wanted = [
        Wanted(one.who, one.text, one.due_on)
        for one in goal.support.select_related("who")
        if one.who is not None and one.text and one.due_on is not None
    ]
    url = reverse("competences:development_goal", args=[goal.pk])
    in_step.keep_in_step(
        wanted, name=str(goal.person), source=SOURCE, source_id=goal.pk, source_url=url, words=WORDS, by=by
    )


def let_go(goal: DevelopmentGoal, *, by: Person) -> None:
    """Whoever had promised support need not give it any more."""
    in_step.let_go(source=SOURCE, source_id=goal.pk, words=WORDS, by=by)
