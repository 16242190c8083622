"""The demo's success case study: asked, answered, talked about and published, as people do it."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.learning.actions import success as actions
from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.demo.enrolments import at
from haandgreb.learning.demo.enrolments import content as enrolments
from haandgreb.learning.models import SuccessAnswer, SuccessStudy
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-success.toml"
CARD = (
    "role",
    "situation",
    "act",
    "result",
    "proof_kind",
    "proof",
    "value",
    "enablers",
    "suggestion",
    "without_it",
    "in_the_way",
    "what_it_takes",
    "barrier_kind",
    "verified_by",
)

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """One study of the courses that ended between five and three months ago."""
    row = content()["study"]
    by, days = demo.people[row["by"]], [demo.day(offset) for offset in row["ended"]]
    facts = {
        "id": same_id("study"),
        "ended_from": days[0],
        "ended_to": days[1],
        "is_demo": True,
        **{name: row[name] for name in ("title", "purpose", "success")},
    }
    study = actions.plan_study(facts, by=by, now=at(demo.day(row["planned"])))
    actions.ask(study, closes_on=demo.day(row["closes"]), by=by, now=at(demo.day(row["asked"])))
    answers = _answers(demo, study, demo.day(row["closes"] - 4))
    actions.close_survey(study, by=by)
    talks = content()["talks"]
    actions.choose(study, [answers[key].pk for key in (*talks["high"], *talks["low"])], by=by)
    for case in content()["case"]:
        _case(demo, SuccessAnswer.objects.get(pk=answers[case["of"]].pk), case)
    actions.publish(study, row["conclusion"], by=by, now=at(demo.day(row["published"])))


def _answers(demo: Demo, study: SuccessStudy, day: date) -> dict[str, SuccessAnswer]:
    """What each of those asked told, by the id of the enrolment."""
    rows = {demo.things["enrolments"][row["id"]].pk: row for row in enrolments()}
    talks = [key for keys in content()["talks"].values() for key in keys]
    found = {}
    for one in SuccessAnswer.objects.filter(study=study).select_related("study", "enrolment__person"):
        row = rows[one.enrolment_id]
        facts = {
            "use": row["use"],
            "result": row["result"],
            "what": row["told"] if row["result"] else "",
            "mattered": content()["mattered"].get(row["id"], ""),
            "may_talk": row["id"] in talks,
        }
        actions.answer(one, facts, by=one.enrolment.person, today=day)
        found[row["id"]] = one
    return found


def _case(demo: Demo, answer: SuccessAnswer, row: Row) -> None:
    facts: Row = {name: row[name] for name in CARD if name in row}
    facts |= {
        "held_on": demo.day(row["held"]),
        "owner": demo.people[row["owner"]] if "owner" in row else None,
        "due_on": demo.day(row["due"], working=True) if "due" in row else None,
        "verified_on": demo.day(row["verified"]) if "verified" in row else None,
        "practice": demo.things["practices"][row["practice"]] if "practice" in row else None,
    }
    case = actions.write_case(answer, facts, version=None, by=demo.people[content()["study"]["by"]])
    told = at(demo.day(row["held"] + 2))
    actions.consent(case, row["consent"], with_name=False, version=case.version, by=answer.enrolment.person, now=told)
