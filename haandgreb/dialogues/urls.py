"""The pages of dialogues."""

from __future__ import annotations

from django.urls import path

from haandgreb.dialogues import (
    agreement_urls,
    booking_urls,
    council_urls,
    group_urls,
    keeping_urls,
    peers_urls,
    preparation_urls,
    rounds_urls,
    talk_urls,
)
from haandgreb.dialogues.views import dialogue

app_name = "dialogues"

urlpatterns = [
    path("", dialogue.home, name="home"),
    path("talk/<uuid:dialogue_id>/", dialogue.page, name="dialogue"),
    *rounds_urls.urlpatterns,
    *council_urls.urlpatterns,
    *preparation_urls.urlpatterns,
    *peers_urls.urlpatterns,
    *booking_urls.urlpatterns,
    *talk_urls.urlpatterns,
    *agreement_urls.urlpatterns,
    *group_urls.urlpatterns,
    *keeping_urls.urlpatterns,
]
