"""A person's own list of promised things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.followups import actions, queries
from haandgreb.followups.forms import MoveForm, OwnPromiseForm, SkipForm
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.http import PersonRequest, next_page
from haandgreb.shared import clock, once

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


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


@dataclass(frozen=True)
class _Change:
    """What can happen to a promised thing that asks for a reason: the act, and the words of its page."""

    act: Callable[..., Any]
    title: StrOrPromise
    lede: StrOrPromise
    button: StrOrPromise
    success: StrOrPromise


_MOVE = _Change(
    actions.move,
    gettext_lazy("Move the date"),
    gettext_lazy("Everybody who follows it sees the new date and the reason."),
    gettext_lazy("Save the new date"),
    gettext_lazy("Moved. The new date is noted."),
)
_SKIP = _Change(
    actions.skip,
    gettext_lazy("Skip it"),
    gettext_lazy("It is all right not to do it. Say why, so that nobody waits for it."),
    gettext_lazy("Skip"),
    gettext_lazy("Skipped. The reason is noted."),
)


@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """A new date, with the reason."""
    follow_up = _own(request, follow_up_id)
    return _change(request, follow_up, MoveForm(request.POST or None, initial={"to_day": follow_up.due_on}), _MOVE)


@require_http_methods(["GET", "POST"])
def skip(request: PersonRequest, follow_up_id: UUID) -> HttpResponse:
    """It will not be done, and why."""
    return _change(request, _own(request, follow_up_id), SkipForm(request.POST or None), _SKIP)


def _change(request: PersonRequest, follow_up: FollowUp, form: forms.Form, change: _Change) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        change.act(follow_up, by=request.user, **form.cleaned_data)
        messages.success(request, str(change.success))
        return redirect("followups:list")
    context = {"follow_up": follow_up, "form": form, "change": change}
    return render(request, "followups/change.html", context, status=422 if form.errors else 200)


def _own(request: PersonRequest, follow_up_id: UUID) -> FollowUp:
    return get_object_or_404(FollowUp.objects.visible_to(request.user), pk=follow_up_id)


def _back(request: PersonRequest) -> HttpResponse:
    """To the page the form stood on, where that is ours."""
    return redirect(next_page(request, otherwise="followups:list"))
