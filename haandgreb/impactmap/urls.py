"""The pages of impactmap."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "impactmap"
urlpatterns: list[URLPattern] = []
