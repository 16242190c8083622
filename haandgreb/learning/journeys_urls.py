"""Learning journeys: spaced steps with try-outs at work."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
