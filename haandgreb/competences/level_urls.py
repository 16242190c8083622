"""A person's levels: her wheel, what is agreed, evidence of use."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
