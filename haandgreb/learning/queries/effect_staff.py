"""What the nearest manager reads of her staff's courses of a year: her own acts, and what each has shared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, QuerySet

from haandgreb.learning.models import CheckIn, Enrolment, Step
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.queries.effect import reads
from haandgreb.learning.queries.effect_counting import TAKEN
from haandgreb.learning.rules.effect import ASKED
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import staff_of

ON_A_PAGE = 40
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Line:
    """One course of one of her staff: whether they talked before, whether she asked, and the latest that was shared."""

    enrolment: Enrolment
    talked: bool
    asked: bool | None  # None: its day has not come
    said: CheckIn | None


@dataclass(frozen=True)
class StaffPage:
    """The latest first, with how often she talked before and asked after among all of the year."""

    page: Page[Enrolment]
    lines: list[Line]
    talked: tuple[int, int]
    asked: tuple[int, int]


def staff_page(manager: Person, today: date, page: str | None) -> StaffPage | None:
    """None for who has no staff. What a learner has not shared is in no line and in no count."""
    staff = staff_of(manager, today)
    if not staff:
        return None
    rows = Enrolment.objects.filter(
        person__in=staff, state__in=TAKEN, is_mandatory=False, starts_on__range=(today - YEAR, today)
    )
    found = Paginator(_read(rows), ON_A_PAGE).get_page(page)
    lines = [_line(one, manager, today) for one in found]
    return StaffPage(found, lines, _talked(rows), _asked(rows, today))


def _read(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    acts = Step.objects.filter(key__in=("talk", "manager_asks")).order_by()
    return rows.select_related("person", "activity").prefetch_related(
        Prefetch("steps", queryset=acts, to_attr="acts"), "check_ins"
    )


def _line(row: Enrolment, manager: Person, today: date) -> Line:
    acts: list[Step] = getattr(row, "acts", [])
    talked = any(one.key == "talk" and _done(one) for one in acts)
    mine = [one for one in acts if one.key == "manager_asks"]
    is_due = row.ends_on is not None and row.ends_on + timedelta(days=ASKED) <= today
    asked = any(map(_done, mine))
    seen = [one for one in row.check_ins.all() if reads(one, manager) and (one.use is not None or one.status)]
    return Line(row, talked, True if asked else False if is_due else None, seen[-1] if seen else None)


def _done(step: Step) -> bool:
    return step.state == Step.State.DONE


def _talked(rows: QuerySet[Enrolment]) -> tuple[int, int]:
    ours = rows.filter(source="").order_by()
    with_talk = Step.objects.filter(enrolment__in=ours.values("pk"), key="talk", state=Step.State.DONE)
    return with_talk.order_by().values("enrolment").distinct().count(), ours.count()


def _asked(rows: QuerySet[Enrolment], today: date) -> tuple[int, int]:
    due = rows.filter(source="", ends_on__lte=today - timedelta(days=ASKED)).order_by()
    done = Step.objects.filter(
        enrolment__in=due.values("pk"), key="manager_asks", actor=Actor.MANAGER, state=Step.State.DONE
    )
    return done.values("enrolment").distinct().count(), due.count()
