"""Pages about goals: read, make, change, make a unit's own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import (
    number,
    only_once,
    require,
    with_draft,
)
from haandgreb.organisation.http import PersonRequest, next_page
from haandgreb.organisation.models import Unit, UnitQuerySet
from haandgreb.organisation.queries import main_unit
from haandgreb.shared import clock, drafts
from haandgreb.strategy import words
from haandgreb.strategy.actions import goals as actions
from haandgreb.strategy.actions.links import Moved, shift
from haandgreb.strategy.forms.goals import CIRCLE, DEEP, ELSEWHERE, GoalForm, NewGoalForm, OwnForm
from haandgreb.strategy.models import StrategicGoal
from haandgreb.strategy.permissions import may_add_result, may_edit_direction, may_edit_goal, units_written_by
from haandgreb.strategy.queries import goals as queries
from haandgreb.strategy.queries.results import lines_under
from haandgreb.strategy.rules.hints import goal_hints
from haandgreb.strategy.views.common import around, goal_of

NEW_DRAFT = "strategy-new-goal"
TEXTS = ("title", "why", "meaning", "source", "code", "title_en", "why_en")
CHOICES = ("parent", "owner", "starts_on", "ends_on")


@require_GET
def page(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """A goal: why, whose, its results, what it means in the units, what it said before."""
    goal = goal_of(request, goal_id)
    today = clock.today()
    lines = lines_under(goal)
    open_lines = [line for line in lines if line.result.state == "active"]
    hints = goal_hints([line.result.timing == "lead" for line in open_lines])
    context = {
        "goal": goal,
        "chain": queries.chain_of(goal),
        "lines": lines,
        "own_goals": list(queries.own_goals_of(goal)),
        "history": queries.history_of(goal),
        "may_edit": may_edit_goal(request.user, goal, today),
        "may_add_result": may_add_result(request.user, goal, today),
        "may_own": goal.state == "active" and _units_without(request, goal).exists(),
        "hints": [words.hint_words(hint) for hint in hints] if goal.state == "active" else [],
        **around(request, goal, today),
    }
    return render(request, "strategy/goal.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Write a goal."""
    today = clock.today()
    everywhere = may_edit_direction(request.user, None, today)
    require(everywhere or units_written_by(request.user, today).exists())
    initial = {
        "owner": request.user,
        "unit": _unit_asked(request, everywhere),
        "parent": request.GET.get("parent"),
        "starts_on": today,
        "ends_on": date(today.year + 1, 12, 31),
    }
    form = NewGoalForm(request.POST or None, initial=initial, by=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            address, done = only_once(request, lambda: _create(request, form))
        except (actions.Circle, actions.HoldsElsewhere):
            form.add_error("parent", ELSEWHERE)
        except actions.TooDeep:
            form.add_error("parent", DEEP)
        else:
            if done:
                messages.success(request, _("The goal is made. On what will somebody notice that it comes closer?"))
            return redirect(address)
    drafted = with_draft(request, NEW_DRAFT, form)
    context = {"form": form, "draft_key": NEW_DRAFT, "drafted": drafted}
    return render(request, "strategy/goal_new.html", context, status=422 if form.errors else 200)


def _unit_asked(request: PersonRequest, everywhere: bool) -> Unit | None:
    """The unit the link named; without one the whole workplace for those who write its goals, else her own unit."""
    asked, today = request.GET.get("unit", ""), clock.today()
    try:
        found = Unit.objects.on(today).filter(pk=UUID(asked)).first() if asked else None
    except ValueError:
        found = None
    return found or (None if everywhere else main_unit(request.user, today))


def _create(request: PersonRequest, form: NewGoalForm) -> str:
    goal = actions.create(by=request.user, **form.cleaned_data)
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("strategy:goal", args=[goal.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Change a goal; what it said before stays readable."""
    return edit_page(request, "strategy/goal_edit.html", lambda: _editing(request, goal_id))


def _editing(request: PersonRequest, goal_id: UUID) -> Editing:
    goal = goal_of(request, goal_id)
    require(may_edit_goal(request.user, goal, clock.today()))
    initial = {name: getattr(goal, name) for name in GoalForm.base_fields}
    form = GoalForm(request.POST or None, initial=initial, unit=goal.unit, goal=goal)
    return Editing(
        goal,
        form,
        "goal changed",
        lambda version: _save(request, goal, form, version),
        {name: initial[name] for name in TEXTS},
        {name: initial[name] for name in CHOICES},
        back=reverse("strategy:goal", args=[goal.pk]),
        done=_("The goal is changed. What it said before can still be read."),
        draft_key=f"strategy-goal-{goal.pk}",
        context={"goal": goal},
    )


def _save(request: PersonRequest, goal: StrategicGoal, form: GoalForm, version: int | None) -> None:
    """A goal above that cannot be is told at its field."""
    try:
        actions.change(goal, form.cleaned_data, by=request.user, version=version)
    except actions.Circle:
        form.add_error("parent", CIRCLE)
    except actions.HoldsElsewhere:
        form.add_error("parent", ELSEWHERE)
    except actions.TooDeep:
        form.add_error("parent", DEEP)


@require_http_methods(["GET", "POST"])
def own(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """A unit says what the goal means there."""
    goal = goal_of(request, goal_id)
    units = _main_first(request, _units_without(request, goal))
    require(goal.state == StrategicGoal.State.ACTIVE)
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    unit = next((one for one in units if asked in ("", str(one.pk))), None)
    if unit is None:
        return _already_own(request, goal, asked)
    draft_key = f"strategy-own-{goal.pk}-{unit.pk}"
    form = OwnForm(request.POST or None, initial={"title": goal.title, "owner": request.user})
    if request.method == "POST" and form.is_valid():
        try:
            address, done = only_once(request, lambda: _make_own(request, goal, unit, form, draft_key))
        except actions.TooDeep:
            form.add_error(None, DEEP)
        else:
            if done:
                text = _("The goal is yours now. Everybody in the unit can read what it means to you.")
                messages.success(request, text)
            return redirect(address)
    context = {
        "form": form,
        "goal": goal,
        "unit": unit,
        "units": units,
        "draft_key": draft_key,
        "drafted": with_draft(request, draft_key, form),
    }
    return render(request, "strategy/goal_own.html", context, status=422 if form.errors else 200)


def _make_own(request: PersonRequest, goal: StrategicGoal, unit: Unit, form: OwnForm, draft_key: str) -> str:
    made, is_new = actions.make_own(goal, unit, by=request.user, **form.cleaned_data)
    if is_new:
        drafts.drop(request.user, draft_key)
    return reverse("strategy:goal", args=[made.pk])


def _already_own(request: PersonRequest, goal: StrategicGoal, asked: str) -> HttpResponse:
    """The unit has made it its own already (perhaps a moment ago): there it is; else she writes no goals there."""
    there = next((one for one in goal.made_own.all() if str(one.unit_id) == asked), None)
    require(there is not None and may_edit_goal(request.user, there, clock.today()))
    assert there is not None
    messages.info(request, _("The unit has already made this goal its own. Here it is."))
    return redirect("strategy:goal", there.pk)


def _units_without(request: PersonRequest, goal: StrategicGoal) -> UnitQuerySet:
    """The units whose goals she writes, where the goal holds and has not been made their own."""
    units = units_written_by(request.user, clock.today()).exclude(goals__parent=goal)
    return units.filter(path__startswith=goal.unit.path).exclude(pk=goal.unit.pk) if goal.unit else units


def _main_first(request: PersonRequest, units: Iterable[Unit]) -> list[Unit]:
    """The units in their order, but the one she mainly works in first."""
    main = main_unit(request.user, clock.today())
    return sorted(units, key=lambda unit: main is None or unit.pk != main.pk)


@require_POST
def move(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Up or down among the goals beside it."""
    goal = goal_of(request, goal_id)
    require(may_edit_goal(request.user, goal, clock.today()))
    steps = {"up": -1, "down": 1}.get(request.POST.get("act", ""), 0)
    try:
        shift(goal, steps, among=queries.siblings_of(goal), by=request.user, seen_at=number(request, "place"))
    except Moved:
        messages.info(request, _("Somebody has moved the goals meanwhile. Here they are as they stand now."))
    return redirect(next_page(request, otherwise="strategy:home"))
