"""
What came of a year's learning, in counts (transfer.md 7 and 10): so many of so many, each with its own time and source.

Nothing is filled in: who has not answered is counted as not having answered. Nothing is multiplied, summed into a
score or turned into a return. A figure is a list of counts of enrolments, told where five people or more are behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median_low

from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.learning.rules.ladder import LEARNER, OFTEN, PART, Rung, Told, ladder, learned

USE_DAYS = (7, 45, 90)
STATUS_DAYS = (45, 90)
FIRST_USE, ASKED, STATUS, RESULT = 7, 14, 45, 90
USES = range(4)
RESULTS = range(4)
USEFUL = range(1, 6)
CONTRIBUTIONS = ("probably", "unclear", "no")


@dataclass(frozen=True)
class Taken:
    """
    One enrolment that has begun, not mandatory. `is_ours`: it was agreed here, not told of by a platform afterwards.

    `talked_on`, `asked_on`: when the talk before was held and when the manager, `asker`, asked; `ask_by` the last day.
    """

    person: Hashable
    activity: str
    provider: str
    starts_on: date
    ends_on: date
    is_ours: bool = True
    completed_on: date | None = None
    talked_on: date | None = None
    asked_on: date | None = None
    ask_by: date | None = None
    asker: Hashable | None = None
    told: tuple[Told, ...] = ()
    contribution: str = ""
    brakes: frozenset[str] = frozenset()
    practices: frozenset[str] = frozenset()
    useful: int | None = None

    def is_due(self, day: int, today: date) -> bool:
        """Whether so many days have passed since the last course day."""
        return self.ends_on + timedelta(days=day) <= today

    @property
    def had_talk(self) -> bool:
        """The talk was held before it began."""
        return self.talked_on is not None and self.talked_on <= self.starts_on

    @property
    def was_asked(self) -> bool:
        """The manager asked within fourteen days; where the fourteenth is no working day, by the next one."""
        last = max(self.ends_on + timedelta(days=ASKED), self.ask_by or date.min)
        return self.asked_on is not None and self.asked_on <= last

    def use(self, day: int) -> int | None:
        """What the learner told of use on the day."""
        return next((one.use for one in self.told if one.day == day and one.source == LEARNER), None)

    def used_by_others_eyes(self) -> bool | None:
        """Whether a manager or colleague saw it used several times or more, 45 days after; None where nobody told."""
        seen = [one.use for one in self.told if one.source != LEARNER and one.day == STATUS and one.use is not None]
        return max(seen) >= OFTEN if seen else None


@dataclass
class Figure:
    """Counts of enrolments, and who is behind those that were answered: five are enough to know that it is enough."""

    counts: list[int]
    people: set[Hashable] = field(default_factory=set)

    def add(self, place: int, person: Hashable, *, answered: bool = True) -> None:
        self.counts[place] += 1
        if answered and len(self.people) < ENOUGH:
            self.people.add(person)


def figures(rows: Iterable[Taken], today: date) -> dict[str, Figure]:
    """
    Every figure of the year by its name. The last count is those who have not answered, where the figure asks.

    talk, asked: yes, no · use7, use45, use90: 0–3, silent · first_use: within seven days yes, no, silent · status45,
    status90: told, not told · second: others see it yes, no, silent · useful: 1–5, silent · learned: higher now, not,
    silent · result: 0–3, silent · contribution: three answers, silent · with_talk, without_talk, others (told of by a
    platform): used several times at 45 days or more, less · flow_…: yes, no, silent of people whose 45 days have
    passed · taken: all · brake_…: how often.
    """
    rows = list(rows)
    found: dict[str, Figure] = {}
    latest = set(map(id, latest_of_each(rows, today)))
    for row in rows:
        _count(found, row, today, is_latest=id(row) in latest)
    if len({row.asker for row in rows if row.asker is not None and row.is_due(ASKED, today)}) < ENOUGH:
        found.pop("asked", None)  # what managers do is told of five managers or more
    if not _groups_stand(found):
        for name in GROUPS:
            found.pop(name, None)
    return found


GROUPS = ("with_talk", "without_talk", "others")


def _groups_stand(found: Mapping[str, Figure]) -> bool:
    """
    With a talk, without, and told of by a platform: each none or five, as together they are those who told of use.

    One that is missing could be worked out from the others and the whole (algorithms.md 3, attribute splits).
    """
    return all(name not in found or len(found[name].people) >= ENOUGH for name in GROUPS)


def latest_of_each(rows: Iterable[Taken], today: date) -> list[Taken]:
    """
    The latest of everybody's enrolments whose 45 days have passed: flows are of people, each once.

    The same ones are counted for the whole, with and without a talk, and course by course: two ways of counting would
    differ by the few who took part in several.
    """
    latest: dict[Hashable, Taken] = {}
    for row in rows:
        if row.is_due(STATUS, today):
            held = latest.get(row.person)
            if held is None or _order(row) > _order(held):
                latest[row.person] = row
    return list(latest.values())


def _order(row: Taken) -> tuple[date, date, str, bool, bool, str]:
    return (row.ends_on, row.starts_on, row.activity, row.is_ours, row.had_talk, repr(row.told))


def _count(found: dict[str, Figure], row: Taken, today: date, *, is_latest: bool) -> None:
    def at(name: str, size: int, place: int | None) -> None:
        figure = found.setdefault(name, Figure([0] * size))
        figure.add(size - 1 if place is None else place, row.person, answered=place is not None)

    at("taken", 1, 0)
    _acts(row, today, at)
    _use(row, today, at, is_latest=is_latest)
    if row.is_due(0, today):
        _at_the_end(row, at)
    if is_latest:
        _after_45_days(row, at)
    if row.is_due(RESULT, today):
        levels = [one.result_level for one in row.told if one.day == RESULT and one.source == LEARNER]
        at("result", 5, next((level for level in levels if level is not None), None))
        at("contribution", 4, CONTRIBUTIONS.index(row.contribution) if row.contribution in CONTRIBUTIONS else None)
    for brake in row.brakes:
        at(f"brake_{brake}", 1, 0)


_At = Callable[[str, int, "int | None"], None]


def _acts(row: Taken, today: date, at: _At) -> None:
    """What was done before and after, where it was agreed here."""
    if row.is_ours:
        at("talk", 2, 0 if row.had_talk else 1)
        if row.is_due(ASKED, today):
            at("asked", 2, 0 if row.was_asked else 1)


def _use(row: Taken, today: date, at: _At, *, is_latest: bool) -> None:
    """What was told of use, day by day; after 45 days of everybody once."""

    def is_counted(day: int) -> bool:
        return is_latest if day == STATUS else row.is_due(day, today)

    if row.is_due(FIRST_USE, today):
        at("first_use", 3, _yes(row.use(FIRST_USE), lambda use: use > 0))
    for day in USE_DAYS:
        if is_counted(day):
            at(f"use{day}", 5, row.use(day))
    for day in STATUS_DAYS:
        if is_counted(day):
            told = any(one.day == day and one.source == LEARNER for one in row.told)
            at(f"status{day}", 2, 0 if told else 1)


def _yes(value: int | None, says: Callable[[int], bool]) -> int | None:
    return None if value is None else 0 if says(value) else 1


def _reached(value: bool | None) -> int | None:
    return None if value is None else 0 if value else 1


def _at_the_end(row: Taken, at: _At) -> None:
    end = next((one for one in row.told if one.day == 0 and one.source == LEARNER), None)
    at("useful", 6, row.useful - 1 if row.useful is not None else None)
    at("learned", 3, _reached(learned(end)) if end is not None else None)


def _after_45_days(row: Taken, at: _At) -> None:
    use = row.use(STATUS)
    at("second", 3, _reached(row.used_by_others_eyes()))
    if use is not None:
        group = "others" if not row.is_ours else "with_talk" if row.had_talk else "without_talk"
        at(group, 2, 0 if use >= OFTEN else 1)
    rungs = {step.rung: step.reached for step in ladder(row.completed_on, row.told)}
    at("flow_taken", 1, 0)
    at("flow_learned", 3, _reached(rungs[Rung.LEARNED]))
    at("flow_used", 3, _reached(rungs[Rung.USED]))
    at("flow_seen", 3, _reached(rungs[Rung.SEEN]))
    at("flow_part", 3, _reached(is_part(row)))


def is_part(row: Taken) -> bool | None:
    """Whether it is part of practice by what the learner told last, from 45 days on: her status, or regular use."""
    said = [one for one in sorted(row.told, key=lambda one: one.day) if one.source == LEARNER and one.day >= STATUS]
    told = [one for one in said if one.status or one.use is not None]
    known = [one.status == PART if one.status else one.use == max(USES) for one in told]
    return known[-1] if known else None


def uses_it(row: Taken) -> bool:
    """Whether the learner told last that she uses it several times or more."""
    told = [one for one in sorted(row.told, key=lambda one: one.day) if one.source == LEARNER and one.use is not None]
    return bool(told) and (told[-1].use or 0) >= OFTEN


def median_age(named_on: Iterable[date], today: date) -> int | None:
    """How many days half of what stands in the way has stood there, at least; None of nothing."""
    ages = [(today - day).days for day in named_on]
    return median_low(ages) if ages else None


def practices_in_use(rows: Iterable[Taken], before: Iterable[str], enough: int) -> list[str]:
    """
    The practices that so many people use, each by her own word; never how many.

    What was told before stays told as long as anybody uses it: that one person stopped is nobody's business.
    """
    people: defaultdict[str, set[Hashable]] = defaultdict(set)
    for row in rows:
        if uses_it(row):
            for practice in row.practices:
                people[practice].add(row.person)
    kept = {one for one in before if people.get(one)}
    return sorted(kept | {one for one, who in people.items() if len(who) >= enough})


def course_splits(rows: Iterable[Taken], today: date) -> Mapping[str, tuple[tuple[int, int, int], int]]:
    """
    For the whole, each provider and each activity: people with a talk before, without, and the rest; and how many use
    it. The rest have not answered, or a platform told of them.

    Everybody counts once, with the latest of her enrolments whose 45 days have passed. Keys: "", "p:…", "a:…".
    """
    splits: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in latest_of_each(rows, today):
        use = row.use(STATUS) if row.is_ours else None
        place = 2 if use is None else 0 if row.had_talk else 1
        for key in keys_of(row):
            splits[key][place] += 1
            splits[key][3] += use is not None and use >= OFTEN
    return {key: ((a, b, c), used) for key, (a, b, c, used) in splits.items()}


def keys_of(row: Taken) -> tuple[str, ...]:
    """The nested groups of a row, the smallest first: its activity, its provider, all."""
    return (f"a:{row.activity}", f"p:{row.provider}", "")
