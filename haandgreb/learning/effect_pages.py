"""What came of it, laid out for a page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from haandgreb.learning import effect_chart, effect_words
from haandgreb.learning.models import CheckIn, Enrolment, Step
from haandgreb.learning.phases_content import act_of
from haandgreb.learning.queries.effect import Effect, effect_of
from haandgreb.learning.queries.use_shown import of_practices, of_result
from haandgreb.learning.rules.attention import RANGES, Bar
from haandgreb.learning.rules.ladder import Step as LadderStep
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import PracticeChange, Result


def page_of(found: Effect) -> dict[str, Any]:
    """The whole page of one enrolment's effect."""
    return {
        "effect": found,
        "enrolment": found.enrolment,
        "rungs": [_rung(one) for one in found.rungs],
        "story": found.story,
        **budget_of(found),
    }


def budget_of(found: Effect) -> dict[str, Any]:
    """Where attention goes: three bars, what is missing, and the next step; empty where it is not hers to read."""
    if found.bars is None:
        return {"phases": [], "next": None}
    total = sum(bar.planned for bar in found.bars.values())
    return {
        "phases": [_phase(found, bar, total) for bar in found.bars.values()],
        "next": _step(found.next) if found.next is not None else None,
        "unknown": sum(bar.unknown for bar in found.bars.values()),
    }


def _step(step: Step) -> dict[str, Any]:
    return {"step": step, "title": act_of(step.key).title(step.actor)}


def _phase(found: Effect, bar: Bar, total: int) -> dict[str, Any]:
    name, low_high = str(effect_words.PHASES[bar.phase]), RANGES[bar.phase]
    used, planned = effect_words.spent(bar.used), effect_words.spent(bar.planned)
    share = found.shares[bar.phase] if found.shares is not None else None
    low, high = low_high
    budget = f"{low} %" if low == high else f"{low}–{high} %"
    label = _("%(phase)s: %(used)s used of %(planned)s planned.") % {"phase": name, "used": used, "planned": planned}
    return {
        "key": bar.phase,
        "name": name,
        "bar": effect_chart.attention_bar(bar, total, label),
        "used": used,
        "planned": planned,
        "share": share,
        "range": budget,
        "counts": bar,
        "missing": [_step(step) for step in found.missing[bar.phase]],
    }


def _rung(step: LadderStep) -> dict[str, Any]:
    source = CheckIn.Source(step.source).label if step.source else ""
    return {
        "name": effect_words.RUNGS[step.rung],
        "asked": effect_words.ASKED[step.rung],
        "reached": step.reached,
        "source": source,
        "day": step.day,
        "on": step.on,
    }


def section_of(enrolment: Enrolment, person: Person, today: date) -> dict[str, Any] | None:
    """What the page of the enrolment shows of it; None before its steps run."""
    if enrolment.state not in (Enrolment.State.APPROVED, Enrolment.State.COMPLETED):
        return None
    found = effect_of(enrolment, person, today)
    reached = [one for one in found.rungs if one.reached]
    last = effect_words.RUNGS[reached[-1].rung] if reached else ""
    return {"effect": found, "enrolment": enrolment, "last": last, **budget_of(found)}


def in_use_label(thing: PracticeChange | Result, person: Person) -> str:
    """What stands on the page of a practice or of a result: how much of it is in use, in one line."""
    if isinstance(thing, PracticeChange):
        found = of_practices([thing])[0].is_in_use
        return _("In use: see what is told of it") if found else _("Is it in use?")
    lines = of_result(thing, person)
    facts = {"used": sum(line.is_in_use for line in lines), "all": len(lines)}
    return _("Changed practice in use: %(used)d of %(all)d") % facts
