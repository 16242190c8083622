"""Table of contents, third part: the service check. Included by urls.py."""

from __future__ import annotations

from django.urls import path

from haandgreb.meetings.views import check_rows, service_check

urlpatterns = [
    path("checks/", service_check.checks, name="checks"),
    path("checks/start/", service_check.start, name="check_start"),
    path("checks/<uuid:check_id>/", service_check.check, name="check"),
    path("checks/<uuid:check_id>/on/", service_check.go_on, name="check_on"),
    path("checks/<uuid:check_id>/vote/", service_check.vote, name="check_vote"),
    path("checks/<uuid:check_id>/rows/<uuid:row_id>/", check_rows.row, name="check_row"),
    path("checks/<uuid:check_id>/rows/<uuid:row_id>/drop/", check_rows.drop_missing, name="check_drop"),
    path("checks/<uuid:check_id>/missing/", check_rows.missing, name="check_missing"),
    path("checks/<uuid:check_id>/hours/", service_check.book, name="check_book"),
    path("checks/<uuid:check_id>/hours/<uuid:booking_id>/drop/", service_check.unbook, name="check_unbook"),
    path("checks/<uuid:check_id>/look/", service_check.look, name="check_look"),
]
