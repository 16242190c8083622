"""Models of dialogues."""

from haandgreb.dialogues.models.agreement import AgreedGoal, Agreement, AgreementVersion, FollowUpTalk
from haandgreb.dialogues.models.booking import JointStart, ProposedTime
from haandgreb.dialogues.models.council import (
    Ambassador,
    Check,
    CheckAnswer,
    CheckMember,
    CheckSide,
    Decision,
    Evaluation,
    EvaluationKey,
    RoundCount,
    Side,
)
from haandgreb.dialogues.models.dialogue import Dialogue, DialogueQuerySet, Opened, Pair, PairAnswer, Prepared
from haandgreb.dialogues.models.group import (
    GroupAction,
    GroupBallot,
    GroupCompetence,
    GroupMember,
    GroupPoint,
    GroupReview,
    GroupTalk,
    GroupTalkQuerySet,
)
from haandgreb.dialogues.models.kept import Kept
from haandgreb.dialogues.models.rounds import Concept, Kind, Round, YearEvent
from haandgreb.dialogues.models.talk import Card, Feedback, TalkClock, TalkText

__all__ = [
    "AgreedGoal",
    "Agreement",
    "AgreementVersion",
    "Ambassador",
    "Card",
    "Check",
    "CheckAnswer",
    "CheckMember",
    "CheckSide",
    "Concept",
    "Decision",
    "Dialogue",
    "DialogueQuerySet",
    "Evaluation",
    "EvaluationKey",
    "Feedback",
    "FollowUpTalk",
    "GroupAction",
    "GroupBallot",
    "GroupCompetence",
    "GroupMember",
    "GroupPoint",
    "GroupReview",
    "GroupTalk",
    "GroupTalkQuerySet",
    "JointStart",
    "Kept",
    "Kind",
    "Opened",
    "Pair",
    "PairAnswer",
    "Prepared",
    "ProposedTime",
    "Round",
    "RoundCount",
    "Side",
    "TalkClock",
    "TalkText",
    "YearEvent",
]
