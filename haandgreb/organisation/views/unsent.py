"""What was sent after the session had run out: look at it, and send it again."""

from __future__ import annotations

from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_http_methods

from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.middleware import browser_of
from haandgreb.organisation.rules import is_own_path
from haandgreb.shared import unsent


@require_http_methods(["GET", "POST"])
def sent_too_late(request: PersonRequest) -> HttpResponse:
    """The kept form, for the one who wrote it; POST throws it away."""
    owner, kept = _mine(request)
    if kept is None:
        return redirect("home")
    page = kept.page if is_own_path(kept.page) else ""
    if request.method == "POST":
        unsent.drop(owner)
        return redirect(page or "home")
    context = {"kept": kept, "may_send": kept.is_whole and _is_ours(kept.path), "page": page}
    return render(request, "organisation/unsent.html", context)


def _mine(request: PersonRequest) -> tuple[UUID, unsent.Unsent | None]:
    kept = unsent.find(request.user.pk, is_person=True)
    browser = browser_of(request)
    if kept is None and browser is not None:
        return browser, unsent.find(browser, is_person=False)
    return request.user.pk, kept


def _is_ours(path: str) -> bool:
    """Whether one of our pages takes forms at that address."""
    if not is_own_path(path):
        return False
    try:
        resolve(urlsplit(path).path)
    except Resolver404:
        return False
    return True
