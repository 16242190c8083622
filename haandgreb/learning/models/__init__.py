"""Tables of learning: activities, enrolments with their transfer plan, the steps before – during – after."""

from haandgreb.learning.models.activities import Activity, ActivityPractice, Offering, Provider
from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.plans import PlanNeed, TransferBarrier, TransferPlan
from haandgreb.learning.models.steps import CheckIn, GuestLink, Step

__all__ = [
    "Activity",
    "ActivityPractice",
    "CheckIn",
    "Enrolment",
    "GuestLink",
    "Offering",
    "PlanNeed",
    "Provider",
    "Step",
    "TransferBarrier",
    "TransferPlan",
]
