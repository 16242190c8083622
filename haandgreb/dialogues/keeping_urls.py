"""Addresses: How long things are kept, who opened what, one's own copy."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import keeping

urlpatterns: list[URLPattern] = [path("talk/<uuid:dialogue_id>/opened/", keeping.who_opened, name="who_opened")]
