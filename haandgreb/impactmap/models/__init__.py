"""The workshop is the map's only noun of its own; what stands on the map belongs to strategy and competences."""

from haandgreb.impactmap.models.workshop import (
    Workshop,
    WorkshopMark,
    WorkshopNote,
    WorkshopOutcome,
    WorkshopPerson,
    WorkshopQuerySet,
    WorkshopStep,
    WorkshopVerdict,
)

__all__ = [
    "Workshop",
    "WorkshopMark",
    "WorkshopNote",
    "WorkshopOutcome",
    "WorkshopPerson",
    "WorkshopQuerySet",
    "WorkshopStep",
    "WorkshopVerdict",
]
