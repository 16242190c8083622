"""Showing that a practice is in use, reading which are, and keeping one's use as evidence of a competence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import use_shown as actions
from haandgreb.learning.forms.effect import EvidenceForm, ShowUseForm
from haandgreb.learning.models import Enrolment, UseShown
from haandgreb.learning.queries import use_shown as queries
from haandgreb.learning.queries.effect import effect_of
from haandgreb.learning.queries.success import cases_about
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import only_once
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.strategy.charts import figure_of, sentence_of
from haandgreb.strategy.models import PracticeChange, Result


def _own(request: PersonRequest, enrolment_id: UUID) -> Enrolment:
    """Her own enrolment that is completed; for everybody else there is no such page."""
    enrolment = seen(request, enrolment_id)
    if enrolment.person_id != request.user.pk or enrolment.state != Enrolment.State.COMPLETED:
        raise Http404
    return enrolment


@require_http_methods(["GET", "POST"])
def show_use(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Show on the map that a practice is in use: by my own choice, in my own words."""
    enrolment = _own(request, enrolment_id)
    practices = queries.practices_to_show(enrolment, request.user)
    story = effect_of(enrolment, request.user, clock.today()).story
    initial = {"contribution": story.contribution, "contribution_why": story.contribution_why[:400]} if story else {}
    form = ShowUseForm(practices, request.POST or None, initial=initial)
    back = reverse("learning:effect", args=[enrolment.pk])
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.show_use(enrolment, form.cleaned_data["practice"], form.facts(), by=request.user)
            return back

        address, is_new = only_once(request, act)
        if is_new:
            messages.success(request, _("It stands on the map. You can take it back whenever you want."))
        return redirect(address)
    context = {"form": form, "enrolment": enrolment, "back": back, "practices": practices}
    return render(request, "learning/effect/show_use.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: PersonRequest, use_id: UUID) -> HttpResponse:
    """Take it off the map."""
    use = get_object_or_404(UseShown, pk=use_id, enrolment__person=request.user)
    actions.take_back(use, by=request.user)
    messages.success(request, _("Taken back. It stands on the map no more."))
    return redirect("learning:effect", use.enrolment_id)


@require_http_methods(["GET", "POST"])
def evidence(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Keep my use as evidence of a competence: hers alone until she shares it there."""
    enrolment = _own(request, enrolment_id)
    latest = effect_of(enrolment, request.user, clock.today()).latest
    initial: dict[str, Any] = {"used_on": clock.today()}
    if latest is not None:
        initial = {"used_on": latest.answered_on, "what": latest.happened, "came_of_it": latest.benefit}
    competences = queries.competences_to_prove(enrolment, request.user)
    form = EvidenceForm(competences, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            kept = actions.keep_as_evidence(enrolment, form.cleaned_data["competence"], form.facts(), by=request.user)
            return reverse("competences:use", args=[kept.pk])

        address, is_new = only_once(request, act)
        if is_new:
            messages.success(request, _("It stands with the competence. Only you can see it until you share it."))
        return redirect(address)
    context = {"form": form, "enrolment": enrolment, "competences": competences}
    return render(request, "learning/effect/evidence.html", context, status=422 if form.errors else 200)


@require_GET
def practice_in_use(request: PersonRequest, practice_id: UUID) -> HttpResponse:
    """Whether one changed practice is in use, and what some tell of it."""
    rows = PracticeChange.objects.visible_to(request.user).filter(person=None)
    practice = get_object_or_404(rows.select_related("situation"), pk=practice_id)
    context = {
        "thing": practice,
        "lines": queries.of_practices([practice]),
        "is_practice": True,
        "cases": cases_about([practice.pk]),
    }
    return render(request, "learning/effect/in_use.html", context)


@require_GET
def result_in_use(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Which changed practices of a result are in use, beside how the result itself goes."""
    result = get_object_or_404(Result.objects.visible_to(request.user), pk=result_id)
    measured = list(result.measurements.all())
    lines = queries.of_result(result, request.user)
    context = {
        "thing": result,
        "lines": lines,
        "cases": cases_about(line.practice.pk for line in lines),
        "figure": figure_of(result, measured, None) if len(measured) > 1 else None,
        "says": sentence_of(result, measured) if len(measured) > 1 else "",
    }
    return render(request, "learning/effect/in_use.html", context)
