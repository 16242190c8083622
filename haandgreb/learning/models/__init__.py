"""Tables of learning: activities, enrolments with their transfer plan, the steps before – during – after."""

from haandgreb.learning.models.activities import Activity, ActivityPractice, Offering, Provider
from haandgreb.learning.models.asked import AskedWeek
from haandgreb.learning.models.completions import Platform, PlatformCourse, PlatformList, WaitingCompletion
from haandgreb.learning.models.days import DayOff
from haandgreb.learning.models.effect import EffectRelease, UseShown
from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.factors import UseRelease
from haandgreb.learning.models.guests import GuestReply, LogEntry
from haandgreb.learning.models.journeys import Journey, JourneyAct, JourneyPart, JourneyStep
from haandgreb.learning.models.ledger import HandleTrial
from haandgreb.learning.models.plans import PlanNeed, TransferBarrier, TransferPlan
from haandgreb.learning.models.portfolio import PortfolioRelease, RoomCount
from haandgreb.learning.models.steps import CheckIn, GuestLink, Step
from haandgreb.learning.models.success import SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.models.tracks import (
    ClickSeat,
    ModuleNote,
    SharedClick,
    StudyPair,
    TeamTalk,
    Track,
    TrackModule,
)

__all__ = [
    "Activity",
    "ActivityPractice",
    "AskedWeek",
    "CheckIn",
    "ClickSeat",
    "DayOff",
    "EffectRelease",
    "Enrolment",
    "GuestLink",
    "GuestReply",
    "HandleTrial",
    "Journey",
    "JourneyAct",
    "JourneyPart",
    "JourneyStep",
    "LogEntry",
    "ModuleNote",
    "Offering",
    "PlanNeed",
    "Platform",
    "PlatformCourse",
    "PlatformList",
    "PortfolioRelease",
    "Provider",
    "RoomCount",
    "SharedClick",
    "Step",
    "StudyPair",
    "SuccessAnswer",
    "SuccessCase",
    "SuccessStudy",
    "TeamTalk",
    "Track",
    "TrackModule",
    "TransferBarrier",
    "TransferPlan",
    "UseRelease",
    "UseShown",
    "WaitingCompletion",
]
