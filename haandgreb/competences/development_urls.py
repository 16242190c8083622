"""Development goals."""

from __future__ import annotations

from django.urls import path

from haandgreb.competences.views import development, development_acts

urlpatterns = [
    path("goals/", development.mine, name="development"),
    path("goals/new/", development.new, name="development_new"),
    path("goals/staff/", development.staff, name="development_staff"),
    path("goals/passed-on/", development.passed_on, name="development_shared"),
    path("goals/<uuid:goal_id>/", development.page, name="development_goal"),
    path("goals/<uuid:goal_id>/edit/", development.edit, name="development_edit"),
    path("goals/<uuid:goal_id>/history/", development.history, name="development_history"),
    # What is done with one
    path("goals/<uuid:goal_id>/share/", development_acts.share, name="development_share"),
    path("goals/<uuid:goal_id>/yes/", development_acts.say_yes, name="development_yes"),
    path("goals/<uuid:goal_id>/status/", development_acts.status, name="development_status"),
    path(
        "goals/<uuid:goal_id>/follow-ups/<uuid:follow_up_id>/",
        development_acts.follow_up,
        name="development_follow_up",
    ),
    path("goals/<uuid:goal_id>/pass-on/", development_acts.pass_on, name="development_pass_on"),
    path("goals/<uuid:goal_id>/delete/", development_acts.delete, name="development_delete"),
]
