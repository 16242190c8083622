"""The short addresses of the score."""

from __future__ import annotations

from django.urls import path

from haandgreb.meetings.views import score

urlpatterns = [
    path("s/", score.find, name="score_find"),
    path("s/language/", score.language, name="score_language"),
    path("s/<str:code>", score.score, name="score"),
    path("s/<str:code>/thanks", score.thanks, name="score_thanks"),
]
