"""What the demo's people can: the case's four people as they stand there, the others made up, alike each time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.competences.demo.catalogue import same_id
from haandgreb.competences.models import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wheel, Wish
from haandgreb.competences.queries.required import required_of
from haandgreb.competences.rules import wheel
from haandgreb.competences.rules.gap import ALONE, TOP_LEVEL
from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-levels.toml"

Row = dict[str, Any]
Levels = dict[str, dict[str, int]]
"""Person, competence, level."""


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@dataclass
class _Loading:
    """What is read once: what each role asks for by the keys of the case, where people work, who their manager is."""

    demo: Demo
    asked: Levels = field(default_factory=dict)
    unit: dict[str, str] = field(default_factory=dict)
    hired: dict[str, date] = field(default_factory=dict)
    manager: dict[str, Person | None] = field(default_factory=dict)

    @classmethod
    def begin(cls, demo: Demo) -> _Loading:
        loading = cls(demo)
        people = {person.pk: key for key, person in demo.people.items()}
        competences = {competence.pk: key for key, competence in demo.things["competences"].items()}
        for person, asked in required_of(demo.people.values(), demo.today).items():
            found = {competences[pk]: one.level for pk, one in asked.items() if pk in competences}
            loading.asked[people[person]] = dict(sorted(found.items()))
        for person, managers in managers_of_many(demo.people.values(), demo.today).items():
            loading.manager[people[person]] = managers[0] if managers else None
        units = {unit.pk.hex: key for key, unit in demo.units.items()}
        large = set(content()["large"])
        rows = Engagement.objects.on(demo.today).filter(person__in=list(people)).select_related("unit")
        for row in rows.order_by("-is_primary", "valid_from"):
            above = [units.get(part, "") for part in row.unit.path.split("/") if part]
            loading.unit.setdefault(people[row.person_id], next((key for key in above if key in large), ""))
            loading.hired.setdefault(people[row.person_id], row.valid_from)
        return loading

    def members(self, unit: str) -> list[str]:
        """The keys of everybody in a large unit and below."""
        return sorted(key for key, where in self.unit.items() if where == unit)

    def competence(self, key: str) -> Any:
        return self.demo.things["competences"][key]

    def moment(self, offset: int) -> datetime:
        """Ten in the morning of a working day; what is past stays before T."""
        day = min(self.demo.day(offset, working=True), self.demo.today - timedelta(days=1))
        return datetime.combine(day, time(10), tzinfo=clock.COPENHAGEN).astimezone(clock.now().tzinfo)


def load(demo: Demo) -> None:
    """Estimates, agreed levels with some of their past, uses, wishes and two proposals that wait."""
    loading = _Loading.begin(demo)
    levels = agreed_levels(loading)
    rows = [row for key in sorted(levels) for row in _agreed(loading, key, levels[key])]
    AgreedLevel.objects.bulk_create(rows)
    Wheel.objects.bulk_create(_wheels(loading, levels))
    SelfLevel.objects.bulk_create([row for key in sorted(levels) for row in _estimates(loading, key, levels[key])])
    Wish.objects.bulk_create(_wishes(loading))
    Evidence.objects.bulk_create(_uses(loading))
    LevelProposal.objects.bulk_create(_proposals(loading))


def agreed_levels(loading: _Loading) -> Levels:
    """Every agreed level: the case's four people exactly, the others so that large units have figures to show."""
    case = {row["id"]: _of_case(row["agreed"], loading.asked[row["id"]]) for row in content()["person"]}
    known = [key for key in loading.asked if key not in content()["unknown"] and loading.asked[key]]
    levels: Levels = {key: dict(case.get(key, {})) for key in known}
    for unit in [*content()["large"], ""]:
        members = [key for key in loading.members(unit) if key in levels]
        for competence in sorted({one for key in members for one in loading.asked[key]}):
            _share_out(loading, levels, unit, competence, [key for key in members if key not in case])
        if unit:
            _hold_by_one(loading, levels, unit, members, set(case))
    return levels


def _of_case(levels: list[int], asked: dict[str, int]) -> dict[str, int]:
    """The row by competence; a nought that nobody asks for is not in the wheel."""
    found = {f"K{number:02}": level for number, level in enumerate(levels, 1)}
    return {key: level for key, level in found.items() if level or asked.get(key)}


def _share_out(loading: _Loading, levels: Levels, unit: str, competence: str, people: list[str]) -> None:
    """Who of the unit lacks the competence: nobody, everybody, or at least five beside at least five who do not."""
    asked = [key for key in people if competence in loading.asked[key]]
    chance = loading.demo.chance(f"levels-{unit}-{competence}")
    fixed = [
        key
        for key, row in levels.items()
        if key not in people and loading.unit[key] == unit and competence in row and competence in loading.asked[key]
    ]
    lacks_already = sum(levels[key][competence] < loading.asked[key][competence] for key in fixed)
    sizes = [
        size
        for size in range(len(asked) + 1)
        if all(
            part == 0 or part >= ENOUGH
            for part in (size + lacks_already, len(asked) + len(fixed) - size - lacks_already)
        )
    ]
    size = chance.choice(sizes or range(len(asked) + 1))
    lacking = set(chance.sample(asked, size))
    for key in asked:
        level = loading.asked[key][competence]
        if key in lacking:
            levels[key][competence] = max(0, level - (2 if level > ALONE and chance.random() < 0.3 else 1))
        else:
            levels[key][competence] = min(TOP_LEVEL, level + (chance.random() < 0.2))


def _hold_by_one(loading: _Loading, levels: Levels, unit: str, members: list[str], fixed: set[str]) -> None:
    """In the large unit exactly the named competences are held at level 3 or above by one person alone."""
    named = [row for row in content()["alone"] if row["unit"] == unit and row["person"] in members]
    alone = {row["competence"]: row["person"] for row in named}
    for competence in sorted({one for key in members for one in levels[key]}):
        holders = [key for key in members if levels[key].get(competence, 0) >= ALONE]
        if competence in alone:
            for key in holders:
                levels[key][competence] = ALONE - 1
            levels[alone[competence]][competence] = max(ALONE, loading.asked[alone[competence]].get(competence, 0))
        elif len(holders) == 1:
            _join_or_leave(loading, levels, competence, members, holders[0], fixed)


def _join_or_leave(
    loading: _Loading, levels: Levels, competence: str, members: list[str], holder: str, fixed: set[str]
) -> None:
    """A second one reaches level 3 where her role asks for it; else the first one stays below it."""
    others = [
        key for key in members if key not in fixed and key != holder and loading.asked[key].get(competence, 0) >= ALONE
    ]
    if others:
        levels[others[0]][competence] = loading.asked[others[0]][competence]
    elif holder not in fixed:
        levels[holder][competence] = ALONE - 1


def _case_row(key: str) -> Row | None:
    return next((row for row in content()["person"] if row["id"] == key), None)


def _talk(loading: _Loading, key: str) -> int:
    """The day of the talk levels were agreed in, counted from T: in the last year, and not before she was here."""
    row = _case_row(key)
    if row is not None:
        return int(row["agreed_at"])
    earliest = (loading.hired[key] - loading.demo.today).days + 30
    return loading.demo.chance(f"talk-{key}").randint(max(-350, min(earliest, -25)), -20)


def _agreed(loading: _Loading, key: str, levels: dict[str, int]) -> Iterator[AgreedLevel]:
    """What holds now; of people who have been here long some levels were lower the year before."""
    talk = _talk(loading, key)
    chance = loading.demo.chance(f"past-{key}")
    agreed_at = loading.moment(talk)
    before = loading.moment(talk - 365)
    was_here = clock.local_day(before) > loading.hired[key] and _case_row(key) is None
    facts = {"person": loading.demo.people[key], "agreed_with": loading.manager[key]}
    for competence, level in levels.items():
        about = {**facts, "competence": loading.competence(competence)}
        today = clock.local_day(agreed_at)
        yield AgreedLevel(
            id=same_id("agreed", key, competence), level=level, valid_from=today, agreed_at=agreed_at, **about
        )
        if was_here and level and chance.random() < 0.25:
            yield AgreedLevel(
                id=same_id("agreed", key, competence, "before"),
                level=level - 1,
                valid_from=clock.local_day(before),
                valid_to=today,
                agreed_at=before,
                **about,
            )


def _wheels(loading: _Loading, levels: Levels) -> Iterator[Wheel]:
    for key, row in levels.items():
        columns = {loading.competence(competence).column: level for competence, level in row.items()}
        yield Wheel(person=loading.demo.people[key], levels=wheel.encode(columns))


def _estimates(loading: _Loading, key: str, agreed: dict[str, int]) -> Iterator[SelfLevel]:
    """Her own estimates before the talk: as in the case, or for one in three of the others near what was agreed."""
    row, chance = _case_row(key), loading.demo.chance(f"own-{key}")
    if row is not None:
        own, written, is_shared = _of_case(row["own"], loading.asked[key]), int(row["estimated"]), bool(row["shared"])
    elif chance.random() < 0.35:
        own = {
            competence: min(TOP_LEVEL, max(0, level + chance.choice([-1, 0, 0, 0, 1])))
            for competence, level in agreed.items()
        }
        written, is_shared = _talk(loading, key) - 10, chance.random() < 0.6
    else:
        return
    manager = loading.manager[key] if is_shared else None
    for competence, level in own.items():
        yield SelfLevel(
            id=same_id("own", key, competence),
            person=loading.demo.people[key],
            competence=loading.competence(competence),
            level=level,
            written_at=loading.moment(written),
            shared_with=manager,
            shared_at=loading.moment(written + 3) if manager is not None else None,
        )


def _wishes(loading: _Loading) -> Iterator[Wish]:
    for row in content()["person"]:
        manager = loading.manager[row["id"]] if row["shared"] else None
        said = {**dict.fromkeys(row["wants"], True), **dict.fromkeys(row["rather_not"], False)}
        for competence, wants in said.items():
            yield Wish(
                id=same_id("wish", row["id"], competence),
                person=loading.demo.people[row["id"]],
                competence=loading.competence(competence),
                wants=wants,
                written_at=loading.moment(row["estimated"]),
                shared_with=manager,
                shared_at=loading.moment(row["estimated"] + 3) if manager is not None else None,
            )


def _uses(loading: _Loading) -> Iterator[Evidence]:
    for row in content()["use"]:
        manager = loading.manager[row["person"]] if row["shared"] else None
        written = loading.moment(row["on"] + 1)
        yield Evidence(
            id=same_id("use", row["person"], row["competence"], row["on"]),
            person=loading.demo.people[row["person"]],
            competence=loading.competence(row["competence"]),
            used_on=clock.local_day(loading.moment(row["on"])),
            what=row["what"],
            came_of_it=row["came_of_it"],
            written_at=written,
            shared_with=manager,
            shared_at=written if manager is not None else None,
        )


def _proposals(loading: _Loading) -> Iterator[LevelProposal]:
    for row in content()["proposal"]:
        person, by = loading.demo.people[row["person"]], loading.demo.people[row["by"]]
        to = loading.manager[row["person"]] if by.pk == person.pk else person
        yield LevelProposal(
            id=same_id("proposal", row["person"], row["competence"]),
            person=person,
            competence=loading.competence(row["competence"]),
            level=row["level"],
            proposed_by=by,
            to=to,
            proposed_at=loading.moment(row["at"]),
        )
