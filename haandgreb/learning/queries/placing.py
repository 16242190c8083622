"""What a platform's completions would do now: whose they are, which activity is meant, what is there already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models.functions import Lower

from haandgreb.learning.models import Activity, Enrolment, Platform, PlatformCourse
from haandgreb.learning.rules.placing import Held, decide
from haandgreb.learning.rules.told import Told
from haandgreb.organisation.importing.values import fold
from haandgreb.organisation.models import Engagement, Person

FEW = 500
"""So many keys are asked for by name; for more of them everything is read once."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A completion with its person and activity; `enrolment` is the one it ends, or takes back."""

    told: Told
    person: UUID
    activity: UUID
    enrolment: Held | None = None


@dataclass
class Placing:
    """What saving would do."""

    new: list[Placed] = field(default_factory=list)
    ends: list[Placed] = field(default_factory=list)
    back: list[Placed] = field(default_factory=list)
    same: list[Told] = field(default_factory=list)
    gone: list[Told] = field(default_factory=list)
    nobody: list[Told] = field(default_factory=list)  # we know no such person
    several: list[Told] = field(default_factory=list)  # more than one person it fits
    no_course: list[tuple[UUID | None, Told]] = field(default_factory=list)  # we know no such activity

    @property
    def is_empty(self) -> bool:
        """Whether everything is as the list says already."""
        return not (self.new or self.ends or self.back)


def place(platform: Platform, told: Sequence[Told]) -> Placing:
    """What each completion would do now; a fixed number of queries for a few, and for very many."""
    found = Placing()
    people = people_by_key({one.person for one in told})
    courses = activities_by_key(platform)
    meant: list[tuple[Told, UUID, UUID]] = []
    for one in told:
        who = people.get(one.person, ())
        if len(who) != 1:
            (found.several if who else found.nobody).append(one)
            continue
        person = next(iter(who))
        activity = next((courses[key] for key in one.courses if key in courses), None)
        if activity is None:
            found.no_course.append((person, one))
        else:
            meant.append((one, person, activity))
    _settle(platform, meant, found)
    return found


def _settle(platform: Platform, meant: Sequence[tuple[Told, UUID, UUID]], found: Placing) -> None:
    held = _held({person for _one, person, _ in meant}, {activity for _one, _, activity in meant})
    for one, person, activity in meant:
        there = held[person, activity]
        verdict, enrolment = decide(one, platform.key, there)
        placed = Placed(one, person, activity, enrolment)
        if verdict in ("same", "gone"):
            (found.same if verdict == "same" else found.gone).append(one)
            continue
        {"new": found.new, "ends": found.ends, "back": found.back}[verdict].append(placed)
        if enrolment is not None:
            there.remove(enrolment)
        if verdict != "back":  # a later row of the same list finds it
            pk = enrolment.pk if enrolment is not None else UUID(int=0)
            there.append(Held(pk, "completed", one.completed_on, platform.key))


def people_by_key(keys: Collection[str]) -> dict[str, set[UUID]]:
    """Who each key may mean: login, mail address, number of the staff list, employee number; folded."""
    found: dict[str, set[UUID]] = defaultdict(set)
    rows = _few_people(keys) if len(keys) <= FEW else _all_people()
    for pk, *names in rows:
        for name in names:
            if name and (key := fold(name)) in keys:
                found[key].add(pk)
    return found


def _all_people() -> Iterator[tuple[Any, ...]]:
    """Everybody with everything she may be called, each table read once."""
    yield from Person.objects.order_by().values_list("pk", "ext_id", "email", "login").iterator(2000)
    jobs = Engagement.objects.order_by().exclude(employee_no="")
    yield from jobs.values_list("person", "employee_no").iterator(2000)


def _few_people(keys: Collection[str]) -> Iterator[tuple[Any, ...]]:
    """Those who may be called one of these, each name by its own index."""
    # SQLite knows the case of English letters only.
    spelled = {*keys, *("".join(one if one.isascii() else one.upper() for one in key) for key in keys)}
    written = {*keys, *(key.upper() for key in keys)}
    people = Person.objects.order_by()
    yield from people.filter(ext_id__in=written).values_list("pk", "ext_id")
    for name, rows in (("email", people.exclude(email="")), ("login", people)):
        called = rows.annotate(folded=Lower(name)).filter(folded__in=spelled)
        yield from called.values_list("pk", name)
    jobs = Engagement.objects.order_by().exclude(employee_no="").filter(employee_no__in=written)
    yield from jobs.values_list("person", "employee_no")


def activities_by_key(platform: Platform, *, with_titles: bool = True) -> dict[str, UUID]:
    """
    Our activities by what the platform may call them, folded: what somebody said, else its own number, else our code,
    else the title where only one has it.
    """
    linked = dict(PlatformCourse.objects.filter(platform=platform).values_list("key", "activity"))
    rows = Activity.objects.filter(source__in=("", platform.key)).order_by("pk")
    own: dict[str, UUID] = {}
    codes: dict[str, set[UUID]] = defaultdict(set)
    titles: dict[str, set[UUID]] = defaultdict(set)
    names = ("pk", "source", "external_id", "code", "title", "title_en")
    for pk, source, external_id, code, *both in rows.values_list(*names).iterator(2000):
        if source and external_id:
            own[fold(external_id)] = pk
        if code:
            codes[fold(code)].add(pk)
        for title in both:
            if title and with_titles:
                titles[fold(title)].add(pk)
    return {**_single(titles), **_single(codes), **own, **linked}


def _single(found: Mapping[str, set[UUID]]) -> dict[str, UUID]:
    return {key: next(iter(pks)) for key, pks in found.items() if len(pks) == 1}


def _held(people: Collection[UUID], activities: Collection[UUID]) -> dict[tuple[UUID, UUID], list[Held]]:
    """What each has in each activity, wishes and refusals apart: a wish is hers alone, and nobody said yes."""
    rows = Enrolment.objects.exclude(state__in=("wished", "declined", "replaced")).order_by("pk")
    names = ("person", "activity", "pk", "state", "completed_on", "source", "starts_on", "offering")
    held: dict[tuple[UUID, UUID], list[Held]] = defaultdict(list)
    many = len(people) > FEW
    wanted = [rows] if many else [rows.filter(person__in=list(people))]
    if many and len(activities) <= FEW:
        wanted = [rows.filter(activity__in=list(activities))]
    for found in wanted:
        for person, activity, pk, state, completed_on, source, starts_on, offering in found.values_list(
            *names
        ).iterator(2000):
            if activity in activities and person in people:
                one = Held(pk, state, completed_on, source, starts_on, offering is not None)
                held[person, activity].append(one)
    return held


def some(keys: Iterable[UUID]) -> Iterable[list[UUID]]:
    """The keys, a batch at a time."""
    left = iter(keys)
    while batch := list(islice(left, FEW)):
        yield batch
