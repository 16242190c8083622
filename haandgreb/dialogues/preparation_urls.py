"""Addresses: What each writes before the talk, and shares."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
