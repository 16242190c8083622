"""
What HR and the works council count of acts before and after: whole workplace, five people or more, never whose.

As it stood at the end of last month: figures that moved day by day would tell what somebody did that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.learning.models import Step, TransferBarrier
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.phases_content import Act, acts

A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Counted:
    """One act of one who acts: asked for, done, skipped; `is_shown` where enough people stand behind it."""

    act: Act
    actor: Actor
    asked: int = 0
    done: int = 0
    skipped: int = 0
    is_shown: bool = False

    @property
    def title(self) -> str:
        """What the act is called."""
        return str(self.act.title(self.actor))

    @property
    def left(self) -> int:
        """Neither done nor skipped."""
        return self.asked - self.done - self.skipped


@dataclass(frozen=True)
class Kind:
    """A kind of barrier: named, and cleared away."""

    label: str
    named: int
    removed: int


def counted(today: date) -> list[Counted]:
    """
    Every act whose day came within the year until this month, in the table's order; one query. What learners do is
    shown where five learners stand behind it, what managers do where five managers do as well.
    """
    found = {(row["act"], row["actor"]): row for row in _acts(today)}
    return [
        _counted(act, Actor(actor), found.get((key, actor)))
        for key, act in acts().items()
        for actor in act.row.minutes
        if actor != Actor.HR and not (act.is_joint and actor == Actor.MANAGER)
    ]


def _acts(today: date) -> QuerySet[Step, dict[str, object]]:
    log = Case(When(key__startswith="log-", then=Value("log")), default=F("key"))
    month = today.replace(day=1)
    rows = Step.objects.exclude(state=Step.State.CANCELLED).filter(due_on__lt=month, due_on__gte=month - A_YEAR)
    return (
        rows.order_by()
        .annotate(act=log)
        .values("act", "actor")
        .annotate(
            asked=Count("pk"),
            done=Count("pk", filter=Q(state=Step.State.DONE, ended_on__lt=month)),
            skipped=Count("pk", filter=Q(state=Step.State.SKIPPED, ended_on__lt=month)),
            learners=Count("enrolment__person", distinct=True),
            owners=Count("owner", distinct=True),
        )
    )


def _counted(act: Act, actor: Actor, row: dict[str, object] | None) -> Counted:
    if row is None:
        return Counted(act, actor)
    people = [row["learners"], row["owners"]] if actor == Actor.MANAGER else [row["learners"]]
    if not all(isinstance(count, int) and enough_to_show(count) for count in people):
        return Counted(act, actor)
    return Counted(act, actor, int(str(row["asked"])), int(str(row["done"])), int(str(row["skipped"])), is_shown=True)


def barriers(today: date) -> list[Kind]:
    """The kinds of barriers five learners or more have named within the year until this month; one query."""
    month = today.replace(day=1)
    rows = TransferBarrier.objects.filter(named_on__gte=month - A_YEAR, named_on__lt=month).order_by().values("kind")
    removed = Count("pk", filter=Q(state=TransferBarrier.State.REMOVED, ended_on__lt=month))
    found = rows.annotate(named=Count("pk"), removed=removed, people=Count("enrolment__person", distinct=True))
    shown = [
        Kind(str(TransferBarrier.Kind(row["kind"]).label), row["named"], row["removed"])
        for row in found
        if enough_to_show(row["people"])
    ]
    return sorted(shown, key=lambda kind: (-kind.named, kind.label))
