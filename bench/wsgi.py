"""Everything as in earnest, except /bare/: that goes to a Django handler with no middleware at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest
from django.test.utils import override_settings
from django.urls import ResolverMatch

_real = get_wsgi_application()


class Bare(WSGIHandler):
    """Django with its own addresses and nothing around them."""

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """Look in the bare addresses only."""
        setattr(request, "urlconf", "bench.bare.urls")  # noqa: B010 - Django's own name, unknown to the types
        return super().resolve_request(request)


with override_settings(MIDDLEWARE=[]):
    _bare = Bare()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The server's entry."""
    handler = _bare if environ["PATH_INFO"].startswith("/bare/") else _real
    return handler(environ, start_response)
