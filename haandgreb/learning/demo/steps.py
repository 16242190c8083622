"""What the demo's learners and managers did before, during and after, what came of it, and what stood in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from haandgreb.learning.actions.steps import unsaved_steps
from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.demo.enrolments import content, managers, talked_on
from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferBarrier, TransferPlan
from haandgreb.learning.models.steps import Actor, Phase
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import working_day_before

ASKED = timedelta(days=12)  # the manager asked so long after the course, where she asked within fourteen days
NOT_REACHED = "Det nåede vi ikke"
NO_QUESTIONS_YET = "Spørgsmålene fandtes ikke endnu"

Row = dict[str, Any]


@dataclass(frozen=True)
class _Ended:
    """How a step ended: on a day, or why not."""

    on: date
    why: str = ""


@dataclass(frozen=True)
class _One:
    """An enrolment of the case with what is read once."""

    demo: Demo
    row: Row
    enrolment: Enrolment
    manager: Person | None
    buddy: Person | None

    @property
    def last(self) -> date:
        """Tn."""
        assert self.enrolment.ends_on is not None
        return self.enrolment.ends_on

    def by_now(self, day: date) -> date:
        """The day, never later than the demo's."""
        return min(day, self.demo.today)


def load(demo: Demo) -> None:
    """Steps, check-ins and barriers of every enrolment that has them."""
    ones = list(_ones(demo))
    Step.objects.bulk_create(step for one in ones for step in _steps(one))
    CheckIn.objects.bulk_create(told for one in ones for told in _check_ins(one))
    TransferBarrier.objects.bulk_create(_barrier(one) for one in ones if "in_the_way" in one.row)


def _ones(demo: Demo) -> Iterator[_One]:
    leads = managers(demo)
    plans = TransferPlan.objects.exclude(buddy=None).select_related("buddy")
    buddies = {plan.enrolment_id: plan.buddy for plan in plans}
    for row in content():
        enrolment = demo.things["enrolments"][row["id"]]
        if enrolment.state in ("approved", "completed"):
            yield _One(demo, row, enrolment, leads[row["id"]], buddies.get(enrolment.pk))


def _steps(one: _One) -> Iterator[Step]:
    """The steps as they came with the manager's yes; those whose day has passed are ended."""
    assert one.enrolment.decided_at is not None
    for step in unsaved_steps(one.enrolment, (), today=clock.local_day(one.enrolment.decided_at)):
        step.id = same_id("step", one.row["id"], step.key, step.actor)
        step.owner = _owner(one, step.actor)
        ended = _ended(one, step)
        if ended is not None:
            step.state = Step.State.SKIPPED if ended.why else Step.State.DONE
            step.ended_on, step.ended_by, step.why_skipped = one.by_now(ended.on), step.owner, ended.why
            step.used_minutes = None if ended.why else _minutes(one, step)
        yield step


def _owner(one: _One, actor: str) -> Person | None:
    """Who has it: the buddy's is hers until there is one; a guest and HR have none."""
    owners = {
        Actor.LEARNER: one.enrolment.person,
        Actor.MANAGER: one.manager,
        Actor.COLLEAGUE: one.buddy or one.enrolment.person,
    }
    return owners.get(Actor(actor))


def _ended(one: _One, step: Step) -> _Ended | None:
    """Whether and how the step ended, as the case tells it; None while it is open."""
    row, key = one.row, step.key.rpartition("-")[0] or step.key
    if one.enrolment.state == "approved":
        return _ended_before(one, key, step.due_on)
    if key in row.get("open", ()):
        return None
    if key == "talk":
        return _Ended(talked_on(one.enrolment), row.get("why_without", ""))
    if step.phase in (Phase.BEFORE, Phase.DURING):
        return _Ended(step.due_on, "" if row.get("talk") else NOT_REACHED)
    if key == "manager_asks":
        return _asked(one, step)
    if key in ("effect", "status") and "use" not in row:
        return None
    if step.due_on > one.demo.today and key != "effect":
        return None
    if key == "factors":
        return _Ended(step.due_on, NO_QUESTIONS_YET)
    told = {"reaction", "first_use", "effect"} | ({"tell", "colleague"} if row.get("talk") else set())
    if key == "status":
        told |= {"status"} if step.actor == Actor.LEARNER or "manager_use" in row else set()
    return _Ended(step.due_on, "" if key in told else NOT_REACHED)


def _ended_before(one: _One, key: str, due_on: date) -> _Ended | None:
    """Ahead of the course what she has written in her plan is done."""
    text = one.row.get("plan", {})
    wrote = {
        "intention": text.get("act"),
        "why": text.get("why"),
        "confidence": text.get("confidence"),
        "buddy": text.get("buddy"),
    }
    return _Ended(min(due_on, one.demo.day(-1))) if wrote.get(key) else None


def _asked(one: _One, step: Step) -> _Ended | None:
    if "asked" not in one.row:
        return None
    return _Ended(working_day_before(one.last + ASKED)) if one.row["asked"] else _Ended(step.due_on, NOT_REACHED)


def _minutes(one: _One, step: Step) -> int:
    """What it took: what was planned, or five or ten minutes more or less."""
    chance = one.demo.chance(f"minutes-{one.row['id']}-{step.key}-{step.actor}")
    return max(step.minutes + chance.choice((-5, 0, 0, 5, 10)), 5)


def _check_ins(one: _One) -> Iterator[CheckIn]:
    if one.enrolment.state != "completed":
        return
    row, use = one.row, one.row.get("use")
    low, high = row.get("levels", (None, None))
    yield _told(one, 0, useful=row.get("useful"), level_before=low, level_now=high)
    first = {"use": CheckIn.Use.ONCE if row["used"] else CheckIn.Use.NOT_YET, "happened": row.get("first", "")}
    yield _told(one, 7, **first, barrier="" if row["used"] else row.get("barrier", ""))
    if use is None:
        return
    told = {"barrier": row.get("barrier", ""), "happened": row["told"]}
    yield _told(one, 45, use=use, status=row.get("status", ""), **told)
    for source in (CheckIn.Source.MANAGER, CheckIn.Source.COLLEAGUE):
        if f"{source}_use" in row:
            yield _told(one, 45, source, use=row[f"{source}_use"])
    yield _told(one, 90, use=use, **_result(one))


def _result(one: _One) -> Row:
    """What it led to, in the words of contribution; nothing where nothing was seen."""
    row = one.row
    found: Row = {"result_level": row["result"], "barrier": row.get("barrier", "")}
    if row["result"]:
        contribution = CheckIn.Contribution.PROBABLY if row["result"] > 1 else CheckIn.Contribution.UNCLEAR
        found |= {
            "result": one.demo.things["results"].get(row.get("result_id", "")),
            "benefit": row["told"],
            "how_known": row.get("known", ""),
            "contribution": contribution,
            "contribution_why": row.get("why", ""),
            "without_it": row.get("without", ""),
        }
    return found


def _told(one: _One, day: int, source: str = CheckIn.Source.LEARNER, **facts: Any) -> CheckIn:
    return CheckIn(
        id=same_id("check-in", one.row["id"], day, source),
        enrolment=one.enrolment,
        day=day,
        source=source,
        shared=bool(one.row.get("talk")),
        shared_with=one.manager if one.row.get("talk") else None,
        answered_on=one.by_now(one.last + timedelta(days=day)),
        **facts,
    )


def _barrier(one: _One) -> TransferBarrier:
    kind, text, owner, due = one.row["in_the_way"]
    return TransferBarrier(
        id=same_id("barrier", one.row["id"]),
        enrolment=one.enrolment,
        kind=kind,
        text=text,
        owner=one.demo.people[owner],
        due_on=one.demo.day(due),
        named_on=one.by_now(one.last + timedelta(days=45)),
    )
