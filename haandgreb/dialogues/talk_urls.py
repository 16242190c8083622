"""Addresses: The talk itself."""

from __future__ import annotations

from django.urls import path

from haandgreb.dialogues.views import talk, talk_cards, talk_feedback, talk_texts

_TALK = "talk/<uuid:dialogue_id>/"

urlpatterns = [
    path(f"{_TALK}guide/", talk.guide, name="guide"),
    path(f"{_TALK}guide/clock/", talk.clock_act, name="guide_clock"),
    path(f"{_TALK}guide/pause/", talk.pause, name="guide_pause"),
    path(f"{_TALK}guide/questions/", talk.question_bank, name="guide_questions"),
    path(f"{_TALK}guide/text/<slug:key>/", talk_texts.save, name="guide_text"),
    path(f"{_TALK}guide/text/<slug:key>/typed/", talk_texts.keep, name="guide_keep"),
    path(f"{_TALK}cards/add/<slug:column>/", talk_cards.add, name="card_add"),
    path(f"{_TALK}cards/new/", talk_cards.add_in_the_middle, name="card_new"),
    path(f"{_TALK}cards/<uuid:card_id>/", talk_cards.edit, name="card_edit"),
    path(f"{_TALK}cards/<uuid:card_id>/turn/", talk_cards.turn, name="card_turn"),
    path(f"{_TALK}feedback/", talk_feedback.add, name="feedback_new"),
    path(f"{_TALK}feedback/<uuid:feedback_id>/", talk_feedback.edit, name="feedback_edit"),
    path(f"{_TALK}feedback/<uuid:feedback_id>/act/", talk_feedback.act, name="feedback_act"),
    path(f"{_TALK}held/", talk.held, name="held"),
    path(f"{_TALK}what-was-said/", talk.paper, name="talk_paper"),
]
