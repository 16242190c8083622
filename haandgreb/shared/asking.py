"""Whether there is anything, asked of many tables at once: one statement, put together once in a process.

Django puts a statement together anew each time; for questions asked on every page that is most of the work. Here the
questions depend on two things only, who asks and what day it is, and have the same shape for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import Exists

Questions = Callable[[Any, date], Mapping[str, models.QuerySet[Any]]]

# Two people who do not exist and two days nothing happened on: where two statements differ, one of them stands.
_PEOPLE = (UUID("6f0b5f6e-7d0a-4f6b-9a55-0c2d7b1f9a01"), UUID("0d3c8a52-1b7e-4c19-8e44-9f61a3d2c702"))
_DAYS = (date(1911, 3, 7), date(1923, 8, 22))


class CannotStand(Exception):
    """A question hangs on something else than who asks and what day it is."""


class Asked:
    """Many questions put together; each answered yes or no. `model` is a table where the one who asks has a row."""

    def __init__(self, model: type[models.Model], questions: Questions) -> None:
        self._model, self._questions = model, questions
        self._standing: dict[str, tuple[list[str], str, list[Callable[[Any, date], Any]]]] = {}

    def of(self, person: Any, today: date) -> set[str]:
        """The names of the questions with a yes for the person on the day. One query."""
        if connection.vendor not in self._standing:
            self._standing[connection.vendor] = self._put_together()
        names, statement, places = self._standing[connection.vendor]
        with connection.cursor() as cursor:
            cursor.execute(statement, [value(person, today) for value in places])
            row = cursor.fetchone()
        return set() if row is None else {name for name, yes in zip(names, row, strict=True) if yes}

    def _put_together(self) -> tuple[list[str], str, list[Callable[[Any, date], Any]]]:
        names, first, one = self._compiled(_PEOPLE[0], _DAYS[0])
        _, second, other = self._compiled(_PEOPLE[1], _DAYS[1])
        if first != second or len(one) != len(other):
            raise CannotStand("a question has another shape for another person or day")
        return names, first, [_place(a, b) for a, b in zip(one, other, strict=True)]

    def _compiled(self, person: UUID, day: date) -> tuple[list[str], str, tuple[Any, ...]]:
        questions = self._questions(self._model(pk=person), day)
        asked = [Exists(rows.order_by()) for rows in questions.values()]
        rows = self._model._default_manager.filter(pk=person).values_list(*asked).order_by()
        statement, values = rows.query.sql_with_params()
        return list(questions), statement, values


def _place(one: Any, other: Any) -> Callable[[Any, date], Any]:
    """What stands at a place of the statement: the same for all, who asks, or a day so and so far from today."""
    if one == other:
        return lambda person, today: one
    if _is(one, _PEOPLE[0]) and _is(other, _PEOPLE[1]):
        prepare = _of_person(one)
        return lambda person, today: prepare(person.pk)
    days = _day(one) - _DAYS[0]
    if days != _day(other) - _DAYS[1]:
        raise CannotStand(f"{one!r} and {other!r}")
    return _of_day(one, days)


def _is(value: Any, person: UUID) -> bool:
    return value in (person, person.hex, str(person))


def _of_person(example: Any) -> Callable[[UUID], Any]:
    if isinstance(example, UUID):
        return lambda pk: pk
    return (lambda pk: pk.hex) if len(example) == len(_PEOPLE[0].hex) else str


def _day(value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CannotStand(repr(value)) from error


def _of_day(example: Any, days: timedelta) -> Callable[[Any, date], Any]:
    if isinstance(example, str):
        return lambda person, today: (today + days).isoformat()
    return lambda person, today: today + days
