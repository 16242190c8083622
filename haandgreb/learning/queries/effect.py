"""What came of one enrolment, for the learner and for her nearest manager: each reads only what is hers to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferPlan, UseShown
from haandgreb.learning.permissions import LEARNER, side_of
from haandgreb.learning.rules import attention
from haandgreb.learning.rules.attention import Bar, Item
from haandgreb.learning.rules.ladder import Step as LadderStep
from haandgreb.learning.rules.ladder import Told, ladder
from haandgreb.organisation.models import Person

TEACHING = "teaching"


@dataclass(frozen=True)
class Effect:
    """
    One enrolment's effect as somebody may read it: the ladder from the check-ins she may see, and where attention went.

    `steps` and `bars` are None where the plan is not shared with her; she then reads her own acts only.
    """

    enrolment: Enrolment
    side: str
    rungs: list[LadderStep]
    check_ins: list[CheckIn]
    hidden: bool
    bars: dict[str, Bar] | None = None
    shares: dict[str, int] | None = None
    missing: dict[str, list[Step]] = field(default_factory=dict)
    next: Step | None = None
    uses: list[UseShown] = field(default_factory=list)

    @property
    def may_go_further(self) -> bool:
        """Hers to show and to keep, once it has been completed."""
        return self.is_hers and self.enrolment.state == Enrolment.State.COMPLETED

    @property
    def is_hers(self) -> bool:
        return self.side == LEARNER

    @property
    def story(self) -> CheckIn | None:
        """The latest check-in she may read that judges whether the course contributed."""
        rows = [one for one in self.check_ins if one.contribution]
        return rows[-1] if rows else None

    @property
    def latest(self) -> CheckIn | None:
        """The learner's latest check-in that says what happened or what came of it."""
        rows = [one for one in self.check_ins if one.source == CheckIn.Source.LEARNER and (one.happened or one.benefit)]
        return rows[-1] if rows else None


def effect_of(enrolment: Enrolment, person: Person, today: date) -> Effect:
    """What the learner or her nearest manager reads of it; in four queries."""
    side = side_of(enrolment, person, today)
    every = list(enrolment.check_ins.select_related("result").order_by("day", "source"))
    seen = [one for one in every if side == LEARNER or reads(one, person)]
    rungs = ladder(enrolment.completed_on, map(told, seen))
    uses = list(_shown(enrolment, side).select_related("practice"))
    found = Effect(enrolment, side, rungs, seen, len(seen) < len(every), uses=uses)
    if side != LEARNER and not plan_is_shared(enrolment, person):
        return found
    steps = list(enrolment.steps.select_related("owner"))
    items = items_of(enrolment, steps)
    bars = attention.bars(items)
    chosen = attention.next_step(
        [one for one in items if one.key != TEACHING],
        attention.begun(enrolment.starts_on, enrolment.ends_on, today),
    )
    by_id = {str(step.pk): step for step in steps}
    return Effect(
        enrolment,
        side,
        rungs,
        seen,
        found.hidden,
        bars=bars,
        shares=attention.shares({phase: bar.planned for phase, bar in bars.items()}),
        missing={phase: _missing(steps, phase) for phase in attention.PHASES},
        next=by_id.get(chosen.key) if chosen is not None else None,
        uses=uses,
    )


def _shown(enrolment: Enrolment, side: str) -> QuerySet[UseShown]:
    """What she shows on the map; who else reads her course learns of what she shows without her name as little."""
    return enrolment.shown_uses.all() if side == LEARNER else enrolment.shown_uses.filter(with_name=True)


def _missing(steps: Iterable[Step], phase: str) -> list[Step]:
    return [step for step in steps if step.phase == phase and step.state == Step.State.OPEN]


def reads(check_in: CheckIn, manager: Person) -> bool:
    """What her nearest manager reads of it: what the manager said, and what the learner has shared."""
    return check_in.is_shown_to(manager)


def plan_is_shared(enrolment: Enrolment, manager: Person) -> bool:
    """Whether the plan is shared with this manager, or agreed: her bars are read by whom the plan is shared with."""
    plan = TransferPlan.objects.filter(enrolment=enrolment).only("shared_with_id", "agreed_at").first()
    return plan is not None and (plan.shared_with_id == manager.pk or plan.agreed_at is not None)


def items_of(enrolment: Enrolment, steps: Iterable[Step]) -> list[Item]:
    """The acts as the rules of attention read them, with the teaching itself as one of them."""
    rows = [Item(str(one.pk), one.phase, one.state, one.due_on, one.minutes, one.used_minutes) for one in steps]
    minutes = enrolment.activity.minutes
    if minutes and enrolment.starts_on is not None:
        is_over = enrolment.state == Enrolment.State.COMPLETED
        state = Step.State.DONE if is_over else Step.State.OPEN
        used = minutes if is_over else None
        rows.append(Item(TEACHING, attention.DURING, state, enrolment.ends_on or enrolment.starts_on, minutes, used))
    return rows


def told(row: CheckIn) -> Told:
    """A check-in as the rules of the ladder read it."""
    return Told(
        day=row.day,
        source=row.source,
        on=row.answered_on,
        use=row.use,
        status=row.status,
        level_before=row.level_before,
        level_now=row.level_now,
        result_level=row.result_level,
    )
