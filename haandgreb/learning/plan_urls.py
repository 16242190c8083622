"""The transfer agreement of an enrolment."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import plan

urlpatterns: list[URLPattern] = [
    path("enrolment/<uuid:enrolment_id>/plan/", plan.page, name="plan"),
    path("enrolment/<uuid:enrolment_id>/plan/edit/", plan.edit, name="plan_edit"),
    path("enrolment/<uuid:enrolment_id>/plan/own/", plan.own, name="plan_own"),
    path("enrolment/<uuid:enrolment_id>/plan/sheet/", plan.sheet, name="plan_sheet"),
    path("enrolment/<uuid:enrolment_id>/plan/skip/", plan.skip, name="plan_skip"),
    path("enrolment/<uuid:enrolment_id>/plan/share/", plan.share, name="plan_share"),
    path("enrolment/<uuid:enrolment_id>/plan/yes/", plan.say_yes, name="plan_yes"),
    path("enrolment/<uuid:enrolment_id>/plan/talked/", plan.talked, name="plan_talked"),
    path("enrolment/<uuid:enrolment_id>/buddy/", plan.buddy, name="buddy"),
]
