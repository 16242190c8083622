"""Success cases: looking at where it went very well and where it did not."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
