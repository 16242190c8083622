"""Addresses: The works council: concept, ten questions, evaluation, yearly pack."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
