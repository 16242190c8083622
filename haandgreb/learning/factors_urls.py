"""The sixteen factors: what helps and hinders use, in our own words."""

from __future__ import annotations

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
