"""Catalogue and profiles, levels, counts of the gap, learning goals, development goals."""

from haandgreb.competences.models.catalogue import (
    TOP_LEVEL,
    Competence,
    CompetenceQuerySet,
    EngagementProfile,
    Importance,
    ProfileQuerySet,
    ProfileTitle,
    Requirement,
    RoleProfile,
)
from haandgreb.competences.models.development import (
    DevelopmentGoal,
    DevelopmentGoalVersion,
    DevelopmentQuerySet,
    GoalFollowUp,
    PathStep,
    Support,
)
from haandgreb.competences.models.gap import FewHolders, GapRelease, UnitGap, UnitVulnerability
from haandgreb.competences.models.learning import (
    ActivityQuerySet,
    LearningActivity,
    LearningGoal,
    LearningGoalQuerySet,
    LevelStep,
    PlannedActivity,
    PracticeLearning,
    Room,
)
from haandgreb.competences.models.levels import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wheel, Wish

__all__ = [
    "TOP_LEVEL",
    "ActivityQuerySet",
    "AgreedLevel",
    "Competence",
    "CompetenceQuerySet",
    "DevelopmentGoal",
    "DevelopmentGoalVersion",
    "DevelopmentQuerySet",
    "EngagementProfile",
    "Evidence",
    "FewHolders",
    "GapRelease",
    "GoalFollowUp",
    "Importance",
    "LearningActivity",
    "LearningGoal",
    "LearningGoalQuerySet",
    "LevelProposal",
    "LevelStep",
    "PathStep",
    "PlannedActivity",
    "PracticeLearning",
    "ProfileQuerySet",
    "ProfileTitle",
    "Requirement",
    "RoleProfile",
    "Room",
    "SelfLevel",
    "Support",
    "UnitGap",
    "UnitVulnerability",
    "Wheel",
    "Wish",
]
