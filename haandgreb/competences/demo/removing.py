"""The demo's competences go before its goals and people can."""

from __future__ import annotations

from django.db import transaction

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
    """
    Remove catalogue, profiles, levels, learning and counts, whoever wrote them: in a demo all of it is the demo's.

    What is a person's alone falls away with her.
    """
    for model in (GapRelease, LevelStep, PlannedActivity, LearningGoal, AgreedLevel, EngagementProfile, Requirement):
        model._default_manager.all().delete()
    RoleProfile.objects.all().delete()
    Competence.objects.all().delete()
