"""Who is in a series, or asked to a meeting: one page and the same buttons for both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from haandgreb.meetings.forms.series import AddPeopleForm
from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person


def people_page(
    request: PersonRequest,
    thing: Series | Meeting,
    template: str,
    context: dict[str, Any],
    *,
    add: Callable[..., int],
    said: Callable[[int], str],
) -> HttpResponse:
    """Those who are in it, and a form that adds more by the action `add`; `said` is told how many were new."""
    form = AddPeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_core = form.cleaned_data["is_core"] == "core"
        messages.success(request, said(add(thing, form.cleaned_data["people"], by=request.user, is_core=is_core)))
        return redirect(request.path)
    return render(request, template, {**context, "form": form}, status=422 if form.errors else 200)


def change_person(
    request: PersonRequest,
    thing: Series | Meeting,
    who: Person,
    *,
    remove: Callable[..., bool],
    set_core: Callable[..., None],
    removed: str,
    must_stay: str,
) -> None:
    """Take somebody out, or note whether she is needed: whichever button was pressed."""
    if request.POST.get("act") != "remove":
        set_core(thing, who, request.POST.get("act") == "core", by=request.user)
    elif remove(thing, who, by=request.user):
        messages.success(request, removed)
    else:
        messages.warning(request, must_stay)
