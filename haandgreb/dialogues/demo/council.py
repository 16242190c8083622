"""What the demo's works council has done: two versions of the concept, one check, last year's evaluation, decisions."""

from __future__ import annotations

import random
import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.actions import counting
from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import (
    Check,
    CheckAnswer,
    CheckMember,
    CheckSide,
    Concept,
    Decision,
    Evaluation,
    Round,
    RoundCount,
    Side,
)
from haandgreb.dialogues.queries.concept import FIELDS, first_words
from haandgreb.followups import actions as followups
from haandgreb.questions.actions import answer, load_sets, shuffle
from haandgreb.questions.models import AnswerSheet
from haandgreb.questions.queries import counts_about, current_set
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-council.toml"
SOURCE = "dialogues"
UNDER = {"RU0": 1, "RU1": 2, "RU2": 2, "RU3": 2}

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """Make it, and put each round under the version that held when it was planned."""
    load_sets(Path(__file__).parents[1] / "content" / "questions")
    concepts = {row["number"]: _concept(demo, row) for row in content()["concept"]}
    for key, number in UNDER.items():
        if key in demo.things["rounds"]:
            found: Round = demo.things["rounds"][key]
            found.concept = concepts[number]
            found.save(update_fields=["concept"])
    _check(demo)
    _evaluation(demo, content()["evaluation"], Evaluation.When.AFTER, "dialogue-evaluation")
    _evaluation(demo, content()["later"], Evaluation.When.LATER, "dialogue-evaluation-later")
    for number, row in enumerate(content()["decision"]):
        _decision(demo, row, number)
    # Last year's round was counted when it closed, this year's today: the other parts have made their goals by now.
    counting.count_what_is_due(demo.today)


def _at(demo: Demo, offset: int) -> datetime:
    """Ten o'clock that day."""
    return datetime.combine(demo.day(offset, working=True), time(10), tzinfo=clock.COPENHAGEN)


def _concept(demo: Demo, row: Row) -> Concept:
    text = {**first_words(row["language"]), **{name: row[name] for name in (*FIELDS, "changed") if name in row}}
    return Concept.objects.create(
        id=same_id("concept", row["number"]),
        number=row["number"],
        published_at=_at(demo, row["published"]),
        written_by=demo.people[row["by"]],
        **text,
    )


def _check(demo: Demo) -> None:
    told = content()["check"]
    check = Check.objects.create(
        id=same_id("check", told["day"]),
        held_on=demo.day(told["day"], working=True),
        state=Check.State.DONE,
        made_by=demo.people[told["by"]],
    )
    CheckSide.objects.bulk_create(CheckSide(check_run=check, side=side, is_in=True) for side in Side.values)
    CheckMember.objects.bulk_create(
        CheckMember(check_run=check, person=demo.people[key], side=side) for side in Side.values for key in told[side]
    )
    for row in told["answer"]:
        management, staff, common = row["levels"]
        due_on, owner = demo.day(row["due"], working=True), demo.people[row["owner"]]
        CheckAnswer.objects.create(
            check_run=check,
            key=row["key"],
            today=row["today"],
            management=management,
            staff=staff,
            common=common,
            evidence=row.get("evidence", ""),
            next_step=row["step"],
            owner=owner,
            due_on=due_on,
        )
        promise = followups.promise(
            what=row["step"],
            owner=owner,
            due_on=due_on,
            source=SOURCE,
            source_id=check.pk,
            source_label=row["key"],
            source_url=f"/dialogues/checks/{check.pk}/",
            by=demo.people[told["by"]],
            promised_on=check.held_on,
        )
        if due_on < demo.today:
            followups.mark_done(promise, by=owner, on=due_on)


def _evaluation(demo: Demo, row: Row, when: str, key: str) -> None:
    """Sheets without a name, as people would have sent them, and what was counted when it closed."""
    found = demo.things["rounds"].get(row["round"])
    if found is None:
        return
    questions = current_set(key)
    one = Evaluation.objects.create(
        id=same_id("evaluation", row["round"], when),
        round=found,
        when=when,
        question_set=questions,
        opened_at=_at(demo, row["opened"]),
        closes_on=demo.day(row["closes"]),
        closed_at=_at(demo, row["closes"]) + timedelta(days=1),
        invited=row["invited"],
        answered=row["answered"],
    )
    chance = demo.chance(f"evaluation-{when}")
    columns = {name: _steps(counts, row["answered"], chance) for name, counts in row["counts"].items()}
    for number in range(row["answered"]):
        values = {name: step for name, steps in columns.items() if (step := steps[number]) is not None}
        answer(questions, about=one.pk, values=values, mode=AnswerSheet.Mode.ANONYMOUS)
    shuffle(one.pk)
    one.counts = counts_about(one.pk)
    one.save(update_fields=["counts"])


def _steps(counts: list[int], sheets: int, chance: random.Random) -> list[int | None]:
    """So many of each step over the sheets; the others left the question out."""
    steps: list[int | None] = [step for step, count in enumerate(counts, 1) for _number in range(count)]
    steps += [None] * (sheets - len(steps))
    chance.shuffle(steps)
    return steps


def _decision(demo: Demo, row: Row, number: int) -> None:
    found = demo.things["rounds"].get(row["round"])
    if found is None:
        return
    owner, due_on = demo.people[row["owner"]], demo.day(row["due"], working=True)
    made_on = demo.day(row["made"], working=True)
    decision = Decision.objects.create(
        id=same_id("decision", number),
        round=found,
        text=row["text"],
        why=row["why"],
        owner=owner,
        due_on=due_on,
        made_on=made_on,
    )
    promise = followups.promise(
        what=decision.text,
        owner=owner,
        due_on=due_on,
        source=SOURCE,
        source_id=decision.pk,
        source_label=str(found),
        source_url=f"/dialogues/pack/{found.pk}/",
        by=demo.people[row["by"]],
        promised_on=made_on,
    )
    if "done" in row:
        followups.mark_done(promise, by=owner, on=demo.day(row["done"], working=True))


def remove() -> None:
    """Concepts and checks go; evaluations, decisions and counts go with their rounds, sheets by hand."""
    for one in Evaluation.objects.values_list("pk", flat=True):
        AnswerSheet.objects.filter(about=one).delete()
    RoundCount.objects.all().delete()
    Evaluation.objects.all().delete()
    Decision.objects.all().delete()
    Check.objects.all().delete()
    Round.objects.update(concept=None)
    Concept.objects.all().delete()
