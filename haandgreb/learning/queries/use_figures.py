"""A quarter's figures as somebody may read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from haandgreb.learning.factors_content import Factor, factors, neutral
from haandgreb.learning.models import UseRelease
from haandgreb.learning.permissions import may_read_whole_figures, units_with_use_figures
from haandgreb.learning.rules.factors import lowest, turned
from haandgreb.organisation.models import Person, Unit
from haandgreb.questions.reading import Question, read_row
from haandgreb.questions.showing import NOTHING, Shown, roughly, shown


@dataclass(frozen=True)
class Group:
    """The whole workplace (`unit` None) or one unit, with what may be told of it; `row` None: nothing may."""

    unit: Unit | None
    row: Mapping[str, Any] | None

    @property
    def answered(self) -> str:
        """How many have answered, as it may be told."""
        return roughly(self.row["answered"]) if self.row is not None else ""

    @property
    def asked(self) -> str:
        """Out of how many."""
        return roughly(self.row["asked"]) if self.row is not None else ""


@dataclass(frozen=True)
class FactorRow:
    """One factor of a group, counted so that high is good, except where it is neutral."""

    factor: Factor
    question: Question
    shown: Shown


def releases(kind: str) -> list[UseRelease]:
    """The quarters that were counted, the latest first."""
    return list(UseRelease.objects.filter(kind=kind))


def release_of(kind: str, quarter: date | None) -> UseRelease | None:
    """The quarter's, or the latest one."""
    rows = UseRelease.objects.filter(kind=kind).select_related("question_set")
    return (rows.filter(quarter=quarter) if quarter is not None else rows).first()


def groups_of(release: UseRelease, person: Person, today: date) -> list[Group]:
    """
    What she may read of the release, the whole workplace first, then units in Danish order; one query for units.

    A unit of which nothing else can be told than of one above it is left out.
    """
    units = list(units_with_use_figures(person, today).filter(pk__in=[key for key in release.rows if key]))
    read = {str(unit.pk) for unit in units}
    found = [Group(None, release.rows.get(""))] if may_read_whole_figures(person, today) else []
    if found:
        read.add("")
    return [*found, *(Group(unit, release.rows[str(unit.pk)]) for unit in units if _is_news(unit, release, read))]


def _is_news(unit: Unit, release: UseRelease, read: set[str]) -> bool:
    above = ["", *(str(pk) for pk in unit.ancestor_ids() if pk != unit.pk)]
    return release.rows[str(unit.pk)] not in [release.rows.get(key) for key in above if key in read]


def shown_of(group: Group, question: str, *, is_turned: bool = False) -> Shown:
    """One question of a group."""
    counts = group.row["counts"].get(question) if group.row is not None else None
    if counts is None:
        return NOTHING
    return shown(turned(counts) if is_turned else counts)


def factor_rows(release: UseRelease, group: Group) -> list[FactorRow]:
    """The sixteen of a group, in their order and never by size."""
    assert release.question_set is not None
    questions = {question.key: question for question in read_row(release.question_set).questions}
    return [
        FactorRow(factor, questions[key], shown_of(group, key, is_turned=factor.is_turned))
        for key, factor in factors().items()
        if key in questions
    ]


def to_remove(rows: list[FactorRow]) -> list[FactorRow]:
    """The three lowest, from what is shown."""
    by_key = {row.factor.key: row for row in rows}
    keys = lowest({key: row.shown for key, row in by_key.items()}, without=neutral())
    return [by_key[key] for key in keys]
