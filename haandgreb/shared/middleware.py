"""Headers on every answer, and what people see when the disk is full or the database is busy."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from haandgreb.shared.key_files import DamagedKeyFile
from haandgreb.shared.keyring import Unreadable

Answer = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("haandgreb.trouble")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """The headers of every answer; what is not a static file is never stored by a browser or proxy."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR", "") not in settings.TRUSTED_PROXIES:
            # Only a proxy of ours is believed when it says that the page was asked for by https.
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        if settings.PRODUCTION and not request.is_secure() and request.path not in {"/healthz", "/readyz"}:
            response = HttpResponse("Use https.", status=403, content_type="text/plain")
        else:
            response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Trouble:
    """A full disk, a busy database or a missing key becomes a clear page; the log gets a number and no content."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503: the database cannot be written or reached, or a text cannot be opened here. Nothing was saved."""
        if isinstance(exception, Unreadable | DamagedKeyFile):
            return _told(request, exception, "unreadable.html")
        if not isinstance(exception, OperationalError | OSError):
            return None
        response = _told(request, exception, "503.html")
        response.headers["Retry-After"] = "30"
        return response


def _told(request: HttpRequest, exception: Exception, template: str) -> HttpResponse:
    incident = secrets.token_hex(4)
    page = request.resolver_match.view_name if request.resolver_match else "unknown page"
    log.error("incident %s: %s at %s", incident, type(exception).__name__, page)
    return render(request, template, {"incident": incident}, status=503)
