"""The demo's rounds: who talks with whom, and how far they are. What they write comes with the other parts."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from haandgreb.dialogues.actions.kinds import load_kinds
from haandgreb.dialogues.models import Dialogue, FollowUpTalk, Kind, Round, YearEvent
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.queries.managers import managers_above, managers_of_many
from haandgreb.shared import audit, clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parents[1] / "content" / "demo-rounds.toml"
OUTSIDE = "student"  # outside what the works council has decided
FOLLOWED_UP = -270  # last year, half a year after the talks

Row = dict[str, Any]
State = Dialogue.State


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def same_id(*parts: object) -> UUID:
    """The same id for the same thing each time the demo is loaded, so that addresses stay."""
    return uuid5(NAMESPACE_URL, "/".join(["haandgreb-demo", "dialogues", *(str(part) for part in parts)]))


@dataclass
class _Loading:
    """What is read once: jobs and nearest managers by the keys of the case, and who leads somebody."""

    demo: Demo
    job: dict[str, Engagement] = field(default_factory=dict)
    manager: dict[str, Person | None] = field(default_factory=dict)

    @classmethod
    def begin(cls, demo: Demo) -> _Loading:
        loading = cls(demo)
        keys = {person.pk: key for key, person in demo.people.items()}
        for job in Engagement.objects.on(demo.today).filter(person__in=list(keys)).order_by("-is_primary", "pk"):
            loading.job.setdefault(keys[job.person_id], job)
        for pk, managers in managers_of_many(demo.people.values(), demo.today).items():
            loading.manager[keys[pk]] = managers[0] if managers else None
        return loading

    def hired(self, key: str) -> date:
        return self.job[key].valid_from

    def manager_on(self, key: str, day: date) -> Person | None:
        """Who led the person then: the nearest of today's managers who was here already."""
        above = managers_above(self.demo.people[key], self.demo.today)
        here = {self.demo.people[one].pk: self.hired(one) for one in self.job}
        return next((one for one in above if here.get(one.pk, day) <= day), None)


def load(demo: Demo) -> None:
    """
    Make RU0 … RU3, their dialogues, last year's follow-ups and the rest of the year.

    Leaves in demo.things "kinds" by key, "rounds" by "RU0" and "dialogues" by ("RU3", "P13").
    """
    load_kinds()
    demo.things["kinds"] = {kind.key: kind for kind in Kind.objects.all()}
    demo.things["rounds"] = {row["id"]: _round(demo, row) for row in content()["round"]}
    loading = _Loading.begin(demo)
    dialogues = dict(_dialogues(loading))
    Dialogue.objects.bulk_create(dialogues.values())
    demo.things["dialogues"] = dialogues
    FollowUpTalk.objects.bulk_create(_follow_ups(demo, dialogues))
    for row in content()["event"]:
        _event(demo, row)
    audit.record("demo dialogues loaded", rounds=len(demo.things["rounds"]), dialogues=len(dialogues))


def find(demo: Demo) -> None:
    """The kinds, rounds and dialogues that are still there."""
    demo.things["kinds"] = {kind.key: kind for kind in Kind.objects.all()}
    rounds = {same_id(row["id"]): row["id"] for row in content()["round"]}
    demo.things["rounds"] = {rounds[pk]: one for pk, one in Round.objects.in_bulk(list(rounds)).items()}
    keys = {same_id(name, key): (name, key) for name in rounds.values() for key in demo.people}
    demo.things["dialogues"] = {keys[pk]: one for pk, one in Dialogue.objects.in_bulk(list(keys)).items()}


def remove() -> None:
    """Rounds and the year go, whoever wrote them: in a demo all of it is the demo's. Dialogues go with them."""
    Round.objects.all().delete()
    YearEvent.objects.all().delete()


def _round(demo: Demo, row: Row) -> Round:
    title, began = Text.of(row["title"]), _moment(demo, row["prepare"])
    made = Round(
        id=same_id(row["id"]),
        kind=demo.things["kinds"][row["kind"]],
        title=title.da,
        title_en=title.en,
        state=row["state"],
        discussed_on=demo.day(row["discussed"], working=True),
        kickoff_on=demo.day(row["kickoff"], working=True) if "kickoff" in row else None,
        prepare_from=demo.day(row["prepare"]),
        talks_from=demo.day(row["talks"][0]),
        talks_to=demo.day(row["talks"][1]),
        follow_up_from=demo.day(row["follow_up"][0]),
        follow_up_to=demo.day(row["follow_up"][1]),
        made_by=demo.people["P71"],
        started_at=began,
        ready_at=began,
        closed_at=_moment(demo, row["closed"]) if "closed" in row else None,
        kinds_out=[OUTSIDE] if row["kind"] == "mus" else [],
    )
    made.save()
    made.units.set([demo.units["MSS"]])
    return made


def _event(demo: Demo, row: Row) -> None:
    title, (first, last) = Text.of(row["title"]), row["days"]
    YearEvent.objects.create(
        id=same_id("event", title.da),
        title=title.da,
        title_en=title.en,
        starts_on=demo.day(first),
        ends_on=demo.day(last),
        who=row["who"],
    )


def _dialogues(loading: _Loading) -> Iterator[tuple[tuple[str, str], Dialogue]]:
    yield from _last_year(loading)
    for key, day in content()["RU1"].items():
        yield ("RU1", key), _dialogue(loading, "RU1", key, State.AGREED, held_on=_day(loading.demo, day))
    yield from _this_year(loading)


def _last_year(loading: _Loading) -> Iterator[tuple[tuple[str, str], Dialogue]]:
    """Everybody who was here; replaced where this year's talk has been."""
    row, this_year = _row("RU0"), content()["RU3"]
    first, last = row["talks"]
    staff = [key for key in _staff(loading) if loading.hired(key) <= loading.demo.day(row["prepare"])]
    renewed = {*this_year["agreed"], *this_year["agreeing"], *this_year["held"]}
    for number, key in enumerate(staff):
        if key in content()["RU0"]["cancelled"]:
            yield ("RU0", key), _dialogue(loading, "RU0", key, State.CANCELLED)
            continue
        held_on = _day(loading.demo, first + round((last - first) * number / (len(staff) - 1)))
        followed_up = key in content()["RU0"]["followed_up"]
        state = State.REPLACED if key in renewed else State.FOLLOWING if followed_up else State.AGREED
        yield ("RU0", key), _dialogue(loading, "RU0", key, state, held_on=held_on)


def _this_year(loading: _Loading) -> Iterator[tuple[tuple[str, str], Dialogue]]:
    demo, rows = loading.demo, content()["RU3"]
    for state in (State.AGREED, State.AGREEING, State.HELD):
        for number, key in enumerate(rows[state]):
            day = rows["on"].get(key) or _spread(state, number, len(rows[state]))
            yield ("RU3", key), _dialogue(loading, "RU3", key, state, held_on=_day(demo, day))
    for key, (offset, hour, place) in rows["booked"].items():
        at = datetime.combine(demo.day(offset, working=True), time(hour), tzinfo=clock.COPENHAGEN)
        yield ("RU3", key), _dialogue(loading, "RU3", key, State.BOOKED, starts_at=at, place=place)
    for key, (why, until) in rows["postponed"].items():
        until_day = demo.day(until, working=True)
        facts = {"why_postponed": why, "postponed_to": until_day}
        yield ("RU3", key), _dialogue(loading, "RU3", key, State.POSTPONED, **facts)


def _spread(state: str, number: int, many: int) -> int:
    """A day of the round's talks: the earlier it was, the further it is."""
    first, last = {State.AGREED: (-84, -35), State.AGREEING: (-48, -24), State.HELD: (-30, -21)}[State(state)]
    return first + round((last - first) * number / (many - 1))


def _dialogue(loading: _Loading, name: str, key: str, state: str, **facts: Any) -> Dialogue:
    made = Dialogue(id=same_id(name, key), person=loading.demo.people[key], engagement=loading.job[key], state=state)
    made.round = loading.demo.things["rounds"][name]
    made.kind = made.round.kind
    made.minutes = made.kind.minutes
    opened = max(made.round.prepare_from, loading.hired(key))
    made.made_at = made.manager_since = datetime.combine(opened, time(8), tzinfo=clock.COPENHAGEN)
    made.manager = loading.manager_on(key, opened) if name == "RU0" else loading.manager[key]
    held_on: date | None = facts.get("held_on")
    if held_on is not None:
        made.starts_at = datetime.combine(held_on, time(10), tzinfo=clock.COPENHAGEN)
    for fact, value in facts.items():
        setattr(made, fact, value)
    made.stands_from = made.starts_at
    return made


def _follow_ups(demo: Demo, dialogues: dict[tuple[str, str], Dialogue]) -> Iterator[FollowUpTalk]:
    """Last year's half-year talks: planned with everybody, held with some."""
    day = demo.day(FOLLOWED_UP, working=True)
    for (name, key), dialogue in dialogues.items():
        if name != "RU0" or dialogue.held_on is None:
            continue
        was_held = key in content()["RU0"]["followed_up"]
        yield FollowUpTalk(
            id=same_id("follow-up", name, key),
            dialogue=dialogue,
            due_on=day,
            is_half_year=True,
            held_on=day if was_held else None,
            held_with=dialogue.manager if was_held else None,
        )


def _staff(loading: _Loading) -> list[str]:
    """Those in the rounds of MUS: everybody who leads nobody and is no student assistant."""
    leaders = {one.pk for one in loading.manager.values() if one is not None} | {loading.demo.people["P01"].pk}
    people = loading.demo.people.items()
    return [key for key, one in people if one.pk not in leaders and loading.job[key].kind != OUTSIDE]


def _row(name: str) -> Row:
    return next(row for row in content()["round"] if row["id"] == name)


def _day(demo: Demo, offset: int) -> date:
    """A working day, never later than yesterday."""
    return min(demo.day(offset, working=True), demo.today - timedelta(days=1))


def _moment(demo: Demo, offset: int) -> datetime:
    """Eight in the morning that day."""
    return datetime.combine(demo.day(offset), time(8), tzinfo=clock.COPENHAGEN)
