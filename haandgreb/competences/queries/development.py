"""What the pages of development goals ask: lists, one goal, its earlier texts, and who else reads what of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from haandgreb.competences.models import (
    DevelopmentGoal,
    DevelopmentGoalVersion,
    DevelopmentQuerySet,
    GoalFollowUp,
    PathStep,
    Support,
)
from haandgreb.competences.queries.development_links import Chain, chain_of
from haandgreb.competences.queries.development_reading import path_of, readable, support_of
from haandgreb.competences.queries.development_text import facts_of
from haandgreb.competences.rules.development import Hint, Missing, hints, missing, next_status
from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.permissions import hr_units
from haandgreb.organisation.queries.managers import chosen_on, may_agree_with
from haandgreb.strategy.models import GoalVersion

State = DevelopmentGoal.State
Status = DevelopmentGoal.Status


@dataclass(frozen=True)
class Line:
    """One goal in a list."""

    goal: DevelopmentGoal
    chain: Chain
    follow_up_on: date | None

    @property
    def next_status(self) -> str:
        """Where one press leads; "" where it leads nowhere."""
        return next_status(self.goal.status)

    @property
    def next_label(self) -> str:
        """The next status in words."""
        return str(Status(self.next_status).label) if self.next_status else ""


def with_links(rows: DevelopmentQuerySet) -> DevelopmentQuerySet:
    """Loaded with all that stands on the line above."""
    return rows.select_related(
        "person", "goal", "result", "practice", "learning_goal", "said", "competence", "shared_with", "agreed_with",
        "yes_by", "changed_by",
    )  # fmt: skip


def lines_of(person: Person) -> list[Line]:
    """Her own goals, for herself; those under way first; two queries."""
    goals = with_links(DevelopmentGoal.objects.filter(person=person))
    return _lines(sorted(goals, key=lambda goal: goal.status in (Status.PART, Status.REPLACED)))


def staff_lines(manager: Person, today: date) -> list[tuple[Person, list[Line]]]:
    """The goals of the manager's own staff that she may read, person by person in Danish order."""
    goals = with_links(DevelopmentGoal.objects.visible_to(manager, today).exclude(person=manager))
    found: dict[Person, list[Line]] = {}
    rows = goals.order_by("person__sort_key", "person", "written_at", "pk")
    for line in _lines(readable(rows, manager)):
        found.setdefault(line.goal.person, []).append(line)
    return list(found.items())


def _lines(goals: Iterable[DevelopmentGoal]) -> list[Line]:
    rows = list(goals)
    days = GoalFollowUp.objects.filter(goal__in=rows, held_on=None).order_by("-due_on").values_list("goal_id", "due_on")
    coming = dict(days)
    return [Line(goal, chain_of(goal), coming.get(goal.pk)) for goal in rows]


def open_titles(person: Person, today: date) -> list[DevelopmentGoal]:
    """What colleagues in her own units practise, where they have agreed on it and opened the title; nothing more."""
    units = Engagement.objects.on(today).filter(person=person).values("unit")
    here = Engagement.objects.on(today).filter(unit__in=units, person=OuterRef("person"))
    goals = _agreed_as_it_stands().filter(Exists(here), title_open=True).exclude(person=person)
    rows = goals.select_related("person")
    return list(rows.only("title", "person").order_by("person__sort_key", "written_at"))


def _agreed_as_it_stands() -> DevelopmentQuerySet:
    """Only what both have said yes to leaves the two; a text one of them has changed since does not."""
    agreed = DevelopmentGoal.objects.filter(state=State.AGREED, agreed_version=F("version"))
    return agreed.exclude(status=Status.REPLACED)


@dataclass(frozen=True)
class PassedOn:
    """What HR reads of a goal both have said may be passed on: title, activities with their type and day."""

    person: Person
    title: str
    steps: Sequence[PathStep]


def passed_on(hr: Person, today: date) -> list[PassedOn]:
    """Agreed goals both pass on, of people in the units HR is assigned to; three queries."""
    units = hr_units(hr, today).order_by().values("pk")
    here = Engagement.objects.on(today).filter(unit__in=units, person=OuterRef("person"))
    goals = _agreed_as_it_stands().filter(Exists(here), hr_by_person=True, hr_by_manager=True)
    rows = goals.select_related("person").only("title", "person").prefetch_related("path")
    return [
        PassedOn(goal.person, goal.title, list(goal.path.all()))
        for goal in rows.order_by("person__sort_key", "person", "written_at")
    ]


@dataclass(frozen=True)
class Promised:
    """A line of support, and what has become of it once it was promised."""

    line: Support
    promise: FollowUp | None


@dataclass(frozen=True)
class Page:
    """A development goal as one of the two reads it."""

    goal: DevelopmentGoal
    is_hers: bool
    chain: Chain
    said: GoalVersion | None  # what the goal above said then, where it says something else now
    path: list[PathStep]
    support: list[Promised]
    coming: list[GoalFollowUp]
    held: list[GoalFollowUp]
    managers: list[Person]
    missing: list[Missing] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    has_history: bool = False
    chosen: Person | None = None  # with whom it is agreed, where that is her choice: then no nearest manager reads it

    @property
    def is_changed_since(self) -> bool:
        """Agreed once, and not said yes to as it stands now."""
        return self.goal.is_changed_since

    @property
    def may_change(self) -> bool:
        """The reader reads the text as it stands, and may write in it."""
        return self.goal.agreed_text is None

    @property
    def waits_for_sharing(self) -> bool:
        """Changed since, and the one it was shared with is her manager no more: hers until she shares it anew."""
        return self.is_changed_since and self.manager is None

    @property
    def waits_for_yes(self) -> bool:
        """Both can still say yes to the text as it stands."""
        return self.goal.state == State.SHARED or (self.is_changed_since and not self.waits_for_sharing)

    @property
    def others(self) -> list[Person]:
        """Her managers the text is not shared with."""
        return [one for one in self.managers if one.pk != self.goal.shared_with_id]

    @property
    def manager(self) -> Person | None:
        """The other of the two, for the person: whom it is shared with, or whom it was agreed with."""
        if self.goal.state == State.SHARED:
            return self.goal.shared_with
        if self.is_changed_since:
            return next((one for one in self.managers if one.pk == self.goal.shared_with_id), None)
        agreed = next((one for one in self.managers if one.pk == self.goal.agreed_with_id), None)
        return agreed or (self.managers[0] if self.managers else None)


def page_of(goal: DevelopmentGoal, viewer: Person, today: date) -> Page:
    """All of one goal, for somebody who may read it, as `readable` gives it."""
    is_hers = goal.person_id == viewer.pk
    facts = facts_of(goal) if goal.agreed_text is None else None
    rows = list(goal.follow_ups.select_related("held_with"))
    return Page(
        goal=goal,
        is_hers=is_hers,
        chain=chain_of(goal),
        said=_said_otherwise(goal),
        path=path_of(goal),
        support=_promised(goal),
        coming=[row for row in rows if row.held_on is None],
        held=[_readable(row, viewer, is_hers=is_hers) for row in rows if row.held_on is not None],
        managers=may_agree_with(goal.person, today),
        missing=missing(facts) if facts is not None else [],
        # Hints speak to her, and one counts goals only she can see.
        hints=hints(facts) if is_hers and facts is not None else [],
        has_history=versions_for(goal, viewer).exists(),
        chosen=_chosen(goal, today),
    )


def _chosen(goal: DevelopmentGoal, today: date) -> Person | None:
    if goal.state != State.AGREED or goal.agreed_with is None:
        return None
    is_chosen = chosen_on(today).filter(person=goal.person_id, manager=goal.agreed_with_id).exists()
    return goal.agreed_with if is_chosen else None


def _readable(row: GoalFollowUp, viewer: Person, *, is_hers: bool) -> GoalFollowUp:
    """A manager who was not there reads the day and how it went, not the note."""
    if not is_hers and row.held_with_id != viewer.pk:
        row.note = ""
    return row


def _promised(goal: DevelopmentGoal) -> list[Promised]:
    promises = of_source("competences", [goal.pk]).exclude(state=FollowUp.State.SKIPPED)
    found: dict[tuple[UUID | None, str], FollowUp] = {(row.owner_id, row.what): row for row in promises}
    return [Promised(one, found.get((one.who_id, one.text))) for one in support_of(goal)]


def _said_otherwise(goal: DevelopmentGoal) -> GoalVersion | None:
    """The version of the strategic goal this was written under, where another one holds now."""
    said, above = goal.said, goal.goal
    if said is None or above is None:
        return None
    same = all(
        getattr(said, name) == getattr(above, name) for name in ("title", "title_en", "why", "why_en", "meaning")
    )
    return None if same else said


def versions_for(goal: DevelopmentGoal, viewer: Person) -> QuerySet[DevelopmentGoalVersion]:
    """
    Earlier texts, the latest first: all of them for the person; for a manager what was agreed, and what stood there
    while it was shared with her. What she reads as the goal itself is no earlier text.
    """
    rows = goal.versions.filter(number__lt=goal.version).select_related("written_by")
    if goal.person_id == viewer.pk:
        return rows
    hers = Q(agreed_at__isnull=False)
    if goal.shared_with_id == viewer.pk and goal.shared_at is not None:
        hers |= Q(kept_at__gte=goal.shared_at)
    return rows.filter(hers)
