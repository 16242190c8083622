"""The address of a score as it stands on the wall: what the QR code holds, and what people type."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from haandgreb.shared.address import base_url


def score_address(request: HttpRequest, code: str) -> str:
    """Where the QR code leads: the installation's own address, or the one this page was asked at."""
    return f"{base_url(request)}{reverse('score', args=[code])}"


def short_address(request: HttpRequest) -> str:
    """What people type before the code: the host and /s/, without https."""
    return f"{urlsplit(base_url(request)).netloc}{reverse('score_find')}"
