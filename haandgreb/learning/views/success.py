"""Success case studies: the list, planning, asking, choosing, publishing, and the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import success as actions
from haandgreb.learning.forms.success import AskForm, ConclusionForm, StudyForm
from haandgreb.learning.models import SuccessStudy
from haandgreb.learning.permissions import may_study_success
from haandgreb.learning.queries import success as queries
from haandgreb.learning.success_pages import guide_of, report_context
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

TEXTS = ("title", "purpose", "success")
CHOICES = ("activity", "ended_from", "ended_to")


def _analyst(request: PersonRequest) -> None:
    """For everybody else there is no such page."""
    if not may_study_success(request.user, clock.today()):
        raise Http404


def _study(request: PersonRequest, study_id: UUID) -> SuccessStudy:
    _analyst(request)
    return get_object_or_404(SuccessStudy.objects.select_related("activity", "analyst"), pk=study_id)


@require_GET
def studies(request: PersonRequest) -> HttpResponse:
    """The published ones for everybody; all of them for HR of the whole workplace."""
    today = clock.today()
    context = {
        "studies": list(queries.studies_seen(request.user, today)[:100]),
        "may_study": may_study_success(request.user, today),
    }
    return render(request, "learning/success/studies.html", context)


@require_http_methods(["GET", "POST"])
def study_new(request: PersonRequest) -> HttpResponse:
    """Plan a study: what to find out, and about whom."""
    _analyst(request)
    today = clock.today()
    initial = {"ended_from": today - timedelta(days=365), "ended_to": today - timedelta(days=90)}
    form = StudyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            made = actions.plan_study(form.cleaned_data, by=request.user)
            return reverse("learning:success_study", args=[made.pk])

        return redirect(only_once(request, act)[0])
    context = {"form": form}
    return render(request, "learning/success/study_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def study_edit(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Change it until somebody is asked."""
    return edit_page(request, "learning/success/study_edit.html", lambda: _editing(request, study_id))


def _editing(request: PersonRequest, study_id: UUID) -> Editing:
    study = _study(request, study_id)
    if study.state != SuccessStudy.State.DRAFT:
        raise Http404
    form = StudyForm(request.POST or None, initial={name: getattr(study, name) for name in (*TEXTS, *CHOICES)})

    def save(version: int | None) -> None:
        actions.change_study(study, form.cleaned_data, version=version, by=request.user)

    return Editing(
        study,
        form,
        "success study changed",
        save,
        texts={name: getattr(study, name) for name in TEXTS},
        choices={name: getattr(study, name) for name in CHOICES},
        back=reverse("learning:success_study", args=[study.pk]),
        done=_("Saved."),
        context={"study": study},
    )


@require_GET
def study(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Where the study is, and the one thing to do next."""
    return _page(request, _study(request, study_id))


def _page(request: PersonRequest, found: SuccessStudy, **forms: Any) -> HttpResponse:
    today = clock.today()
    context = {
        "page": queries.study_page(found),
        "study": found,
        "asks": len(queries.to_ask(found, today)) if found.state == SuccessStudy.State.DRAFT else None,
        "ask_form": AskForm(today, initial={"closes_on": today + timedelta(days=14)}),
        "conclusion_form": ConclusionForm(),
        "guide": guide_of(),
        **forms,
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "learning/success/study.html", context, status=status)


@require_POST
def study_drop(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Drop a plan nobody was asked about."""
    found = _study(request, study_id)

    def act() -> str:
        actions.drop_study(found, by=request.user)
        return _("The plan is dropped. Nobody was asked.")

    _try(request, act)
    return redirect("learning:success")


@require_POST
def study_ask(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Ask everybody who took part."""
    found = _study(request, study_id)
    form = AskForm(clock.today(), request.POST)
    if not form.is_valid():
        return _page(request, found, ask_form=form)
    day: date = form.cleaned_data["closes_on"]
    _try(request, lambda: _said_asked(actions.ask(found, closes_on=day, by=request.user)))
    return redirect("learning:success_study", found.pk)


def _said_asked(many: int) -> str:
    return ngettext("%(n)d person is asked.", "%(n)d people are asked.", many) % {"n": many}


@require_POST
def study_close(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Close the survey: no more answers."""
    found = _study(request, study_id)

    def act() -> str:
        actions.close_survey(found, by=request.user)
        return _("The survey is closed. Now choose whom to talk with.")

    _try(request, act)
    return redirect("learning:success_study", found.pk)


@require_POST
def study_choose(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """With whom to talk."""
    found = _study(request, study_id)
    ids = {UUID(text) for text in request.POST.getlist("answer") if _is_uuid(text)}
    _try(request, lambda: _said_chosen(actions.choose(found, ids, by=request.user)))
    return redirect("learning:success_study", found.pk)


def _said_chosen(many: int) -> str:
    return ngettext("%(n)d person to talk with.", "%(n)d people to talk with.", many) % {"n": many}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
def study_publish(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """Publish the report."""
    found = _study(request, study_id)
    form = ConclusionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, conclusion_form=form)

    def act() -> str:
        actions.publish(found, form.cleaned_data["conclusion"], by=request.user)
        return _("Published. Everybody here can read it; barriers with an owner are promised.")

    _try(request, act)
    return redirect("learning:success_report", found.pk)


@require_GET
def report(request: PersonRequest, study_id: UUID) -> HttpResponse:
    """What the study shows: for everybody once it is published, for HR before."""
    found = get_object_or_404(queries.studies_seen(request.user, clock.today()), pk=study_id)
    if found.state not in (SuccessStudy.State.TALKING, SuccessStudy.State.PUBLISHED):
        raise Http404
    told = queries.report_of(found, request.user, clock.today())
    return render(request, "learning/success/report.html", report_context(told))


def _try(request: PersonRequest, act: Callable[[], str]) -> None:
    """Do it, and say so; or say that somebody else was quicker, or that there is nobody."""
    try:
        messages.success(request, act())
    except actions.NotNow:
        messages.error(request, _("The study has moved on meanwhile. Nothing was changed."))
    except actions.Nobody:
        told = _(
            "Nobody who is here today has completed it on these days without being asked before. Choose other days."
        )
        messages.error(request, told)
