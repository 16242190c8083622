"""Addresses: What each writes before the talk, and shares."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import preparation, preparation_sharing

urlpatterns: list[URLPattern] = [
    path("talk/<uuid:dialogue_id>/prepare/", preparation.prepare, name="prepare"),
    path("talk/<uuid:dialogue_id>/prepare/draft/", preparation.keep_draft, name="prepare_draft"),
    path("talk/<uuid:dialogue_id>/share/", preparation_sharing.share, name="share"),
    path("talk/<uuid:dialogue_id>/share/back/", preparation_sharing.withdraw, name="withdraw"),
    path("talk/<uuid:dialogue_id>/share/open/", preparation_sharing.open_now, name="share_open"),
    path("talk/<uuid:dialogue_id>/read/", preparation_sharing.read, name="preparation_read"),
]
