"""The gap of a unit and of the organisation."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
