"""What a manager has to do for her staff, and how far each of them is: dates and numbers, no words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from haandgreb.learning.models import Enrolment, Step, TransferBarrier
from haandgreb.learning.models.steps import Actor, Phase
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import staff_of

PER_PAGE = 25
AHEAD = timedelta(days=14)
LONG_AGO = timedelta(days=200)  # the last act comes half a year after the course


@dataclass
class Row:
    """One enrolment of the staff: acts done of those asked for, phase by phase, what comes next, what is in the way."""

    enrolment: Enrolment
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)
    following: Step | None = None
    barriers: int = 0

    @property
    def following_title(self) -> str:
        """What comes next, in words."""
        return self.following.title if self.following is not None else ""

    @property
    def phases(self) -> list[tuple[Phase, int, int]]:
        """Phase, done, asked for."""
        return [(phase, *self.counts.get(phase, (0, 0))) for phase in (Phase.BEFORE, Phase.DURING, Phase.AFTER)]


@dataclass(frozen=True)
class Found:
    """Her own undone acts first (late ones before those of the next fortnight), then her barriers, then the staff."""

    own: list[Step]
    barriers: list[TransferBarrier]
    rows: list[Row]
    page: Page[Enrolment]


def own_acts(manager: Person, today: date, *, until: date | None = None) -> list[Step]:
    """The manager's undone acts towards her staff today, the earliest first; one query beside the staff's."""
    staff = staff_of(manager, today)
    if not staff:
        return []
    rows = Step.objects.waiting(today).filter(actor=Actor.MANAGER, enrolment__person__in=staff)
    rows = rows.filter(due_on__lte=until or today + AHEAD)
    return list(rows.select_related("enrolment__person", "enrolment__activity").order_by("due_on", "pk"))


def of(manager: Person, today: date, page_number: Any = None) -> Found:
    """The whole list; as many queries for one as for many."""
    staff = staff_of(manager, today)
    has_steps = Exists(Step.objects.filter(enrolment=OuterRef("pk")).order_by())
    under_way = Enrolment.objects.under_way().filter(has_steps, person__in=staff)
    recent = Q(ends_on=None) | Q(ends_on__gte=today - LONG_AGO)
    ordered = under_way.filter(recent).select_related("person", "activity")
    page = Paginator(ordered.order_by("person__sort_key", "-starts_on", "pk"), PER_PAGE).get_page(page_number)
    barriers = TransferBarrier.objects.filter(
        state=TransferBarrier.State.OPEN, enrolment__person__in=staff, enrolment__state__in=("approved", "completed")
    )
    mine = barriers.filter(Q(owner=manager) | Q(owner=None)).select_related("enrolment__person", "enrolment__activity")
    return Found(
        own_acts(manager, today),
        sorted(mine, key=lambda row: (row.owner_id is None, row.due_on or date.max, row.named_on)),
        _rows(list(page.object_list), today),
        page,
    )


def _rows(enrolments: list[Enrolment], today: date) -> list[Row]:
    found = {one.pk: Row(one) for one in enrolments}
    steps = Step.objects.filter(enrolment__in=list(found)).exclude(state=Step.State.CANCELLED)
    done = Count("pk", filter=Q(state=Step.State.DONE))
    for row in steps.order_by().values("enrolment", "phase").annotate(done=done, asked=Count("pk")):
        found[row["enrolment"]].counts[row["phase"]] = (row["done"], row["asked"])
    following: dict[UUID, list[Step]] = defaultdict(list)
    for step in Step.objects.waiting(today).filter(enrolment__in=list(found)).select_related("owner"):
        following[step.enrolment_id].append(step)
    for pk, some in following.items():
        found[pk].following = min(some, key=lambda step: (step.due_on, step.key))
    in_the_way = TransferBarrier.objects.filter(enrolment__in=list(found), state=TransferBarrier.State.OPEN).order_by()
    for row in in_the_way.values("enrolment").annotate(count=Count("pk")):
        found[row["enrolment"]].barriers = row["count"]
    return list(found.values())
