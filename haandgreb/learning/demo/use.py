"""The demo's weekly taps and sixteen answers, the same each time for the same day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from haandgreb.learning.actions.use_figures import count_what_is_over
from haandgreb.learning.demo.enrolments import content
from haandgreb.learning.factors_content import SET, factors
from haandgreb.learning.models import AskedWeek, Enrolment, Step, UseRelease
from haandgreb.learning.queries.factors import has_check
from haandgreb.learning.rules.asked import weeks
from haandgreb.learning.rules.factors import AFTER
from haandgreb.questions.actions import answer
from haandgreb.questions.models import AnswerSheet
from haandgreb.questions.queries import current_set
from haandgreb.shared.demo import Demo

SILENT = ("E05",)  # did not answer
_OFTEN = {0: (0.1, 0.05, 0.05), 1: (0.2, 0.2, 0.25), 2: (0.4, 0.3, 0.6), 3: (0.5, 0.5, 0.85)}
_TAPPED = 0.85
_LOW = {"LF-5": -2, "LF-11": -1, "LF-16": -1, "LF-4": -1}  # what people lack here: time, tasks, feedback


def load_taps(demo: Demo) -> None:
    """The more somebody uses what she learned, the oftener it is asked for."""
    AskedWeek.objects.bulk_create(week for number, one in _completed(demo) for week in _taps(demo, number, one))


def _taps(demo: Demo, number: str, enrolment: Enrolment) -> Iterator[AskedWeek]:
    chance = demo.chance(f"asked-{number}")
    manager, colleagues, work = _OFTEN[_use(number)]
    if not _rows()[number].get("asked", True):
        manager = 0.05
    for monday in weeks(_last_day(enrolment)):
        if monday + timedelta(days=7) > demo.today or chance.random() > _TAPPED:
            continue  # this week she has not tapped yet
        yield AskedWeek(
            enrolment=enrolment,
            monday=monday,
            by_manager=chance.random() < manager,
            by_colleagues=chance.random() < colleagues,
            by_work=chance.random() < work,
        )


def load_answers(demo: Demo) -> None:
    """Who has been through the fourteenth day has answered, but for one."""
    questions = current_set(SET)
    for number, enrolment in _completed(demo):
        day = _last_day(enrolment) + AFTER
        if number in SILENT or not has_check(enrolment) or day > demo.today:
            continue
        sheet = answer(
            questions,
            about=enrolment.pk,
            values=_steps(demo, number),
            mode=AnswerSheet.Mode.CONFIDENTIAL,
            person=enrolment.person,
        )
        AnswerSheet.objects.filter(pk=sheet.pk).update(answered_at=None)
        Step.objects.filter(enrolment=enrolment, key="factors").update(
            state=Step.State.DONE, ended_on=day, ended_by=enrolment.person, why_skipped=""
        )


def _steps(demo: Demo, number: str) -> dict[str, int]:
    chance = demo.chance(f"factors-{number}")
    middle = 2 + _use(number) * 0.8
    found = {}
    for key, factor in factors().items():
        step = max(1, min(5, round(middle + _LOW.get(key, 0) + chance.choice((0, 0, 1, 1, 2, -1)))))
        if chance.random() > 0.04:
            found[key] = 6 - step if factor.is_turned else step
    return found


def load_figures(demo: Demo) -> None:
    """The quarters that are over are counted."""
    count_what_is_over(demo.today)
    UseRelease.objects.update(is_demo=True)


def _completed(demo: Demo) -> Iterator[tuple[str, Enrolment]]:
    for number, enrolment in demo.things["enrolments"].items():
        if enrolment.state == Enrolment.State.COMPLETED:
            yield number, enrolment


def _rows() -> dict[str, dict[str, object]]:
    return {str(row["id"]): row for row in content()}


def _use(number: str) -> int:
    found = _rows()[number].get("use", 2)
    return found if isinstance(found, int) else 2


def _last_day(enrolment: Enrolment) -> date:
    found = enrolment.ends_on or enrolment.completed_on
    assert found is not None
    return found
