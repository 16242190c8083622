"""Table of contents, second part: score, result, trend, choice, service check. Included by urls.py."""

from __future__ import annotations

from django.urls import path

from haandgreb.meetings.views import check, reports, result, scoring, trend

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
    path("checks/", check.checks, name="checks"),
    path("checks/start/", check.start, name="check_start"),
    path("checks/<uuid:check_id>/", check.check, name="check"),
    path("checks/<uuid:check_id>/on/", check.go_on, name="check_on"),
    path("checks/<uuid:check_id>/vote/", check.vote, name="check_vote"),
    path("checks/<uuid:check_id>/rows/<uuid:row_id>/", check.row, name="check_row"),
    path("checks/<uuid:check_id>/missing/", check.missing, name="check_missing"),
    path("checks/<uuid:check_id>/hours/", check.book, name="check_book"),
    path("checks/<uuid:check_id>/hours/<uuid:booking_id>/drop/", check.unbook, name="check_unbook"),
    path("checks/<uuid:check_id>/look/", check.look, name="check_look"),
]
