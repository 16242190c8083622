"""What came of it: the ladder, the flows, the attention budget."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import effect, effect_report, use_shown

urlpatterns: list[URLPattern] = [
    path("effect/", effect_report.effect_report, name="effect_report"),
    path("effect/staff/", effect.effect_staff, name="effect_staff"),
    path("enrolment/<uuid:enrolment_id>/effect/", effect.effect, name="effect"),
    path("enrolment/<uuid:enrolment_id>/show-use/", use_shown.show_use, name="show_use"),
    path("enrolment/<uuid:enrolment_id>/evidence/", use_shown.evidence, name="evidence"),
    path("use/<uuid:use_id>/take-back/", use_shown.take_back, name="take_back"),
    path("use/practice/<uuid:practice_id>/", use_shown.practice_in_use, name="practice_in_use"),
    path("use/result/<uuid:result_id>/", use_shown.result_in_use, name="result_in_use"),
]
