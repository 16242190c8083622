"""A person's own list of promised things."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.followups import actions, queries
from haandgreb.followups.forms import MoveForm, OwnPromiseForm, SkipForm
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.http import PersonRequest, next_page
from haandgreb.shared import clock, once


@require_http_methods(["GET", "POST"])
def own_list(request: PersonRequest) -> HttpResponse:
    """What I have promised; and a place to promise myself something."""
    form = OwnPromiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if once.claim(request) is None:
                actions.promise(owner=request.user, by=request.user, source="own", **form.cleaned_data)
        messages.success(request, _("Noted. You have the ball."))
        return redirect("followups:list")
    context = {**queries.own_page(request.user, clock.today(), request.GET.get("page", "")), "form": form}
    return render(request, "followups/list.html", context, status=422 if form.errors else 200)


@require_POST
def done(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """It is done."""
    follow_up = _own(request, follow_up_id)
    actions.mark_done(follow_up, by=request.user)
    messages.success(request, _("Done: {what}").format(what=follow_up.what))
    return _back(request)


@require_POST
def reopen(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """It was ticked by mistake."""
    actions.reopen(_own(request, follow_up_id), by=request.user)
    messages.success(request, _("It is open again."))
    return _back(request)


@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """A new date, with the reason."""
    follow_up = _own(request, follow_up_id)
    form = MoveForm(request.POST or None, initial={"to_day": follow_up.due_on})
    return _change(request, follow_up, form, actions.move, _("Moved. The new date is noted."), "followups/move.html")


@require_http_methods(["GET", "POST"])
def skip(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """It will not be done, and why."""
    follow_up = _own(request, follow_up_id)
    return _change(
        request, follow_up, SkipForm(request.POST or None), actions.skip, _("Skipped. The reason is noted."),
        "followups/skip.html",
    )  # fmt: skip


def _change(
    request: PersonRequest,
    follow_up: FollowUp,
    form: forms.Form,
    act: Callable[..., Any],
    success: str,
    template: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        act(follow_up, by=request.user, **form.cleaned_data)
        messages.success(request, success)
        return redirect("followups:list")
    context = {"follow_up": follow_up, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)


def _own(request: PersonRequest, follow_up_id: UUID) -> FollowUp:
    return get_object_or_404(FollowUp.objects.visible_to(request.user), pk=follow_up_id)


def _back(request: PersonRequest) -> HttpResponse:
    """To the page the form stood on, where that is ours."""
    return redirect(next_page(request, otherwise="followups:list"))
