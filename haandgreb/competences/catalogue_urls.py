"""Catalogue and role profiles."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
