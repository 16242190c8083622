"""What came of it: the ladder, the flows, the attention budget."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import effect, effect_report

urlpatterns: list[URLPattern] = [
    path("effect/", effect_report.effect_report, name="effect_report"),
    path("effect/staff/", effect.effect_staff, name="effect_staff"),
    path("enrolment/<uuid:enrolment_id>/effect/", effect.effect, name="effect"),
]
