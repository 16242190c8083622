"""The page of a provider or a buddy without an account: only her own part, and nothing without her link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.learning.actions import guest_links as actions
from haandgreb.learning.forms.guests import BuddyForm, ProviderForm
from haandgreb.learning.models import GuestLink
from haandgreb.learning.queries.guests import link_of, part_of
from haandgreb.organisation import rules
from haandgreb.organisation.http import public, too_many
from haandgreb.shared import clock, throttle

_COOKIE = "__Host-guest" if settings.PRODUCTION else "guest"
_MINUTES = 60
_LIMIT = "guest-link-address"
_ANSWERS, _MOST_ANSWERS = "guest-answers", 10  # a minute, by one link


@public
@require_GET
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself: the token leaves the address. It does nothing else, as mail scanners follow links."""
    if _link(token) is None:
        return _closed(request)
    return _with_cookie(redirect("learning:guest"), token)


@public
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What she may see, her questions, and what she answered; open until the link runs out."""
    token = request.COOKIES.get(_COOKIE, "")[:100]
    link = _link(token) if token else None
    if link is None:
        return _closed(request) if token else _render_closed(request, 410)
    form = _form(request, link)
    status = 200
    if request.method == "POST":
        if request.POST.get("link") != str(link.pk):
            return _other_link(request)
        if form.is_valid():
            if throttle.too_many(_ANSWERS, str(link.pk), most=_MOST_ANSWERS):
                return too_many(request)
            throttle.count(_ANSWERS, str(link.pk))
            return _keep(request, link, form, token)
        status = 422
    context = {
        "link": link,
        "part": part_of(link),
        "form": form,
        "is_provider": link.kind == GuestLink.Kind.PROVIDER,
        "thanks": request.method == "GET" and link.answered_at is not None,
    }
    return _with_cookie(_quiet(render(request, "learning/guests/guest.html", context, status=status)), token)


def _keep(request: HttpRequest, link: GuestLink, form: forms.Form, token: str) -> HttpResponse:
    answers = actions.provider_answers if link.kind == GuestLink.Kind.PROVIDER else actions.buddy_answers
    try:
        answers(link, form.cleaned_data)
    except actions.NoLongerOpen:
        return _lost(request, _("The link ran out while you wrote. Nothing was sent."))
    return _with_cookie(redirect("learning:guest"), token)


def _form(request: HttpRequest, link: GuestLink) -> forms.Form:
    kind = ProviderForm if link.kind == GuestLink.Kind.PROVIDER else BuddyForm
    reply = getattr(link, "reply", None)
    initial = {name: getattr(reply, name) for name in kind.base_fields} if reply is not None else {}
    return kind(request.POST or None, initial=initial)


def _link(token: str) -> GuestLink | None:
    return link_of(actions.hashed(token), clock.now())


def _closed(request: HttpRequest) -> HttpResponse:
    """Unknown, run out, called back: they look alike. Each try counts for the address, what opens never does."""
    address, moment = throttle.address_of(request), clock.now()
    if throttle.too_many(_LIMIT, address, most=rules.BAD_LINKS_PER_ADDRESS, now=moment):
        return too_many(request)
    throttle.count(_LIMIT, address, moment)
    return _render_closed(request, 410)


def _render_closed(request: HttpRequest, status: int) -> HttpResponse:
    response = _quiet(render(request, "learning/guests/closed.html", status=status))
    response.delete_cookie(_COOKIE)
    return response


def _other_link(request: HttpRequest) -> HttpResponse:
    """Another link was opened in this browser meanwhile: nothing is sent to the wrong page, and nothing is lost."""
    return _lost(request, _("Another link was opened in this browser. Open your own link again, and send it."))


def _lost(request: HttpRequest, why: str) -> HttpResponse:
    """Give back what was written."""
    written = [text for name in _TEXTS if (text := request.POST.get(name, "").strip())]
    context: dict[str, Any] = {"why": why, "written": written}
    return _quiet(render(request, "learning/guests/lost.html", context, status=409))


_TEXTS = (*ProviderForm.base_fields, "seen", "advice")


def _with_cookie(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        _COOKIE, token, max_age=_MINUTES * 60, httponly=True, secure=settings.PRODUCTION, samesite="Lax"
    )
    return response


def _quiet(response: HttpResponse) -> HttpResponse:
    """Nobody's search engine, nobody's cache; the other headers stand on every page."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response
