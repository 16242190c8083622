"""Closing, opening again and deleting goals and results: what is built on stays, and its builders are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.strategy.actions import closing
from haandgreb.strategy.actions import goals as goal_actions
from haandgreb.strategy.actions import results as result_actions
from haandgreb.strategy.forms.goals import CloseForm
from haandgreb.strategy.models import Result, StrategicGoal
from haandgreb.strategy.permissions import may_edit_goal, may_edit_result
from haandgreb.strategy.queries.built_on import BuiltOn, built_on_goal, built_on_result
from haandgreb.strategy.views.common import around, goal_of, result_of


@require_http_methods(["GET", "POST"])
def close_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Close a goal with a reason; one that nothing is built on may be deleted."""
    goal = goal_of(request, goal_id)
    require(may_edit_goal(request.user, goal, clock.today()))
    return _close(request, goal, built_on_goal(goal), goal_actions, reverse("strategy:goal", args=[goal.pk]))


@require_http_methods(["GET", "POST"])
def close_result(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Close a result with a reason; one that nothing is built on may be deleted."""
    result = result_of(request, result_id)
    require(may_edit_result(request.user, result, clock.today()))
    return _close(
        request,
        result,
        built_on_result(result, request.user),
        result_actions,
        reverse("strategy:result", args=[result.pk]),
    )


def _close(
    request: PersonRequest, thing: StrategicGoal | Result, built: BuiltOn, actions: Any, page: str
) -> HttpResponse:
    if request.method == "POST" and request.POST.get("act") == "delete":
        return _delete(request, thing, actions.delete, page)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.close(thing, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is closed. Those who have built on it are told."))
        return redirect(page)
    context = {
        "thing": thing,
        "is_goal": isinstance(thing, StrategicGoal),
        "built": built,
        "form": form,
        "back": page,
        **around(request, None),
    }
    return render(request, "strategy/close.html", context, status=422 if form.errors else 200)


def _delete(request: PersonRequest, thing: Any, delete: Callable[..., None], page: str) -> HttpResponse:
    title = str(thing)
    try:
        delete(thing, by=request.user)
    except closing.BuiltOn:
        messages.warning(request, _("Somebody has built on it, so it cannot be deleted. Close it and say why."))
        return redirect(f"{page}close/")
    messages.success(request, _("“%(title)s” is deleted.") % {"title": title})
    return redirect("strategy:home")


@require_POST
def reopen_goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """The goal counts again."""
    goal = goal_of(request, goal_id)
    require(may_edit_goal(request.user, goal, clock.today()))
    goal_actions.reopen(goal, by=request.user)
    messages.success(request, _("It counts again."))
    return redirect("strategy:goal", goal.pk)


@require_POST
def reopen_result(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """The result counts again."""
    result = result_of(request, result_id)
    require(may_edit_result(request.user, result, clock.today()))
    result_actions.reopen(result, by=request.user)
    messages.success(request, _("It counts again."))
    return redirect("strategy:result", result.pk)
