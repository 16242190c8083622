"""Small things views share: the signed-in request, public pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest, HttpResponse

from haandgreb.organisation.models import Person

View = TypeVar("View", bound=Callable[..., HttpResponse])


class PersonRequest(HttpRequest):
    """A request from somebody who is signed in."""

    user: Person


def public(view: View) -> View:
    """Mark a view as open to everybody; all others ask for sign-in."""
    view.is_public = True  # type: ignore[attr-defined]  # read by SignInRequired
    return view
