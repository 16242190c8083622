"""Pages about results: read, write under a goal, change, connect."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import (
    only_once,
    require,
    with_draft,
)
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.strategy import charts, words
from haandgreb.strategy.actions import results as actions
from haandgreb.strategy.actions.links import GOAL_RESULT, Moved, connect, disconnect, set_strength
from haandgreb.strategy.forms.results import ConnectForm, NewResultForm, ResultForm
from haandgreb.strategy.models import GoalResult, Measurement, Result, StrategicGoal, Strength
from haandgreb.strategy.permissions import may_add_result, may_edit_result
from haandgreb.strategy.queries import results as queries
from haandgreb.strategy.views.common import around, goal_of, result_of

TEXTS = ("title", "indicator", "measured_in", "source", "code", "title_en", "indicator_en")
CHOICES = ("baseline", "baseline_on", "baseline_by", "target", "target_on", "timing", "owner")


@require_GET
def page(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """A result: how it goes, which goals it is a sign of, what has been measured."""
    return render(request, "strategy/result.html", _page(request, result_of(request, result_id)))


def _page(request: PersonRequest, result: Result, connecting: ConnectForm | None = None) -> dict[str, Any]:
    today = clock.today()
    links = list(result.goal_links.select_related("goal__unit", "said").order_by("goal__place", "pk"))
    measurements = list(result.measurements.select_related("written_by"))
    latest = measurements[-1] if measurements else None
    line = queries.ResultLine(result, latest.value if latest else None, latest.measured_on if latest else None)
    began_on = min((link.goal.starts_on for link in links), default=None)
    may_edit = may_edit_result(request.user, result, today)
    is_active = result.state == Result.State.ACTIVE
    return {
        "result": result,
        "line": line,
        "links_up": [(link, queries.said_otherwise(link)) for link in links],
        "strengths": Strength.choices,
        "measurements": [_row(row) for row in measurements[::-1]],
        "baseline": words.amount(result.baseline, result.measured_in),
        "latest": words.amount(line.latest, result.measured_in),
        "target": words.amount(result.target, result.measured_in),
        "percent": None if line.share is None else round(100 * line.share),
        "figure": charts.figure_of(result, measurements, began_on) if len(measurements) > 1 else None,
        "says": charts.sentence_of(result, measurements) if len(measurements) > 1 else "",
        "baseline_due": is_active and queries.is_baseline_due(result, today),
        "hints": [words.hint_words(hint) for hint in queries.hints_for(line, links, today)],
        "may_edit": may_edit,
        "is_active": is_active,
        "connecting": connecting or (ConnectForm(result=result) if may_edit else None),
        **around(request, result, today),
    }


def _row(row: Measurement) -> dict[str, Any]:
    return {"pk": row.pk, "measured_on": row.measured_on, "amount": words.amount(row.value), "note": row.note}


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Write a result under a goal."""
    goal = goal_of(request, goal_id)
    require(may_add_result(request.user, goal, clock.today()) and goal.state == StrategicGoal.State.ACTIVE)
    draft_key = f"strategy-new-result-{goal.pk}"
    form = NewResultForm(request.POST or None, initial={"owner": request.user, "target_on": goal.ends_on})
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, goal, form, draft_key))
        if done:
            messages.success(request, _("The result is written. Measure it as often as it moves."))
        return redirect(address)
    context = {"form": form, "goal": goal, "draft_key": draft_key, "drafted": with_draft(request, draft_key, form)}
    return render(request, "strategy/result_new.html", context, status=422 if form.errors else 200)


def _create(request: PersonRequest, goal: StrategicGoal, form: NewResultForm, draft_key: str) -> str:
    result = actions.create(by=request.user, goal=goal, **form.cleaned_data)
    drafts.drop(request.user, draft_key)
    return reverse("strategy:result", args=[result.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Change a result. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, "strategy/result_edit.html", lambda: _editing(request, result_id))


def _editing(request: PersonRequest, result_id: UUID) -> Editing:
    result = result_of(request, result_id)
    require(may_edit_result(request.user, result, clock.today()))
    initial = {name: getattr(result, name) for name in ResultForm.base_fields}
    form = ResultForm(request.POST or None, initial=initial)
    return Editing(
        result,
        form,
        "result changed",
        lambda version: actions.change(result, form.cleaned_data, by=request.user, version=version),
        {name: initial[name] for name in TEXTS},
        {name: initial[name] for name in CHOICES},
        back=reverse("strategy:result", args=[result.pk]),
        done=_("The result is changed."),
        draft_key=f"strategy-result-{result.pk}",
        context={"result": result},
    )


@require_POST
def connect_goal(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """One more goal the result is a sign of."""
    result = result_of(request, result_id)
    require(may_edit_result(request.user, result, clock.today()))
    form = ConnectForm(request.POST, result=result)
    if not form.is_valid():
        return render(request, "strategy/result.html", _page(request, result, form), status=422)
    connect(GOAL_RESULT, form.cleaned_data["goal"], result, by=request.user, strength=form.cleaned_data["strength"])
    messages.success(request, _("The result is connected to the goal."))
    return redirect("strategy:result", result.pk)


@require_POST
def connection(request: PersonRequest, result_id: UUID, goal_id: UUID) -> HttpResponse:
    """How sure the connection is, or that it goes."""
    result = result_of(request, result_id)
    require(may_edit_result(request.user, result, clock.today()))
    link = get_object_or_404(GoalResult.objects.select_related("goal"), result=result, goal=goal_id)
    if request.POST.get("act") == "remove":
        disconnect(GOAL_RESULT, link.goal, result, by=request.user)
        messages.success(request, _("The result does not lead to that goal any more. Both are still there."))
        return redirect("strategy:result", result.pk)
    strength = request.POST.get("strength", "")
    if strength in Strength.values:
        try:
            set_strength(GOAL_RESULT, link.goal, result, strength, by=request.user)
        except Moved:
            messages.info(request, _("Somebody has taken that connection away meanwhile."))
        else:
            messages.success(request, _("Saved."))
    return redirect("strategy:result", result.pk)
