"""The three lists that matter, as far as the reader sees: what should hang together and does not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.competences.models import LearningActivity, LearningGoal, PlannedActivity, PracticeLearning
from haandgreb.impactmap.kinds import kind_of, page_of
from haandgreb.impactmap.permissions import Editor
from haandgreb.organisation.queries.rejected_csv import safe
from haandgreb.shared.formats import long_date
from haandgreb.shared.templatetags.look import current_language
from haandgreb.strategy.models import Barrier, GoalResult, PracticeChange, Result, ResultPractice, StrategicGoal
from haandgreb.strategy.permissions import sees_names
from haandgreb.strategy.queries.practice import said_done

RESULTS, PRACTICES, FLOATING = "results", "practices", "floating"
LISTS = (RESULTS, PRACTICES, FLOATING)


@dataclass(frozen=True)
class Line:
    """One card that lacks a neighbour: what it is, where it is read, where a connection is found."""

    title: str
    kind: str
    note: str
    url: str
    find_url: str  # nothing where she may not change the card


def results_without_practice(reader: Editor) -> QuerySet[Result]:
    """Active results of active goals with no active practice change the reader sees."""
    seen = PracticeChange.objects.filter(reader.seen(PracticeChange)).active()
    linked = ResultPractice.objects.filter(result=OuterRef("pk"), practice__in=seen)
    of_goal = GoalResult.objects.filter(result=OuterRef("pk"), goal__state=StrategicGoal.State.ACTIVE)
    return Result.objects.active().filter(Exists(of_goal), ~Exists(linked))


def practices_without(reader: Editor) -> QuerySet[PracticeChange]:
    """Active practice changes nobody has decided to do without learning, and no learning goal the reader sees."""
    seen = LearningGoal.objects.filter(reader.seen(LearningGoal)).active()
    linked = PracticeLearning.objects.filter(practice=OuterRef("pk"), learning_goal__in=seen)
    return PracticeChange.objects.filter(reader.seen(PracticeChange)).active().filter(~Exists(linked), decision="")


def floating_goals(reader: Editor) -> QuerySet[LearningGoal]:
    """Active learning goals that change no practice: no line up at all."""
    linked = PracticeLearning.objects.filter(learning_goal=OuterRef("pk"))
    return LearningGoal.objects.filter(reader.seen(LearningGoal)).active().filter(~Exists(linked))


def floating_activities(reader: Editor) -> QuerySet[PlannedActivity]:
    """Planned activities without a learning goal: svævende kurser."""
    linked = LearningActivity.objects.filter(activity=OuterRef("pk"))
    return PlannedActivity.objects.filter(reader.seen(PlannedActivity)).filter(~Exists(linked))


def lines(name: str, reader: Editor) -> list[Line]:
    """One of the three lists; a way to a connection for those who may make it."""
    if name == RESULTS:
        return [_line(row, row.indicator_text, may=reader.results) for row in results_without_practice(reader)]
    if name == PRACTICES:
        rows = practices_without(reader).select_related("situation").prefetch_related("units")
        return [_line(row, str(row.situation or row.who), may=_may(reader, row)) for row in rows]
    return floating(reader)


def floating(reader: Editor) -> list[Line]:
    """Learning without practice: activities first, as they cost most."""
    activities = floating_activities(reader).prefetch_related("units")
    goals = floating_goals(reader).prefetch_related("units")
    found = [_line(row, row.when, may=_may(reader, row)) for row in activities]
    return found + [_line(row, "", may=_may(reader, row)) for row in goals]


def _may(reader: Editor, row: Any) -> bool:
    return reader.may_edit([unit.pk for unit in row.units.all()], row.person_id)


def _line(row: Any, note: str, *, may: bool) -> Line:
    kind = kind_of(row)
    find = reverse("impactmap:link", args=[kind.name, row.pk]) if may else ""
    return Line(str(row), str(kind.label), note, page_of(row), find)


def as_csv(name: str, reader: Editor) -> Iterator[str]:
    """The list as a file, for a spreadsheet."""
    yield "\ufeff"
    yield _row([_("Title"), _("What it is"), _("About")])
    for line in lines(name, reader):
        yield _row([line.title, line.kind, line.note])


def _row(cells: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(map(safe, cells))
    return text.getvalue()


@dataclass(frozen=True)
class InTheWay:
    """An open barrier: what, whose, by when; names only for those who read names."""

    text: str
    owner: str
    due: str
    is_late: bool
    said_done: bool
    url: str
    practice: str


def in_the_way(
    reader: Editor, today: date, *, goal: StrategicGoal | None = None, units: Q | None = None, most: int = 50
) -> tuple[list[InTheWay], int]:
    """The open barriers of practice changes she sees, the earliest day first; and how many there are in all."""
    seen = PracticeChange.objects.filter(reader.seen(PracticeChange)).active()
    if goal is not None:
        linked = ResultPractice.objects.filter(practice=OuterRef("pk"), result__goals=goal)
        seen = seen.filter(Exists(linked))
    if units is not None:
        seen = seen.filter(units)
    rows = Barrier.objects.filter(practice__in=seen, state=Barrier.State.OPEN)
    total = rows.count()
    by_day = F("due_on").asc(nulls_last=True)  # databases differ in where they put what has no day
    first = list(rows.select_related("owner", "owner_unit", "practice").order_by(by_day, "pk")[:most])
    done, names = said_done(first), sees_names(reader.person, today)
    return [_in_the_way(row, today, done, names) for row in first], total


def _in_the_way(row: Barrier, today: date, done: set[UUID], names: bool) -> InTheWay:
    owner = str(row.owner) if row.owner is not None and names else str(row.owner_unit or "")
    due = long_date(row.due_on, current_language()) if row.due_on else ""
    late = row.due_on is not None and row.due_on < today
    return InTheWay(str(row), owner, due, late, row.pk in done, page_of(row.practice), str(row.practice))
