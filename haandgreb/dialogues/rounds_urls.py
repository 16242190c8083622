"""Addresses: Rounds: plan, status, year wheel, who is due."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
