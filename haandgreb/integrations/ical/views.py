"""The personal calendar feed, and the page where its link is made and ended."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.integrations.ical import actions, queries
from haandgreb.integrations.ical.models import Feed
from haandgreb.organisation.http import PersonRequest, public
from haandgreb.shared import clock, throttle
from haandgreb.shared.address import base_url

MOST_UNKNOWN = 30


@require_GET
def page(request: PersonRequest) -> HttpResponse:
    """My calendar link: whether there is one, and how to make or end it."""
    return _page(request)


@require_POST
def make(request: PersonRequest) -> HttpResponse:
    """Make a link and show it this once; an earlier one ends."""
    token = actions.make(by=request.user)
    return _page(request, _address(request, token))


@require_POST
def end(request: PersonRequest) -> HttpResponse:
    """End the link."""
    actions.end(by=request.user)
    messages.success(request, _("The link has ended. Calendars that use it get nothing more."))
    return redirect("ical:page")


@public
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The feed itself, for a calendar program: whoever has the link reads titles and times."""
    person = queries.owner_of(token)
    if person is None:
        return _unknown(request)
    response = HttpResponse(queries.feed_text(person, clock.now()), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = 'inline; filename="haandgreb.ics"'
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    """Unknown links are limited by address; a valid one never is."""
    address = throttle.address_of(request)
    if throttle.too_many("calendar", address, most=MOST_UNKNOWN):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    throttle.count("calendar", address)
    raise Http404


def _page(request: PersonRequest, address: str = "") -> HttpResponse:
    link = Feed.objects.filter(person=request.user).first()
    return render(request, "ical/page.html", {"link": link, "address": address})


def _address(request: HttpRequest, token: str) -> str:
    return base_url(request) + reverse("ical:feed", args=[token])
