"""Bodies have a size. What is too large is answered with a page that says what to do, and no upload touches a disk."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]
_CHUNK = 1024 * 1024
# A browser that is not listened to shows its own error; one that sends more than this is not waited for.
_MOST_DISCARDED = 300 * 1024 * 1024


class BodyLimit:
    """413 for a body that is larger than its page takes."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        most = most_bytes(request)
        if _length(request) <= most:
            return self.get_response(request)
        _discard(request)
        # A form around the files takes up to one MB of what is allowed.
        said = (most - (_CHUNK if most > settings.DATA_UPLOAD_MAX_MEMORY_SIZE else 0)) // _CHUNK
        response = render(request, "413.html", {"most": said}, status=413)
        response.headers["Connection"] = "close"
        return response


def most_bytes(request: HttpRequest) -> int:
    """How much may be sent to this page, long lists only by somebody signed in. Source: security and privacy, 5."""
    if request.path in settings.LARGE_BODIES and request.user.is_authenticated:
        return int(settings.LARGE_BODIES[request.path])
    with_files = request.content_type == "multipart/form-data"
    return int(settings.MOST_WITH_FILES if with_files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _length(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if str(length).isdigit() else 0


def _discard(request: HttpRequest) -> None:
    for _ in range(_MOST_DISCARDED // _CHUNK):
        if not request.read(_CHUNK):
            break
