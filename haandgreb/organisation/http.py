"""Small things views share: the signed-in request, public pages, where to go next, too many tries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from haandgreb.organisation.models import Person
from haandgreb.organisation.rules import is_own_path

View = TypeVar("View", bound=Callable[..., HttpResponse])


class PersonRequest(HttpRequest):
    """A request from somebody who is signed in."""

    user: Person
    htmx: HtmxDetails


def public(view: View) -> View:
    """Mark a view as open to everybody; all others ask for sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # read by SignInRequired
    return view


def autosave(view: View) -> View:
    """Mark a view a page sends to by itself while somebody types: too late, it is not kept for sending again."""
    view.is_autosave = True  # type: ignore[attr-defined]  # read by SignInRequired
    return view


def without_name(view: View) -> View:
    """Mark a view that takes an answer without a name: sent too late, nothing of it is kept beside whose it was."""
    view.is_without_name = True  # type: ignore[attr-defined]  # read by SignInRequired
    return view


def next_page(request: HttpRequest, otherwise: str = "home") -> str:
    """Where the person wanted to go: only a path of this site, else the page named `otherwise`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if is_own_path(wanted) else reverse(otherwise)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """429 with a page that says to wait."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
