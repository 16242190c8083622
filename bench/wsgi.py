"""Everything as in earnest, except /bare/: that goes to a Django handler with no middleware at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

_real = get_wsgi_application()
with override_settings(MIDDLEWARE=[], ROOT_URLCONF="bench.bare.urls"):
    _bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The server's entry."""
    handler = _bare if environ["PATH_INFO"].startswith("/bare/") else _real
    return handler(environ, start_response)
