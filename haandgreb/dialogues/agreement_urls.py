"""Addresses: What the two agree, follow up and take along."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import agreement, following, plan

_TALK = "talk/<uuid:dialogue_id>/"

urlpatterns: list[URLPattern] = [
    path("help/", agreement.help_wanted, name="help_wanted"),
    path(_TALK + "agreement/", agreement.page, name="agreement"),
    path(_TALK + "agreement/write/", agreement.write, name="agreement_write"),
    path(_TALK + "agreement/offer/", agreement.offer, name="agreement_offer"),
    path(_TALK + "agreement/yes/", agreement.approve, name="approve"),
    path(_TALK + "agreement/differ/", agreement.differ, name="differ"),
    path(_TALK + "agreement/go-on/", agreement.go_on, name="agreement_go_on"),
    path(_TALK + "agreement/help/", agreement.ask_for_help, name="agreement_help"),
    path(_TALK + "agreement/wordings/", agreement.wordings, name="agreement_wordings"),
    path(_TALK + "agreement/filed/", agreement.filed, name="agreement_filed"),
    path(_TALK + "follow-up/", following.day, name="follow_up_day"),
    path(_TALK + "follow-up/<uuid:talk_id>/", following.follow_up, name="follow_up"),
    path(_TALK + "plan/", plan.page, name="plan"),
    path(_TALK + "plan/plan.pdf", plan.pdf, name="plan_pdf"),
    path(_TALK + "plan/plan.odt", plan.odt, name="plan_odt"),
    path("plan/completed.odt", plan.completed, name="plan_completed"),
    path("plan/planned.odt", plan.planned, name="plan_planned"),
]
