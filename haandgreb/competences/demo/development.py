"""The demo's sixteen development goals: written, shared and agreed as people do it."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.development_promises import SOURCE
from haandgreb.competences.demo.catalogue import same_id
from haandgreb.competences.models import DevelopmentGoal, GoalFollowUp
from haandgreb.competences.queries.development_links import Chain, chain_above
from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-development.toml"

Row = dict[str, Any]


@cache
def content() -> list[Row]:
    """The parsed content, one row for each goal."""
    found: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["goal"]
    return found


def load(demo: Demo) -> None:
    """Make the goals ("DG01") in the state each is in, and leave them in demo.things["development"]."""
    demo.things["development"] = {row["id"]: _load(demo, row) for row in content()}


def find(demo: Demo) -> None:
    """The goals that are still there."""
    found = DevelopmentGoal.objects.in_bulk([same_id("development", row["id"]) for row in content()])
    keys = {same_id("development", row["id"]): row["id"] for row in content()}
    demo.things["development"] = {keys[pk]: goal for pk, goal in found.items()}


def _load(demo: Demo, row: Row) -> DevelopmentGoal:
    person: Person = demo.people[row["person"]]
    manager = next(iter(managers_of(person, demo.today)), None)
    written = _moment(demo, row.get("agreed", -8) - 3)
    goal = actions.write(person, _text(demo, row, person), now=written, goal_id=same_id("development", row["id"]))
    state = row.get("state", "agreed")
    if state != "private" and manager is not None:
        _share(demo, row, goal, manager, is_agreed=state == "agreed")
    actions.set_status(goal, row["status"], by=person, brake=row.get("brake", ""))
    return goal


def _share(demo: Demo, row: Row, goal: DevelopmentGoal, manager: Person, *, is_agreed: bool) -> None:
    person, written = goal.person, goal.written_at
    sharing.share(goal, manager, by=person, now=written + timedelta(days=1), today=demo.today)
    if is_agreed or row.get("yes"):
        sharing.say_yes(goal, goal.version, by=person, now=written + timedelta(days=2), today=demo.today)
    if is_agreed:
        sharing.say_yes(goal, goal.version, by=manager, now=_moment(demo, row["agreed"]), today=demo.today)
        _agreed(demo, row, goal, manager)


def _agreed(demo: Demo, row: Row, goal: DevelopmentGoal, manager: Person) -> None:
    """What was done since: support given, follow-ups held, who else may read it."""
    given = {what for _who, what, _day, is_done in row["support"] if is_done}
    for promise in FollowUp.objects.filter(source=SOURCE, source_id=goal.pk, what__in=given).select_related("owner"):
        followups.mark_done(promise, by=promise.owner, on=promise.due_on)
    for day, status, note in row.get("held", ()):
        held_on = demo.day(day, working=True)
        rows = GoalFollowUp.objects.filter(goal=goal, due_on=held_on)
        rows.update(held_on=held_on, status=status, note=note, held_with=manager)
    if row.get("hr") or row.get("open"):
        is_for_hr = row.get("hr", False)
        actions.pass_on(goal, by=goal.person, hr=is_for_hr, title_open=row.get("open", False))
        actions.pass_on(goal, by=manager, hr=is_for_hr)


def _text(demo: Demo, row: Row, person: Person) -> actions.Text:
    competence, level = row.get("competence", ("", None))
    first_on, first = row.get("first", (None, ""))
    facts = {
        "title": row["title"],
        "local_task": row.get("local_task", ""),
        "changed_practice": row["changed"],
        "sign": row["sign"],
        "sign_where": row["where"],
        "why": row.get("why", ""),
        "competence": demo.things["competences"].get(competence),
        "level_to": level,
        "hours": row.get("hours"),
        "cost": row.get("cost"),
        "fund": row.get("fund", DevelopmentGoal.Fund.NONE),
        "first_tried_on": None if first_on is None else demo.day(first_on, working=True),
        "first_tried": first,
    }
    path = [
        {"text": text, "room": room, "handle": handle, "due_on": demo.day(day, working=True)}
        for text, room, handle, day in row["path"]
    ]
    support = [
        {"who": demo.people[who], "text": text, "due_on": demo.day(day, working=True)}
        for who, text, day, _is_done in row["support"]
    ]
    numbers = [*(held[0] for held in row.get("held", ())), *row.get("follow_ups", ())]
    days = [demo.day(number, working=True) for number in numbers]
    return actions.Text(facts, _chain(demo, row, person), path, support, days)


def _chain(demo: Demo, row: Row, person: Person) -> Chain:
    practice = demo.things["practices"].get(row.get("practice", ""))
    if practice is None:
        return Chain()
    result = demo.things["results"].get(row.get("result", ""))
    if result is None:
        return chain_above(practice, person)
    above = chain_above(result, person)
    return Chain(above.goal, result, practice)


def _moment(demo: Demo, day: int) -> datetime:
    """Ten o'clock that day."""
    return datetime.combine(demo.day(day), time(10), tzinfo=clock.COPENHAGEN)
