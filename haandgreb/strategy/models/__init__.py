"""Direction and goals, results with measurements, situations, changed practice and barriers."""

from haandgreb.strategy.models.goals import GoalQuerySet, GoalVersion, Statement, StrategicGoal
from haandgreb.strategy.models.practice import Barrier, PracticeChange, PracticeQuerySet, ResultPractice, Situation
from haandgreb.strategy.models.results import GoalResult, Measurement, Result, ResultQuerySet, Strength
from haandgreb.strategy.models.seeing import seen_in, seen_on_the_map, units_seen

__all__ = [
    "Barrier",
    "GoalQuerySet",
    "GoalResult",
    "GoalVersion",
    "Measurement",
    "PracticeChange",
    "PracticeQuerySet",
    "Result",
    "ResultPractice",
    "ResultQuerySet",
    "Situation",
    "Statement",
    "StrategicGoal",
    "Strength",
    "seen_in",
    "seen_on_the_map",
    "units_seen",
]
