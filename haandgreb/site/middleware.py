"""An installation that nobody has set up opens on the set-up page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from haandgreb.shared.installation import installation

Answer = Callable[[HttpRequest], HttpResponse]
_ALWAYS = ("/healthz", "/readyz", "/language/", "/set-up/")


class SetUpFirst:
    """Until the first administrator is made, every page leads to set-up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.is_set_up = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Once set up, always set up: no question to the database after the first yes.
        if not self.is_set_up and not request.path.startswith((settings.STATIC_URL, *_ALWAYS)):
            self.is_set_up = installation().set_up_at is not None
            if not self.is_set_up:
                return HttpResponseRedirect(reverse("set_up"))
        return self.get_response(request)
