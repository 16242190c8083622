"""Addresses: How long things are kept, who opened what, one's own copy."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
