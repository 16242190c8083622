"""What the learner needs from her manager becomes the manager's promise when both have said yes."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.followups import in_step
from haandgreb.followups.in_step import Wanted, Words
from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.learning.queries.plans import SOURCE
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

WITHIN = timedelta(days=14)
WORDS = Words(
    label=_("What %(name)s needs to use what was learned"),
    moved=_("Another day was agreed."),
    dropped=_("It is no longer needed."),
)


def promise_needs(plan: TransferPlan, enrolment: Enrolment, manager: Person, *, by: Person) -> None:
    """One promise for each need: by its day, else before the course, else within two weeks."""
    today = clock.today()
    otherwise = enrolment.starts_on if enrolment.starts_on and enrolment.starts_on > today else today + WITHIN
    wanted = [Wanted(manager, one.text, one.due_on or otherwise) for one in plan.needs.all()]
    in_step.keep_in_step(
        wanted,
        name=str(enrolment.person),
        source=SOURCE,
        source_id=enrolment.pk,
        source_url=reverse("learning:plan", args=[enrolment.pk]),
        words=WORDS,
        by=by,
    )


def let_go(enrolment: Enrolment, *, by: Person | None) -> None:
    """The course comes to nothing for her: nobody needs to keep what was promised for it."""
    in_step.let_go(source=SOURCE, source_id=enrolment.pk, words=WORDS, by=by)
