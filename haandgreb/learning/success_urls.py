"""Success cases: the survey, the extremes, the talks, the cards, the report."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import success, success_own

urlpatterns: list[URLPattern] = [
    path("success/", success.studies, name="success"),
    path("success/new/", success.study_new, name="success_new"),
    path("success/<uuid:study_id>/", success.study, name="success_study"),
    path("success/<uuid:study_id>/edit/", success.study_edit, name="success_edit"),
    path("success/<uuid:study_id>/drop/", success.study_drop, name="success_drop"),
    path("success/<uuid:study_id>/ask/", success.study_ask, name="success_ask"),
    path("success/<uuid:study_id>/close/", success.study_close, name="success_close"),
    path("success/<uuid:study_id>/choose/", success.study_choose, name="success_choose"),
    path("success/<uuid:study_id>/publish/", success.study_publish, name="success_publish"),
    path("success/<uuid:study_id>/report/", success.report, name="success_report"),
    path("success/survey/<uuid:answer_id>/", success_own.survey, name="success_survey"),
    path("success/talk/<uuid:answer_id>/", success_own.talk, name="success_talk"),
    path("success/card/<uuid:case_id>/", success_own.card, name="success_card"),
]
