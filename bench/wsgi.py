"""Everything as in earnest, except /bare/: that goes to Django handlers with other middleware, or none at all."""

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


# What `django-admin startproject` writes into a new project, save messages and sessions of another engine.
ORDINARY = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

with override_settings(MIDDLEWARE=[]):
    _bare = Bare()
with override_settings(MIDDLEWARE=ORDINARY):
    _ordinary = Bare()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The server's entry."""
    return _handler(environ["PATH_INFO"])(environ, start_response)


def _handler(path: str) -> WSGIHandler:
    if path == "/bare/form":
        return _ordinary
    return _bare if path.startswith("/bare/") else _real
