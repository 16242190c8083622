"""Somebody who has left gets a copy of her own data: HR makes the link, an administrator the code, she fetches."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation import permissions
from haandgreb.organisation.actions import data_links
from haandgreb.organisation.actions.signing_in import TooManyFailures
from haandgreb.organisation.http import PersonRequest, public, too_many
from haandgreb.organisation.models import DataLink, Person
from haandgreb.shared import clock, throttle
from haandgreb.shared.address import base_url

_COOKIE = "__Host-data-link" if settings.PRODUCTION else "data-link"
_MINUTES = 60


@require_GET
def data_link(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Where it stands: for HR of the unit she left, and for administrators."""
    return _page(request, _left(request, person_id))


def _left(request: PersonRequest, person_id: UUID) -> Person:
    person, today = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id), clock.today()
    hr = permissions.may_make_data_link(request.user, person, today)
    if not hr and not permissions.may_give_data_code(request.user, person, today):
        raise PermissionDenied
    return person


def _page(request: PersonRequest, person: Person, status: int = 200, **words: Any) -> HttpResponse:
    today = clock.today()
    context = {
        "left": person,
        "link": DataLink.objects.filter(person=person).select_related("made_by", "code_by").first(),
        "may_make": permissions.may_make_data_link(request.user, person, today),
        "may_give_code": permissions.may_give_data_code(request.user, person, today),
        "now": clock.now(),
        **words,
    }
    return render(request, "organisation/data_link.html", context, status=status)


@require_POST
def make(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """A new link, shown once."""
    person = _left(request, person_id)
    if not permissions.may_make_data_link(request.user, person, clock.today()):
        raise PermissionDenied
    token = data_links.make(person, by=request.user)
    return _page(request, person, address=f"{base_url(request)}{reverse('data_link_opened', args=[token])}")


@require_POST
def give_code(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """A new code, shown once, to another than who made the link."""
    person = _left(request, person_id)
    if not permissions.may_give_data_code(request.user, person, clock.today()):
        raise PermissionDenied
    try:
        code = data_links.give_code(person, by=request.user)
    except data_links.TwoHands:
        return _page(request, person, 409, trouble=_("You made the link, so somebody else has to give the code."))
    if code is None:
        return _page(request, person, 409, trouble=_("No link waits for a code. HR makes it first."))
    return _page(request, person, code=f"{code[:5]}-{code[5:]}")


@public
@require_GET
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself. It fetches nothing yet, as mail scanners follow links; the token leaves the address."""
    response = redirect("fetch_data")
    response.set_cookie(
        _COOKIE, token[:100], max_age=_MINUTES * 60, httponly=True, secure=settings.PRODUCTION, samesite="Lax"
    )
    return response


@public
@require_http_methods(["GET", "POST"])
def fetch(request: HttpRequest) -> HttpResponse:
    """The code, a button, and the file; once, without an account."""
    token = request.COOKIES.get(_COOKIE, "")
    if request.method == "GET":
        good = bool(token) and data_links.is_good(token)
        return render(request, "organisation/fetch_data.html", {"is_good": good}, status=200 if good else 410)
    try:
        found = data_links.fetch(token, request.POST.get("code", "")[:50], address=throttle.address_of(request))
    except TooManyFailures:
        return too_many(request)
    if found is None:
        good = bool(token) and data_links.is_good(token)
        context = {"is_good": good, "is_wrong": good}
        return render(request, "organisation/fetch_data.html", context, status=422 if good else 410)
    response = HttpResponse(found, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{clock.today().isoformat()}.zip"'
    response.delete_cookie(_COOKIE)
    return response
