"""A person's levels: her wheel, what is agreed, evidence of use."""

from __future__ import annotations

from django.urls import path

from haandgreb.competences.views import levels, own_levels

urlpatterns = [
    path("", levels.mine, name="mine"),
    path("history/", levels.history, name="history"),
    # What I say about myself
    path("estimate/", own_levels.estimate, name="estimate"),
    path("estimate/share/", own_levels.share_estimates, name="estimate_share"),
    path("fields/", own_levels.fields, name="fields"),
    path("wishes/", own_levels.wishes, name="wishes"),
    path("wishes/share/", own_levels.share_wishes, name="wishes_share"),
    path("uses/new/<uuid:competence_id>/", own_levels.use_new, name="use_new"),
    path("uses/<uuid:use_id>/", own_levels.use, name="use"),
    path("uses/<uuid:use_id>/share/", own_levels.share_use, name="use_share"),
    # What two people agree
    path("propose/", levels.propose, name="propose"),
    path("proposals/<uuid:proposal_id>/", levels.answer, name="answer"),
    path("people/<uuid:person_id>/yes/", levels.answer_all, name="answer_all"),
    # A nearest manager's staff
    path("staff/", levels.staff, name="staff"),
    path("people/<uuid:person_id>/", levels.person, name="person"),
    path("people/<uuid:person_id>/history/", levels.person_history, name="person_history"),
    path("people/<uuid:person_id>/propose/", levels.person_propose, name="person_propose"),
]
