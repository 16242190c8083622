"""The demo's competences go before its goals and people can."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from haandgreb.competences.models import (
    AgreedLevel,
    Competence,
    EngagementProfile,
    GapRelease,
    LearningGoal,
    LevelStep,
    PlannedActivity,
    Requirement,
    RoleProfile,
)


@transaction.atomic
def remove_demo() -> None:
    """Remove the demo's catalogue and profiles, what its people have made since, and what hangs on them."""
    competences = Competence.objects.filter(is_demo=True)
    profiles = RoleProfile.objects.filter(is_demo=True)
    of_hers = Q(competence__in=competences) | Q(person__is_demo=True)
    GapRelease.objects.all().delete()  # it counts the demo's people; the next one comes when there is somebody to count
    LevelStep.objects.filter(Q(competence__in=competences) | Q(learning_goal__is_demo=True)).delete()
    PlannedActivity.objects.filter(Q(is_demo=True) | Q(person__is_demo=True)).delete()
    LearningGoal.objects.filter(Q(is_demo=True) | Q(person__is_demo=True)).delete()
    AgreedLevel.objects.filter(of_hers).delete()
    EngagementProfile.objects.filter(Q(profile__in=profiles) | Q(engagement__person__is_demo=True)).delete()
    Requirement.objects.filter(Q(competence__in=competences) | Q(profile__in=profiles)).delete()
    profiles.delete()
    competences.delete()
