"""The acts before – during – after, their days, what stands in the way."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
