"""The catalogue: activities in the three rooms, when they take place, how a unit's are spread."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
