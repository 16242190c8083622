"""How long things are kept: for everybody. What waits at the archive gate: for who runs or oversees it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from haandgreb.confidentiality import actions, queries
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.forms import AuthorityForm, DaysForm, GateForm, HoldForm
from haandgreb.confidentiality.models import ArchiveGate, Authority, LegalHold
from haandgreb.confidentiality.permissions import may_read_gate, may_run_gate
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, once

V = TypeVar("V", bound=Callable[..., HttpResponse])


def runs_the_gate(page: V) -> V:
    """403 for everybody but administrators: that the page is there is no secret."""

    @wraps(page)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_run_gate(request.user, clock.today()):
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return cast(V, guarded)


@require_GET
def keeping(request: PersonRequest) -> HttpResponse:
    """How long each class is kept; with numbers for administrators and HR for the whole organisation."""
    return _keeping(request)


def _keeping(request: PersonRequest, form: GateForm | None = None) -> HttpResponse:
    today = clock.today()
    gate = ArchiveGate.objects.first() or ArchiveGate()
    context = {
        "lines": queries.lines(),
        "gate": gate,
        "may_read": may_read_gate(request.user, today),
        "may_run": may_run_gate(request.user, today),
        "form": form or GateForm(initial={"is_on": "on" if gate.is_on else "off"}),
    }
    return render(request, "confidentiality/keeping.html", context, status=422 if form is not None else 200)


@require_GET
def data_class(request: PersonRequest, key: str) -> HttpResponse:
    """One class: what waits, what allows it to go, holds and receipts."""
    if not may_read_gate(request.user, clock.today()):
        raise PermissionDenied
    return _class_page(request, key)


def _class_page(request: PersonRequest, key: str, **forms_sent: forms.Form) -> HttpResponse:
    line = queries.line_of(key)
    if line is None:
        raise Http404
    one = line.data_class
    context: dict[str, Any] = {
        "line": line,
        "gate_is_on": queries.gate_is_on(),
        "may_run": may_run_gate(request.user, clock.today()),
        "days": DaysForm(data_class=one, initial={"days": line.days}),
        "authority": AuthorityForm(data_class=one),
        "hold": HoldForm(),
        **forms_sent,
    }
    return render(request, "confidentiality/data_class.html", context, status=422 if forms_sent else 200)


@runs_the_gate
@require_POST
def set_gate(request: PersonRequest) -> HttpResponse:
    """On or off."""
    form = GateForm(request.POST)
    if not form.is_valid():
        return _keeping(request, form)
    actions.set_gate(**form.cleaned_data, by=request.user)
    return redirect("confidentiality:keeping")


@runs_the_gate
@require_POST
def set_days(request: PersonRequest, key: str) -> HttpResponse:
    """How long from now on."""
    one = _class_or_404(key)
    form = DaysForm(request.POST, data_class=one)
    if not form.is_valid():
        return _class_page(request, key, days=form)
    actions.set_days(one, form.cleaned_data["days"], by=request.user)
    return redirect("confidentiality:data_class", key)


@runs_the_gate
@require_POST
def register(request: PersonRequest, key: str) -> HttpResponse:
    """What the archives have said."""
    one = _class_or_404(key)
    if not one.gated:
        raise Http404
    form = AuthorityForm(request.POST, data_class=one)
    if not form.is_valid():
        return _class_page(request, key, authority=form)
    with transaction.atomic():
        if once.claim(request) is None:
            actions.register(one, **form.cleaned_data, by=request.user)
    return redirect("confidentiality:data_class", key)


@runs_the_gate
@require_POST
def end_authority(request: PersonRequest, authority_id: UUID) -> HttpResponse:
    """Nothing more is deleted by it."""
    found = get_object_or_404(Authority, pk=authority_id)
    actions.end_authority(found, by=request.user)
    return redirect("confidentiality:data_class", found.data_class)


@runs_the_gate
@require_POST
def hold(request: PersonRequest, key: str) -> HttpResponse:
    """Place a legal hold."""
    one = _class_or_404(key)
    form = HoldForm(request.POST)
    if not form.is_valid():
        return _class_page(request, key, hold=form)
    data = form.cleaned_data
    with transaction.atomic():
        if once.claim(request) is None:
            scope = None if data["everything"] else one
            actions.hold(scope, data["person"], reference=data["reference"], by=request.user)
    return redirect("confidentiality:data_class", key)


@runs_the_gate
@require_POST
def lift(request: PersonRequest, key: str, hold_id: UUID) -> HttpResponse:
    """Lift a hold."""
    actions.lift(get_object_or_404(LegalHold, pk=hold_id), by=request.user)
    return redirect("confidentiality:data_class", _class_or_404(key).key)


def _class_or_404(key: str) -> Any:
    found = data_classes().get(key)
    if found is None:
        raise Http404
    return found
