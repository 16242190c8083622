"""One series of a service check: what it is for, what is decided about it; and meetings that are missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.meetings import improving
from haandgreb.meetings.actions import check_decisions, service_check
from haandgreb.meetings.forms.service_check import DecideForm, MissingForm, PurposeForm
from haandgreb.meetings.models import CheckedSeries, ServiceCheck
from haandgreb.meetings.permissions import may_lead_check, may_write_purpose
from haandgreb.meetings.queries.check_rows import cadence_label
from haandgreb.meetings.queries.service_check import usual_day
from haandgreb.meetings.rules.hours import Verdict
from haandgreb.meetings.views.service_check import PAGE_OR_FORM, Step, acted, check_of, wrong_step
from haandgreb.organisation.editing import Change, as_text, conflict_with, number, only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts

PURPOSE = ("purpose", "who_would_miss_it")
CHOSEN = ("decision", "from_day", "owner", "new_minutes", "new_cadence", "new_people", "merge_with", "review_on")
_DECIDED = [name for name in DecideForm.base_fields if name != "merge_with"]


@require_http_methods(PAGE_OR_FORM)
def row(request: PersonRequest, check_id: UUID, row_id: UUID) -> HttpResponse:
    """Its purpose until the vote begins, its decision when there is talk of it."""
    found = check_of(request, check_id)
    checked = get_object_or_404(
        found.rows.select_related("series__owner", "owner", "check_of", "changed_by"), pk=row_id, series__isnull=False
    )
    if request.POST.get("keep") == "theirs":
        return redirect("meetings:check", found.pk)
    if found.step in {Step.MAP, Step.PURPOSE}:
        require(may_write_purpose(request.user, checked, found))
        return _purpose(request, found, checked)
    require(may_lead_check(request.user, found))
    if found.step not in check_decisions.DECIDING:
        raise Http404
    return _decision(request, found, checked)


def _purpose(request: PersonRequest, found: ServiceCheck, checked: CheckedSeries) -> HttpResponse:
    form = PurposeForm(request.POST or None, initial={name: getattr(checked, name) for name in PURPOSE})
    if request.method == "POST" and form.is_valid():
        version = number(request, "version")
        try:
            saved = service_check.write_purpose(checked, **form.cleaned_data, version=version, by=request.user)
        except service_check.WrongStep:
            return wrong_step(request, found)
        if not saved and (conflict := _conflict(request, found, checked, form, PURPOSE)):
            return conflict
        drafts.drop(request.user, _draft(checked))
        messages.success(request, _("The purpose is written."))
        return redirect("meetings:check", found.pk)
    return _row_page(request, found, checked, form)


def _decision(request: PersonRequest, found: ServiceCheck, checked: CheckedSeries) -> HttpResponse:
    others = found.rows.filter(series__isnull=False).exclude(pk=checked.pk)
    form = DecideForm(checked, others, request.POST or None, initial=_known(checked))
    if request.method == "POST" and form.is_valid():
        version = number(request, "version")
        try:
            saved = check_decisions.decide(checked, form.facts(), version=version, by=request.user)
        except service_check.WrongStep:
            return wrong_step(request, found)
        if not saved and (conflict := _conflict(request, found, checked, form, ["change"], CHOSEN)):
            return conflict
        drafts.drop(request.user, _draft(checked))
        messages.success(request, _("The decision is written down."))
        return redirect(f"{reverse('meetings:check', args=[found.pk])}#row-{checked.pk}")
    return _row_page(request, found, checked, form)


def _known(checked: CheckedSeries) -> dict[str, Any]:
    """What is decided so far, else the usual: from today, the owner of the series, twelve months."""
    today = clock.today()
    owner = checked.owner or (checked.series.owner if checked.series else None)
    usual = {
        "owner": owner,
        "from_day": checked.from_day or today,
        "review_on": checked.review_on or usual_day(today),
        "merge_with": str(checked.merge_with_id or ""),
    }
    return {name: getattr(checked, name) for name in _DECIDED} | usual


def _row_page(
    request: PersonRequest, found: ServiceCheck, checked: CheckedSeries, form: django_forms.Form
) -> HttpResponse:
    drafted = request.method == "GET" and with_draft(request, _draft(checked), form)
    context = {
        "check": found,
        "row": checked,
        "form": form,
        "deciding": isinstance(form, DecideForm),
        "cadence": cadence_label(checked.cadence),
        "prompts": improving.prompts(),
        "draft_key": _draft(checked),
        "drafted": drafted,
    }
    return render(request, "meetings/service_check_row.html", context, status=422 if form.errors else 200)


def _conflict(
    request: PersonRequest,
    found: ServiceCheck,
    checked: CheckedSeries,
    form: django_forms.Form,
    texts: Iterable[str],
    choices: Iterable[str] = (),
) -> HttpResponse | None:
    """Somebody saved meanwhile: what both wrote and chose stands on the page. None where it is the same."""
    checked.refresh_from_db()
    conflict = conflict_with(
        form,
        {name: as_text(getattr(checked, name)) for name in texts},
        checked.version,
        Change(checked.changed_by, checked.changed_at),
        {name: getattr(checked, name) for name in choices},
    )
    if conflict is None:
        return None
    context = {"check": found, "title": checked.title, "conflict": conflict}
    return render(request, "meetings/service_check_conflict.html", context, status=409)


def _draft(checked: CheckedSeries) -> str:
    return f"meetings-check-row-{checked.pk}"


@require_http_methods(PAGE_OR_FORM)
def missing(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """A meeting nobody holds today."""
    found = check_of(request, check_id)
    require(may_lead_check(request.user, found))
    initial = {"from_day": clock.today(), "owner": request.user, "title": request.GET.get("title", "")[:200]}
    form = MissingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            check_decisions.add_missing(found, form.cleaned_data, by=request.user)
            return reverse("meetings:check", args=[found.pk])

        return acted(request, found, lambda: only_once(request, add), _("The new meeting is written down."))
    context = {"check": found, "form": form}
    return render(request, "meetings/service_check_missing.html", context, status=422 if form.errors else 200)


@require_POST
def drop_missing(request: PersonRequest, check_id: UUID, row_id: UUID) -> HttpResponse:
    """It was not needed after all."""
    found = check_of(request, check_id)
    require(may_lead_check(request.user, found))
    checked = get_object_or_404(found.rows.select_related("check_of"), pk=row_id, decision=Verdict.MISSING)
    done = _("The new meeting is taken off again.")
    return acted(request, found, lambda: check_decisions.drop_missing(checked, by=request.user), done)
