"""What came of it: the ladder, the flows, the attention budget."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
