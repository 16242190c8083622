"""The acts of enrolments as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferBarrier
from haandgreb.learning.models.steps import Phase
from haandgreb.learning.next_words import PHASE_WORDS
from haandgreb.learning.permissions import LEARNER, may_do, side_of
from haandgreb.learning.phases_content import Act, act_of, acts
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import Result

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AHEAD = timedelta(days=7)
_PLACES = {key: place for place, key in enumerate(acts())}
PHASES = (Phase.BEFORE, Phase.DURING, Phase.AFTER)


@dataclass
class Line:
    """One act on the way: its steps (one for each who acts), whether this reader has it, and whether it is the next."""

    act: Act
    steps: list[Step]
    mine: Step | None = None  # the one this reader may end
    is_next: bool = False

    @property
    def first(self) -> Step:
        """The step the line is drawn from: the reader's own where she has one."""
        return self.mine or self.steps[0]

    @property
    def is_done(self) -> bool:
        """All who act have done it."""
        return all(step.state == Step.State.DONE for step in self.steps)

    @property
    def is_open(self) -> bool:
        """Somebody has still to do it."""
        return any(step.state == Step.State.OPEN for step in self.steps)

    @property
    def title(self) -> str:
        """What the act is called."""
        return self.first.title

    @property
    def why(self) -> str:
        """Why it was skipped, where it was."""
        return next((step.why_skipped for step in self.steps if step.why_skipped), "")


@dataclass
class Stretch:
    """Before, during or after: its acts, and how many of them are done."""

    phase: Phase
    lines: list[Line]
    is_open: bool = False  # shown unfolded: the reader's next act is in it, or else the first that is not done

    @property
    def done(self) -> int:
        """How many are done."""
        return sum(line.is_done for line in self.lines)

    @property
    def title(self) -> StrOrPromise:
        """Before, during, after, as a heading."""
        return PHASE_WORDS[self.phase]


def way_of(enrolment: Enrolment, person: Person, today: date) -> list[Stretch]:
    """The acts of an enrolment in their order, phase by phase; one query. Empty where it has none."""
    steps = sorted(enrolment.steps.exclude(state=Step.State.CANCELLED).select_related("owner"), key=_order)
    lines = _lines(steps, enrolment, person, today)
    following = next((line for line in lines if line.mine is not None and line.mine.state == Step.State.OPEN), None)
    if following is not None:
        following.is_next = True
    if not lines:
        return []
    found = [Stretch(phase, [line for line in lines if line.first.phase == phase]) for phase in PHASES]
    here = following or next((line for line in lines if line.is_open), lines[-1])
    for stretch in found:
        stretch.is_open = here in stretch.lines
    return found


def _order(step: Step) -> tuple[date, int, int, str]:
    """By day; those of one day in the order of the table, half day by half day."""
    number = step.key.rpartition("-")[2]
    return (step.due_on, _PLACES[act_of(step.key).row.key], int(number) if number.isdecimal() else 0, step.actor)


def _lines(steps: Iterable[Step], enrolment: Enrolment, person: Person, today: date) -> list[Line]:
    found: dict[tuple[str, date], Line] = {}
    for step in steps:
        step.enrolment = enrolment
        line = found.setdefault((step.key, step.due_on), Line(act_of(step.key), []))
        line.steps.append(step)
        if may_do(step, person, today) and (line.mine is None or side_of(enrolment, person, today) == step.actor):
            line.mine = step
    return list(found.values())


def step_seen(person: Person, step_id: UUID, today: date) -> Step | None:
    """The step with what its page names; None where the person may not know of it."""
    found = Step.objects.visible_to(person, today).filter(pk=step_id, enrolment__plan__hidden_at=None)
    return found.select_related(
        "enrolment__person", "enrolment__activity", "enrolment__offering", "enrolment__plan__buddy"
    ).first()


def mine_now(person: Person, today: date) -> list[Step]:
    """
    What waits for her within a week, the earliest first: own acts, a manager's, a buddy's; one query. Whose manager or
    buddy she is no more since the night has left the list.
    """
    rows = Step.objects.visible_to(person, today).waiting(today).filter(owner=person, due_on__lte=today + AHEAD)
    return list(rows.select_related("enrolment__person", "enrolment__activity").order_by("due_on", "pk"))


def may_wait(person: Person, today: date) -> QuerySet[Person]:
    """A row where an act or a barrier of hers may wait."""
    until = today + AHEAD
    acts = Step.objects.filter(owner=person, state=Step.State.OPEN, due_on__lte=until).order_by()
    barriers = TransferBarrier.objects.filter(owner=person, state=TransferBarrier.State.OPEN, due_on__lte=until)
    return Person.objects.filter(Exists(acts) | Exists(barriers.order_by()), pk=person.pk)


def barriers_of(enrolment: Enrolment) -> list[TransferBarrier]:
    """What stands or stood in the way, open ones first."""
    rows = enrolment.barriers.select_related("owner")
    return sorted(rows, key=lambda row: (row.state != TransferBarrier.State.OPEN, row.due_on or date.max, row.named_on))


def barriers_owned(person: Person, today: date) -> list[TransferBarrier]:
    """What she has said she clears away, due within a week; one query."""
    rows = TransferBarrier.objects.filter(
        owner=person, state=TransferBarrier.State.OPEN, due_on__lte=today + AHEAD,
        enrolment__in=Enrolment.objects.visible_to(person, today),
    )  # fmt: skip
    return list(rows.select_related("enrolment__person", "enrolment__activity").order_by("due_on", "pk"))


def told_of(enrolment: Enrolment, person: Person, today: date) -> list[CheckIn]:
    """
    The check-ins this reader may read, the latest first: the learner all that was told, her manager what the learner
    shares and what a manager told. What a colleague saw is the learner's.
    """
    rows = list(enrolment.check_ins.select_related("result").order_by("-day", "source"))
    if side_of(enrolment, person, today) == LEARNER:
        return rows
    return [row for row in rows if row.is_shown_to(person)]


def results_of(enrolment: Enrolment) -> QuerySet[Result]:
    """The results of the map its activity serves: by its practices, or the one its plan names."""
    serves = Q(practices__in=enrolment.activity.practices.all())
    plan = getattr(enrolment, "plan", None)
    if plan is not None and plan.result_id is not None:
        serves |= Q(pk=plan.result_id)
    return Result.objects.filter(serves).distinct()
