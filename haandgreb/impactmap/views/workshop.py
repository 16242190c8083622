"""Workshops: the list, planning one, and the page everybody in it comes to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.actions import workshop as actions
from haandgreb.impactmap.forms.workshop import NewWorkshopForm, PlanForm
from haandgreb.impactmap.models import Workshop
from haandgreb.impactmap.permissions import editor, may_start_workshop
from haandgreb.impactmap.queries import workshop as queries
from haandgreb.impactmap.views.workshop_common import State, run_by, sent_version, workshop_of
from haandgreb.impactmap.views.workshop_notes import phone
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

PAGE_OR_FORM = ["GET", "HEAD", "POST"]


@require_GET
def workshops(request: PersonRequest) -> HttpResponse:
    """Those I am in, and where to plan one."""
    return render(request, "impactmap/workshop/list.html", queries.workshops_of(request.user, clock.today()))


@require_http_methods(PAGE_OR_FORM)
def new(request: PersonRequest) -> HttpResponse:
    """Plan a workshop on a goal, for a unit one may change the map for."""
    today = clock.today()
    require(may_start_workshop(request.user, today))
    units = editor(request.user, today).units
    initial = {
        "goal": request.GET.get("goal", ""),
        "unit": next(iter(units)) if len(units) == 1 else None,
        "held_on": today,
        "facilitator": request.user,
    }
    form = NewWorkshopForm(request.POST or None, today=today, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _plan(request, form))
        if done:
            messages.success(request, _("The workshop is planned. On the day it stands on everybody's own page."))
        return redirect(address)
    context = {"form": form, "steps": workshop_steps.steps(), "minutes": workshop_steps.minutes()}
    return render(request, "impactmap/workshop/new.html", context, status=422 if form.errors else 200)


def _plan(request: PersonRequest, form: NewWorkshopForm) -> str:
    planned = actions.plan(by=request.user, **form.cleaned_data)
    return reverse("impactmap:workshop", args=[planned.pk])


@require_GET
def workshop(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """The shared address: the plan before, one's own page while it runs, what came of it afterwards."""
    found = workshop_of(request, workshop_id)
    today = clock.today()
    asks = request.htmx and request.GET.get("at", "")
    if asks == "planned" and found.state != State.PLANNED:
        return HttpResponse(headers={"HX-Refresh": "true"})
    if found.state == State.RUNNING:
        return phone(request, found)
    if asks and found.state == State.CLOSED:
        # A phone that asks where the workshop is: what stands half-written there is not taken away.
        return render(request, "impactmap/workshop/_over.html", {"workshop": found})
    if found.state == State.CLOSED:
        context = queries.summary_page(found, request.user, today)
        return render(request, "impactmap/workshop/summary.html", context)
    return render(request, "impactmap/workshop/plan.html", queries.plan_page(found, request.user, today))


@require_http_methods(PAGE_OR_FORM)
def edit(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Another day, facilitator or other people, until it is closed. Of two who change it the second is shown both."""
    found = run_by(request, workshop_id)
    if found.state == State.CLOSED:
        return redirect("impactmap:workshop", found.pk)
    form = PlanForm(request.POST or None, today=clock.today(), initial=_initial(found))
    is_stale = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(found, **form.cleaned_data, version=sent_version(request), by=request.user)
        except Stale:
            is_stale = True
            found = workshop_of(request, workshop_id)
        else:
            messages.success(request, _("The workshop is changed."))
            return redirect(
                "impactmap:workshop_run" if found.state == State.RUNNING else "impactmap:workshop", found.pk
            )
    context = {"form": form, "workshop": found, "is_stale": is_stale, "saved": _saved(found) if is_stale else {}}
    status = 409 if is_stale else 422 if form.errors else 200
    return render(request, "impactmap/workshop/edit.html", context, status=status)


def _initial(found: Workshop) -> dict[str, Any]:
    return {"held_on": found.held_on, "facilitator": found.facilitator, "people": list(_people(found))}


def _saved(found: Workshop) -> dict[str, Any]:
    return {"held_on": found.held_on, "facilitator": found.facilitator, "people": list(_people(found))}


def _people(found: Workshop) -> Any:
    return Person.objects.filter(pk__in=found.participants.values("person")).order_by("sort_key", "pk")


@require_POST
def drop(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """It will not be held."""
    found = run_by(request, workshop_id)
    try:
        actions.drop(found, by=request.user)
    except actions.WrongState:
        messages.warning(request, _("The workshop has begun. Close it when you are done."))
        return redirect("impactmap:workshop", found.pk)
    messages.success(request, _("The workshop is called off. Nobody has it on their page any more."))
    return redirect("impactmap:workshops")
