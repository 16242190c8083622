"""Table of contents, second part: score, result, trend, choice, types. Included by urls.py."""

from __future__ import annotations

from django.urls import path

from haandgreb.meetings.views import reports, result, scoring, trend

urlpatterns = [
    path("<uuid:meeting_id>/score/", scoring.score_page, name="score"),
    path("<uuid:meeting_id>/score/turn/", scoring.turn, name="score_turn"),
    path("<uuid:meeting_id>/score/together/", scoring.open_together, name="score_together"),
    path("<uuid:meeting_id>/score/close/", scoring.close, name="score_close"),
    path("<uuid:meeting_id>/score/chair/", scoring.chair_score, name="score_chair"),
    path("<uuid:meeting_id>/result/", result.result, name="result"),
    path("series/<uuid:series_id>/trend/", trend.trend, name="trend"),
    path("series/<uuid:series_id>/choice/", trend.choice, name="choice"),
    path("types/", reports.type_reports, name="type_reports"),
]
