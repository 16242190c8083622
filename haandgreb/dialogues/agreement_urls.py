"""Addresses: What the two agree, follow up and take along."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
