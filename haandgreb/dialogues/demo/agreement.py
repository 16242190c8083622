"""What the demo's people have agreed: last year's, this year's, and what still waits for a yes."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import AgreedGoal, Agreement, AgreementVersion, Dialogue, FollowUpTalk
from haandgreb.dialogues.rules.following import half_year_on
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-agreement.toml"
THIS_YEAR, LAST_YEAR, LEADERS = "RU3", "RU0", "RU1"
STATES = {
    Dialogue.State.HELD: Agreement.State.WRITING,
    Dialogue.State.AGREEING: Agreement.State.OFFERED,
    Dialogue.State.AGREED: Agreement.State.AGREED,
    Dialogue.State.FOLLOWING: Agreement.State.AGREED,
    Dialogue.State.REPLACED: Agreement.State.REPLACED,
}
AGREED = (Agreement.State.AGREED, Agreement.State.REPLACED)

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _One:
    """A dialogue that was held, with the goals of its person that both can read."""

    round: str
    key: str
    dialogue: Dialogue
    number: int
    goals: list[DevelopmentGoal]


def load(demo: Demo) -> None:
    """An agreement for every talk that was held, the goals it holds, and the days to look again."""
    held = list(_held(demo))
    rows = {(one.round, one.key): _agreement(demo, one) for one in held}
    Agreement.objects.bulk_create(rows.values())
    for one in held:
        _hold_goals(one, rows[one.round, one.key])
    AgreementVersion.objects.bulk_create(list(_wordings(rows)))
    FollowUpTalk.objects.bulk_create(list(_half_years(held)))
    _notes(demo)


def _held(demo: Demo) -> Iterator[_One]:
    goals: defaultdict[UUID, list[DevelopmentGoal]] = defaultdict(list)
    for goal in DevelopmentGoal.objects.exclude(state=DevelopmentGoal.State.PRIVATE).order_by("written_at", "pk"):
        goals[goal.person_id].append(goal)
    for number, ((name, key), dialogue) in enumerate(demo.things["dialogues"].items()):
        if dialogue.state in STATES:
            mine = goals[dialogue.person_id] if name == THIS_YEAR else []
            yield _One(name, key, dialogue, number, [goal for goal in mine if _belongs(goal, dialogue)])


def _belongs(goal: DevelopmentGoal, dialogue: Dialogue) -> bool:
    """What both have agreed on stands in what is agreed; what is only shared, in what waits."""
    is_agreed = goal.state == DevelopmentGoal.State.AGREED
    return is_agreed or dialogue.state == Dialogue.State.AGREEING


def _agreement(demo: Demo, one: _One) -> Agreement:
    dialogue, texts = one.dialogue, content()
    state = _state(one)
    written = _after(dialogue, 1)
    row = Agreement(id=same_id("agreement", one.round, one.key), dialogue=dialogue, state=state, number=2)
    row.text = _text(one)
    row.changed_at, row.changed_by = written, dialogue.manager if one.number % 2 else dialogue.person
    if row.text is None:
        row.number = 1
    if state != Agreement.State.WRITING:
        row.offered_at = _after(dialogue, 2)
    if state == Agreement.State.ONE_YES:
        is_hers = one.key in texts["one_yes"]["employee"]
        row.yes_by, row.yes_number = dialogue.person if is_hers else dialogue.manager, row.number
    if state == Agreement.State.DIFFERING:
        row.differed_at = _after(dialogue, 5)
        row.asks_for_help = texts["differ"][one.key].get("asks_for_help", False)
    if state in AGREED:
        agreed = [goal.agreed_at for goal in one.goals if goal.agreed_at is not None]
        row.agreed_at = max([_after(dialogue, 4), *agreed])
        row.agreed_with, row.agreed_number = dialogue.manager, row.number
    return row


def _state(one: _One) -> str:
    if one.dialogue.state == Dialogue.State.AGREEING and one.round == THIS_YEAR:
        if one.key in content()["differ"]:
            return Agreement.State.DIFFERING
        yes = content()["one_yes"]
        if one.key in (*yes["employee"], *yes["manager"]):
            return Agreement.State.ONE_YES
    return STATES[Dialogue.State(one.dialogue.state)]


def _text(one: _One) -> str | None:
    texts = content()
    if one.round == LAST_YEAR:
        return str(texts["last_year"][one.number % len(texts["last_year"])])
    if one.round == LEADERS:
        return str(texts["leaders"][one.number % len(texts["leaders"])])
    if one.dialogue.state == Dialogue.State.HELD:
        begun: str | None = texts["begun"].get(one.key)
        return begun
    if one.key in texts["differ"]:
        return str(texts["differ"][one.key]["text"])
    return str(texts["text"].get(one.key, texts["usual"][one.number % len(texts["usual"])])).strip()


def _after(dialogue: Dialogue, days: int) -> datetime:
    """Two in the afternoon so many days after the talk."""
    assert dialogue.held_on is not None
    moment = datetime.combine(dialogue.held_on + timedelta(days=days), time(14), tzinfo=clock.COPENHAGEN)
    return min(moment, clock.now())


def _hold_goals(one: _One, row: Agreement) -> None:
    is_agreed = row.state in AGREED
    AgreedGoal.objects.bulk_create(
        AgreedGoal(
            agreement=row,
            goal=goal,
            version=goal.agreed_version if is_agreed and goal.agreed_version else goal.version,
            place=place,
        )
        for place, goal in enumerate(one.goals)
    )


def _wordings(rows: dict[tuple[str, str], Agreement]) -> Iterator[AgreementVersion]:
    """What it said before, and each side's own wording."""
    for key, text in content()["earlier"].items():
        row = rows[THIS_YEAR, key]
        facts = {"number": 1, "text": {"text": text.strip(), "goals": []}, "written_by": row.dialogue.person}
        yield AgreementVersion(id=same_id("wording", key), agreement=row, written_at=_after(row.dialogue, 0), **facts)
    for key, found in content()["differ"].items():
        row = rows[THIS_YEAR, key]
        for side, writer in (("employee", row.dialogue.person), ("manager", row.dialogue.manager)):
            if side in found:
                yield AgreementVersion(
                    id=same_id("wording", key, side),
                    agreement=row,
                    number=row.number,
                    side=True,
                    text={"text": found[side]},
                    written_by=writer,
                    written_at=_after(row.dialogue, 5),
                )


def _half_years(held: list[_One]) -> Iterator[FollowUpTalk]:
    """This year's talks after half a year; last year's are there already."""
    for one in held:
        found = one.dialogue.round
        if one.round == LAST_YEAR or one.dialogue.state != Dialogue.State.AGREED or found is None:
            continue
        assert one.dialogue.held_on is not None
        window = None
        if found.follow_up_from is not None and found.follow_up_to is not None:
            window = found.follow_up_from, found.follow_up_to
        due_on = half_year_on(one.dialogue.held_on, window)
        yield FollowUpTalk(
            id=same_id("follow-up", one.round, one.key), dialogue=one.dialogue, due_on=due_on, is_half_year=True
        )


def _notes(demo: Demo) -> None:
    for key, note in content()["notes"].items():
        talk = FollowUpTalk.objects.filter(pk=same_id("follow-up", LAST_YEAR, key), held_on__isnull=False).first()
        if talk is not None:
            talk.note = note
            talk.save(update_fields=["note"])
