"""The demo's enrolments with what the learner and the manager agreed on."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions.plan_promises import promise_needs
from haandgreb.learning.demo.activities import nearest_working_day, same_id
from haandgreb.learning.models import Enrolment, PlanNeed, TransferPlan
from haandgreb.learning.queries.plans import SOURCE, wording
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared import audit, clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import next_working_day, working_day_before

_FILE = Path(__file__).parents[1] / "content" / "demo-enrolments.toml"
MADE, DECIDED = -40, timedelta(days=2)  # days before the course, where the case says nothing else
TALKED = timedelta(days=28)
DECIDED_STATES = ("approved", "completed", "declined")
AFTER_LAST_DAY = ("completed",)

Row = dict[str, Any]


@cache
def content() -> list[Row]:
    """The parsed content, one row for each enrolment."""
    found: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["enrolment"]
    return found


def load(demo: Demo) -> None:
    """Leave the enrolments by their id in the case ("E01") in demo.things["enrolments"], and their managers."""
    demo.things["enrolments"] = {row["id"]: _enrolment(demo, row) for row in content()}
    leads = managers(demo)
    for row in content():
        enrolment = demo.things["enrolments"][row["id"]]
        manager = leads[row["id"]]
        _decide(enrolment, row, manager)
        enrolment.save(force_insert=True)
        _plan(demo, row, enrolment, manager)
    audit.record("demo enrolments loaded", enrolments=len(content()))


def find(demo: Demo) -> None:
    """The enrolments that are still there."""
    keys = {same_id("enrolment", row["id"]): row["id"] for row in content()}
    demo.things["enrolments"] = {keys[pk]: one for pk, one in Enrolment.objects.in_bulk(list(keys)).items()}


def remove() -> None:
    """Enrolments go before the activities they hold."""
    Enrolment.objects.all().delete()


def managers(demo: Demo) -> dict[str, Person | None]:
    """The nearest manager today of whoever takes part, by the id of the enrolment."""
    found = managers_of_many([demo.people[row["person"]] for row in content()], demo.today)
    return {row["id"]: next(iter(found[demo.people[row["person"]].pk]), None) for row in content()}


def at(day: date, hour: int = 10) -> datetime:
    """That hour of the day in Denmark."""
    return datetime.combine(day, time(hour), tzinfo=clock.COPENHAGEN)


def talked_on(enrolment: Enrolment) -> date:
    """The day of the talk before the course."""
    assert enrolment.starts_on is not None
    return working_day_before(enrolment.starts_on - TALKED)


def _enrolment(demo: Demo, row: Row) -> Enrolment:
    activity = demo.things["activities"][row["activity"]]
    offering = demo.things["offerings"][row["activity"], row["offering"]] if "offering" in row else None
    own_day = nearest_working_day(demo.day(row["days"])) if "days" in row else None
    starts_on = offering.starts_on if offering is not None else own_day
    assert starts_on is not None
    made = demo.day(row["made"]) if "made" in row else starts_on + timedelta(days=MADE)
    state = row.get("state", "completed")
    ends_on = offering.ends_on if offering is not None else own_day
    return Enrolment(
        id=same_id("enrolment", row["id"]),
        person=demo.people[row["person"]],
        activity=activity,
        offering=offering,
        starts_on=starts_on,
        ends_on=ends_on,
        size=activity.size,
        is_mandatory=activity.is_mandatory,
        hours=row.get("hours", round(activity.minutes / 60)),
        cost=activity.cost or None,
        fund=row.get("fund", "none"),
        development_goal=demo.things["development"].get(row.get("development", "")),
        state=state,
        need=row.get("need", _sentence(row.get("plan", {}).get("when", ""))),
        asked_at=None if state == "wished" else at(made),
        why_declined=row.get("why_declined", ""),
        why_without_talk=row.get("why_without", ""),
        completed_on=ends_on if state in AFTER_LAST_DAY else None,
        made_at=at(made, 9),
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _decide(enrolment: Enrolment, row: Row, manager: Person | None) -> None:
    if enrolment.state in DECIDED_STATES:
        enrolment.decided_by = manager
        enrolment.decided_at = at(next_working_day(clock.local_day(enrolment.made_at) + DECIDED), 14)


def _plan(demo: Demo, row: Row, enrolment: Enrolment, manager: Person | None) -> None:
    text = row.get("plan", {})
    before, after = row.get("confidence", (text.get("confidence"), None))
    if not text and before is None:
        return
    plan = TransferPlan(id=same_id("plan", row["id"]), enrolment=enrolment, changed_by=enrolment.person)
    plan.confidence, plan.confidence_after = before, after
    _say(demo, row, plan, text)
    _agree(demo, row, plan, manager)
    plan.save(force_insert=True)
    PlanNeed.objects.bulk_create(_needs(enrolment, plan, text))
    if plan.agreed_at is not None and manager is not None:
        plan.agreed_text = wording(plan)
        plan.save()
        _promise(demo, plan, enrolment, manager)


def _say(demo: Demo, row: Row, plan: TransferPlan, text: Row) -> None:
    """What she wrote, with the practice the activity serves where she wrote something."""
    things = demo.things
    plan.goal, plan.changed_practice = text.get("goal", ""), text.get("changed", "")
    plan.value_for_me, plan.value_for_work = text.get("for_me", ""), text.get("for_work", "")
    plan.situation, plan.act, plan.outcome = text.get("when", ""), text.get("act", ""), text.get("outcome", "")
    plan.sign, plan.sign_where = text.get("sign", ""), text.get("where", "")
    plan.boosters, plan.questions = text.get("boosters", []), text.get("questions", [])
    plan.why, plan.confidence_help = text.get("why"), text.get("help")
    plan.buddy = demo.people[text["buddy"]] if "buddy" in text else None
    plan.ask_me_about, plan.preparation = text.get("ask", ""), text.get("preparation", "")
    plan.sharing = text.get("sharing", "")
    if "first_use" in text and plan.enrolment.ends_on is not None:
        days, plan.first_use = text["first_use"]
        plan.first_use_on = next_working_day(plan.enrolment.ends_on + timedelta(days=days))
    if text:
        link = plan.enrolment.activity.practice_links.select_related("practice").order_by("practice__code").first()
        plan.practice = link.practice if link is not None else None
        code = plan.practice.code if plan.practice is not None else ""
        plan.learning_goal = things["learning_goals"].get(code)
        plan.result = things["results"].get(row.get("result_id", ""))


def _agree(demo: Demo, row: Row, plan: TransferPlan, manager: Person | None) -> None:
    """Agreed in the talk before the course; shared only, where that has not been held yet; else hers alone."""
    plan.changed_at = plan.enrolment.made_at
    if "shared" in row.get("plan", {}):
        plan.shared_at = plan.changed_at = at(demo.day(row["plan"]["shared"]))
        plan.shared_with = manager
    if not row.get("talk"):
        return
    talked = talked_on(plan.enrolment)
    plan.changed_at = plan.shared_at = at(talked - timedelta(days=1))
    plan.confidence_shared, plan.shared_with = True, manager
    plan.yes_by, plan.yes_version = plan.enrolment.person, plan.version
    plan.agreed_at, plan.agreed_with, plan.agreed_version = at(talked), manager, plan.version


def _promise(demo: Demo, plan: TransferPlan, enrolment: Enrolment, manager: Person) -> None:
    """What was needed is promised; what was due by now is done. Of what is long over nothing is left to promise."""
    if not plan.needs.filter(due_on__gte=demo.today).exists():
        return
    promise_needs(plan, enrolment, manager, by=manager)
    for promise in FollowUp.objects.filter(source=SOURCE, source_id=enrolment.pk, due_on__lt=demo.today):
        followups.mark_done(promise, by=manager, on=promise.due_on)


def _needs(enrolment: Enrolment, plan: TransferPlan, text: Row) -> Iterator[PlanNeed]:
    first = enrolment.ends_on
    assert first is not None
    for place, (kind, what, days) in enumerate(text.get("needs", ())):
        yield PlanNeed(
            id=same_id("need", plan.pk, place),
            plan=plan,
            kind=kind,
            text=what,
            due_on=next_working_day(first + timedelta(days=days)),
            place=place,
        )
