"""Which practice is in use, as far as anybody may know: told by those who chose to, or used by five or more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from haandgreb.competences.models import Competence
from haandgreb.learning.models import EffectRelease, Enrolment, UseShown
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import PracticeChange, Result


@dataclass(frozen=True)
class InUse:
    """One changed practice: whether five people or more use it, and what some chose to show."""

    practice: PracticeChange
    by_five: bool
    shown: Sequence[UseShown]

    @property
    def is_in_use(self) -> bool:
        return self.by_five or bool(self.shown)


def of_result(result: Result, person: Person) -> list[InUse]:
    """The result's changed practices the person sees, in the order of the map; three queries."""
    rows = PracticeChange.objects.visible_to(person).active().filter(results=result, person=None)
    return of_practices(list(rows.select_related("situation").distinct()))


def of_practices(practices: Iterable[PracticeChange]) -> list[InUse]:
    """What is known of these practices."""
    practices = list(practices)
    by_five = in_use_by_five()
    shown: defaultdict[UUID, list[UseShown]] = defaultdict(list)
    for use in UseShown.objects.filter(practice__in=practices).select_related("enrolment__person"):
        shown[use.practice_id].append(use)
    return [InUse(one, str(one.pk) in by_five, shown[one.pk]) for one in practices]


def in_use_by_five() -> frozenset[str]:
    """The practices the latest counting tells to be in use by five people or more."""
    found = EffectRelease.objects.values_list("in_use", flat=True).first()
    return frozenset(found or ())


def practices_to_show(enrolment: Enrolment, person: Person) -> QuerySet[PracticeChange]:
    """Those the activity serves, and that of the plan, where they are open to others and she sees them."""
    served = Q(learning_activities=enrolment.activity_id)
    plan = getattr(enrolment, "plan", None)
    if plan is not None and plan.practice_id is not None:
        served |= Q(pk=plan.practice_id)
    return PracticeChange.objects.visible_to(person).active().filter(served, person=None).distinct()


def competences_to_prove(enrolment: Enrolment, person: Person) -> list[Competence]:
    """The competences the activity builds, and that of the development goal; where there are none, all she may see."""
    near = Q(pk__in=enrolment.activity.competences.order_by().values("pk"))
    goal = enrolment.development_goal
    if goal is not None and goal.person_id == person.pk and goal.competence_id is not None:
        near |= Q(pk=goal.competence_id)
    visible = Competence.objects.visible_to(person)
    return list(visible.filter(near)) or list(visible)
