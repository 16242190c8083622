"""Who takes part in what: wish, yes, completion."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import ending, others, wishes

urlpatterns: list[URLPattern] = [
    path("wish/", wishes.wish, name="wish"),
    path("staff/", others.staff, name="staff"),
    path("mandatory/", others.mandatory, name="mandatory"),
    path("enrolment/<uuid:enrolment_id>/wish/", wishes.edit, name="wish_edit"),
    path("enrolment/<uuid:enrolment_id>/ask/", wishes.ask, name="ask"),
    path("enrolment/<uuid:enrolment_id>/answer/", wishes.answer, name="answer"),
    path("enrolment/<uuid:enrolment_id>/complete/", ending.complete, name="complete"),
    path("enrolment/<uuid:enrolment_id>/days/", ending.days, name="days"),
    path("enrolment/<uuid:enrolment_id>/end/", ending.end, name="end"),
    path("enrolment/<uuid:enrolment_id>/hand-on/", ending.hand_on, name="hand_on"),
    path("enrolment/<uuid:enrolment_id>/talk-choice/", ending.talk, name="talk_choice"),
]
