"""The tool ledger: which handles were tried, and what changed."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
