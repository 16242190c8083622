"""The demo's talks in groups: planned, written in silence, voted on and followed, as people do it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.actions import group as actions
from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_own as own
from haandgreb.dialogues.actions import group_plan as plans
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import GroupPoint, GroupTalk
from haandgreb.followups import actions as followups
from haandgreb.organisation.models import Person
from haandgreb.shared.demo import Demo
from haandgreb.shared.times import moment_of

_FILE = Path(__file__).parents[1] / "content" / "demo-group.toml"

Row = dict[str, Any]


@cache
def content() -> list[Row]:
    """The groups of the content."""
    found: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["group"]
    return found


def load(demo: Demo) -> None:
    """Make the groups ("GR1") as far as each has come, and leave them in demo.things["groups"]."""
    demo.things["groups"] = {row["id"]: _load(demo, row) for row in content()}


def find(demo: Demo) -> None:
    """The groups that are still there."""
    found = GroupTalk.objects.in_bulk([same_id("group", row["id"]) for row in content()])
    keys = {same_id("group", row["id"]): row["id"] for row in content()}
    demo.things["groups"] = {keys[pk]: talk for pk, talk in found.items()}


def _load(demo: Demo, row: Row) -> GroupTalk:
    manager: Person = demo.people[row["manager"]]
    day = demo.day(row["day"], working=True)
    facts = {
        "kind": demo.things["kinds"][row["kind"]],
        "unit": demo.units[row["unit"]],
        "round": demo.things["rounds"].get(row.get("round", "")),
        "name": row.get("name", ""),
        "run": row.get("run", "steps"),
        "purpose": row["purpose"],
        "outcome": row["outcome"],
        "ground_rules": row["ground_rules"],
        "themes": row["themes"],
        "starts_at": moment_of(day, time(row["hour"])),
        "minutes": row.get("minutes", 120),
        "place": row["place"],
    }
    people = [demo.people[key] for key in row["people"]]
    is_over = "cards" in row
    talk_id = same_id("group", row["id"])
    talk = actions.plan(
        facts, people, by=manager, talk_id=talk_id, now=_morning(demo, row["day"] - 10), is_told=not is_over
    )
    if is_over:
        _talked(demo, row, talk, people, manager)
        talk.refresh_from_db()
    return talk


def _talked(demo: Demo, row: Row, talk: GroupTalk, people: list[Person], manager: Person) -> None:
    actions.begin(talk, by=manager, on=demo.day(row["day"], working=True))
    for what, texts in (("status", row["statuses"]), ("strength", row["strengths"])):
        for text in texts:
            cards.put(talk, what, text, by=manager)
    actions.go(talk, 99, version=None, by=manager)
    for text, need, writer, _dots in row["cards"]:
        cards.write(talk, text, by=demo.people[writer], need=need)
    for _first, text, writer in row["same"]:
        cards.write(talk, text, by=demo.people[writer])
    cards.show(talk, version=None, by=manager)
    _joined(row, talk, manager)
    _first_needs(row, talk, people, manager)
    _planned(demo, row, talk, manager)
    for line in row.get("private", ()):
        own.carry(talk, line["text"], by=demo.people[line["person"]])


def _joined(row: Row, talk: GroupTalk, manager: Person) -> None:
    """The card that came first stays on top, whatever the shuffle made of it."""
    for first, text, _writer in row["same"]:
        top, other = _card(talk, first), _card(talk, text)
        GroupPoint.objects.filter(pk=other.pk).update(place=top.place + 1)
        cards.sort(talk, [other.pk], top.need, by=manager)
        cards.join(talk, [top.pk, other.pk], by=manager)


def _first_needs(row: Row, talk: GroupTalk, people: list[Person], manager: Person) -> None:
    if isinstance(row["cards"][0][3], str):
        votes.agree_by_talking(talk, version=None, by=manager)
        chosen = [_card(talk, text).pk for text, _need, _writer, place in row["cards"] if place]
        votes.choose(talk, chosen, by=manager)
        return
    votes.open_vote(talk, version=None, by=manager)
    dealt = [str(_card(talk, text).pk) for text, _need, _writer, dots in row["cards"] for _dot in range(dots)]
    for number, person in enumerate(people):
        mine = dealt[number :: len(people)]
        votes.give_dots(talk, {card: mine.count(card) for card in mine}, by=person)
    votes.count_dots(talk, version=None, by=manager)


def _planned(demo: Demo, row: Row, talk: GroupTalk, manager: Person) -> None:
    promised = demo.day(row["day"], working=True)
    for number, line in enumerate(row["line"]):
        made = plans.add_line(
            talk, _line(demo, line), by=manager, line_id=same_id("group", row["id"], "line", number), on=promised
        )
        if made.promise is not None and line.get("done"):
            followups.mark_done(made.promise, by=made.promise.owner, on=made.promise.due_on)
    plans.send(talk, version=None, by=manager, on=demo.day(row["sent"], working=True), is_told=False)
    for review, (note, _later) in zip(talk.reviews.all(), row["reviews"], strict=False):
        plans.review(review, note, by=manager, on=review.due_on)


def _line(demo: Demo, line: Row) -> Row:
    return {
        "what": line["what"],
        "who": demo.people[line["who"]] if "who" in line else None,
        "when": demo.day(line["when"], working=True),
        "is_from": line.get("is_from", False),
        "handle": line["handle"],
        "sign": line.get("sign") or "; ".join(_titles(demo, line)),
    }


def _titles(demo: Demo, line: Row) -> Iterator[str]:
    """A sign that is a step of the strategy is called as it is there."""
    for kind, key in (("practices", line.get("practice")), ("results", line.get("result"))):
        if key is not None:
            yield str(demo.things[kind][key])


def _card(talk: GroupTalk, text: str) -> GroupPoint:
    shown = talk.points.filter(what=GroupPoint.What.NEED, writer=None)
    return next(card for card in shown if card.text == text)


def _morning(demo: Demo, offset: int) -> datetime:
    return moment_of(demo.day(min(offset, 0)), time(8, 30))
