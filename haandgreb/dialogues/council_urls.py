"""Pages of the works council: concept, ten questions, evaluation, pack."""

from __future__ import annotations

from django.urls import path

from haandgreb.dialogues.views import check, concept, evaluation, pack

urlpatterns = [
    path("concept/", concept.concept, name="concept"),
    path("concept/<int:number>/", concept.concept_version, name="concept_version"),
    path("concept/begin/", concept.concept_begin, name="concept_begin"),
    path("concept/draft/", concept.concept_edit, name="concept_edit"),
    path("concept/draft/drop/", concept.concept_drop, name="concept_drop"),
    path("checks/", check.check_list, name="check_list"),
    path("checks/new/", check.check_new, name="check_new"),
    path("checks/<uuid:check_id>/", check.check, name="check"),
    path("checks/<uuid:check_id>/side/", check.check_side, name="check_side"),
    path("checks/<uuid:check_id>/levels/", check.check_levels, name="check_levels"),
    path("checks/<uuid:check_id>/hand-in/", check.check_hand_in, name="check_hand_in"),
    path("checks/<uuid:check_id>/finish/", check.check_finish, name="check_finish"),
    path("checks/<uuid:check_id>/<str:key>/", check.check_answer, name="check_answer"),
    path("ambassador/", check.ambassador, name="ambassador"),
    path("evaluations/<uuid:evaluation_id>/", evaluation.evaluation, name="evaluation"),
    path("evaluations/<uuid:evaluation_id>/answer/", evaluation.evaluate, name="evaluate"),
    path("evaluations/<uuid:evaluation_id>/close/", evaluation.evaluation_close, name="evaluation_close"),
    path("evaluations/<uuid:evaluation_id>/comments/", evaluation.evaluation_comments, name="evaluation_comments"),
    path("pack/", pack.packs, name="packs"),
    path("pack/<uuid:round_id>/", pack.pack, name="pack"),
    path("pack/<uuid:round_id>/evaluate/", evaluation.evaluation_new, name="evaluation_new"),
    path("pack/<uuid:round_id>/decide/", pack.decision_new, name="decision_new"),
    path("pack/decisions/<uuid:decision_id>/", pack.decision, name="decision"),
]
