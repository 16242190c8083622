"""Learning tracks, learning the same module together, study pairs (HG-10)."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
