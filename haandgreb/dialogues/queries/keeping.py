"""What of the dialogues has run out, class by class (content/keeping.toml; confidentiality.md 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.classes import data_classes
from haandgreb.dialogues.models import (
    Agreement,
    Ambassador,
    Card,
    Dialogue,
    Evaluation,
    Feedback,
    FollowUpTalk,
    GroupPoint,
    GroupTalk,
    Opened,
    PairAnswer,
    Prepared,
    Round,
    TalkText,
)
from haandgreb.dialogues.rules.texts import Reads, keys_of
from haandgreb.organisation.queries.leavers import gone_before
from haandgreb.questions.models import AnswerSheet
from haandgreb.shared import clock

Sets = list[QuerySet[Any]]
KEPT_AGREEMENTS = 2  # the present one and the one before


def kept_words(what: str) -> str:
    """How long a class of keeping.toml is kept, as one sentence for the form. Raises KeyError for any other word."""
    return gate.kept_words(what)


def expired(key: str, today: date) -> Sets:
    """The rows of the class whose time is up on the day, hidden ones among them."""
    days = gate.days_of(data_classes()[key])
    return EXPIRED[key](today, today - timedelta(days=days))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=clock.COPENHAGEN)


def _over_before(day: date) -> Q:
    """
    Rows of dialogues that were held before the day, or, never held, whose time to talk was over before it.

    Of a talk that was never held what is written since counts from then: it is taken up again.
    """
    in_round = Q(dialogue__round__talks_to__lt=day)
    alone = Q(dialogue__round=None, dialogue__made_at__lt=_morning(day))
    put_off = Q(dialogue__postponed_to__isnull=False, dialogue__postponed_to__gte=day)
    never = Q(dialogue__held_on=None, changed_at__lt=_morning(day))
    return Q(dialogue__held_on__lt=day) | (never & (in_round | alone) & ~put_off)


def _approved_before(day: date, today: date) -> Q:
    """Rows of dialogues agreed before the day; where nothing was ever agreed, they go with what was never shared."""
    days = gate.days_of(data_classes()["preparation-private"])
    agreed = Q(dialogue__agreement__agreed_at__lt=_morning(day))
    never = Q(dialogue__agreement=None) | Q(dialogue__agreement__agreed_at=None)
    return agreed | (never & _over_before(today - timedelta(days=days)))


_HERS = Q(writer=F("dialogue__person"))
_NOTES = Q(key__in=keys_of(Reads.PRIVATE))


def _private(today: date, before: date) -> Sets:
    over = _over_before(before)
    return [
        Prepared.everything.filter(_HERS, over, shared_with=None),
        TalkText.everything.filter(_HERS, _NOTES, over),
        Card.everything.filter(_HERS, over, shown_at=None).exclude(column=Card.Column.OURS),
        Feedback.everything.filter(over, given_at=None, giver=F("dialogue__person")),
    ]


def _shared(today: date, before: date) -> Sets:
    return [Prepared.everything.filter(_HERS, _approved_before(before, today)).exclude(shared_with=None)]


def _manager_notes(today: date, before: date) -> Sets:
    over = _approved_before(before, today)
    return [
        Prepared.everything.filter(~_HERS, over, shared_with=None),
        TalkText.everything.filter(~_HERS, _NOTES, over),
        Card.everything.filter(~_HERS, over, shown_at=None).exclude(column=Card.Column.OURS),
        Feedback.everything.filter(~Q(giver=F("dialogue__person")), over, given_at=None),
    ]


def _manager_shared(today: date, before: date) -> Sets:
    return [Prepared.everything.filter(~_HERS, _approved_before(before, today)).exclude(shared_with=None)]


def _talk(today: date, before: date) -> Sets:
    held = Q(dialogue__held_on__lt=before)
    looked_back = Q(held_on__lt=before) | Q(held_on=None, due_on__lt=before)
    return [
        TalkText.everything.filter(held).exclude(_NOTES),
        Card.everything.filter(held).exclude(shown_at=None, column__in=(Card.Column.MINE, Card.Column.WORK)),
        Feedback.everything.filter(held).exclude(given_at=None),
        FollowUpTalk.everything.filter(looked_back),
    ]


def _agreements(today: date, before: date) -> Sets:
    moment = Coalesce("agreed_at", "changed_at")
    newer = Agreement.everything.filter(
        dialogue__person=OuterRef("dialogue__person"),
        dialogue__kind=OuterRef("dialogue__kind"),
        agreed_at__gt=OuterRef("moment"),
        agreed_at__lt=_morning(before + timedelta(days=1)),
    )
    counted = newer.order_by().values("dialogue__person").annotate(n=Count("pk")).values("n")
    rows = Agreement.everything.annotate(moment=moment)
    rows = rows.annotate(newer=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
    return [rows.filter(newer__gte=KEPT_AGREEMENTS)]


def _of_leavers(today: date, before: date) -> Sets:
    gone = gone_before(before).values("pk")
    of_hers = (Agreement, Prepared, TalkText, Card, Feedback, FollowUpTalk)
    hers: Sets = [model.everything.filter(dialogue__person__in=gone) for model in of_hers]
    answers = PairAnswer.everything.filter(pair__asker__in=gone)
    points = GroupPoint.everything.filter(writer__in=gone, what__in=_OWN_POINTS)
    return [*hers, answers, points, Ambassador.objects.filter(person__in=gone)]


def _pairs(today: date, before: date) -> Sets:
    return [PairAnswer.everything.filter(pair__round__talks_to__lt=before)]


_OWN_POINTS = (GroupPoint.What.NOTE, GroupPoint.What.PRIVATE)


def _group_own(today: date, before: date) -> Sets:
    never = Q(talk__held_on=None, talk__starts_at__lt=_morning(before))
    return [GroupPoint.everything.filter(Q(talk__held_on__lt=before) | never, what__in=_OWN_POINTS)]


def _group_points(today: date, before: date) -> Sets:
    return [GroupPoint.everything.filter(talk__held_on__lt=before).exclude(what__in=_OWN_POINTS)]


def _group_plans(today: date, before: date) -> Sets:
    return [GroupTalk.everything.filter(held_on__lt=before)]


def _openings(today: date, before: date) -> Sets:
    return [Opened.objects.filter(at__lt=_morning(before))]


def _evaluations(today: date, before: date) -> Sets:
    closed = Evaluation.objects.filter(closed_at__lt=_morning(before)).values("pk")
    return [AnswerSheet.objects.filter(about__in=closed)]


def _rounds(today: date, before: date) -> Sets:
    """Rounds long closed in which nothing is kept any more, and talks outside rounds that are as old and as empty."""
    kept = [
        ~Exists(model.everything.filter(dialogue__round=OuterRef("pk"))) for model in (Agreement, Prepared, TalkText)
    ]
    plans = ~Exists(GroupTalk.everything.filter(round=OuterRef("pk")))
    answers = ~Exists(Evaluation.objects.filter(round=OuterRef("pk"), pk__in=AnswerSheet.objects.values("about")))
    empty = [~Exists(model.everything.filter(dialogue=OuterRef("pk"))) for model in (Agreement, Prepared, TalkText)]
    closed = Round.objects.filter(*kept, plans, answers, closed_at__lt=_morning(before))
    return [closed, Dialogue.objects.filter(*empty, round=None, made_at__lt=_morning(before))]


EXPIRED: Mapping[str, Callable[[date, date], Sets]] = {
    "preparation-private": _private,
    "preparation-shared": _shared,
    "manager-notes": _manager_notes,
    "manager-shared": _manager_shared,
    "talk": _talk,
    "agreement": _agreements,
    "leaver": _of_leavers,
    "pairs": _pairs,
    "group-own": _group_own,
    "group-points": _group_points,
    "group-plan": _group_plans,
    "openings": _openings,
    "evaluation-answers": _evaluations,
    "rounds": _rounds,
}
