"""The pages of learning."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning import (
    activities_urls,
    asked_urls,
    completions_urls,
    effect_urls,
    enrolments_urls,
    factors_urls,
    guests_urls,
    journeys_urls,
    ledger_urls,
    phases_urls,
    plan_urls,
    success_urls,
    tracks_urls,
)
from haandgreb.learning.views import enrolment

app_name = "learning"

urlpatterns = [
    path("", enrolment.home, name="home"),
    path("enrolment/<uuid:enrolment_id>/", enrolment.page, name="enrolment"),
    *activities_urls.urlpatterns,
    *tracks_urls.urlpatterns,
    *enrolments_urls.urlpatterns,
    *plan_urls.urlpatterns,
    *phases_urls.urlpatterns,
    *guests_urls.urlpatterns,
    *asked_urls.urlpatterns,
    *factors_urls.urlpatterns,
    *journeys_urls.urlpatterns,
    *completions_urls.urlpatterns,
    *effect_urls.urlpatterns,
    *success_urls.urlpatterns,
    *ledger_urls.urlpatterns,
]
