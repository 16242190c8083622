"""The learning log, and providers and buddies without an account."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import log

urlpatterns: list[URLPattern] = [
    path("enrolment/<uuid:enrolment_id>/log/", log.log, name="log"),
    path("enrolment/<uuid:enrolment_id>/log/<int:half_day>/", log.entry, name="log_entry"),
]
