"""Where this installation is, for links that leave the browser: mails, QR codes, calendars."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def base_url(request: HttpRequest) -> str:
    """The address of this installation, without a slash at the end: as the operator set it, else as asked for."""
    return settings.BASE_URL or f"{request.scheme}://{request.get_host()}"
