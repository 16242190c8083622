"""Learning journeys: spaced steps with try-outs at work."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning.views import journey_parts, journeys

urlpatterns = [
    path("journeys/", journeys.listed, name="journeys"),
    path("journeys/new/", journeys.new, name="journey_new"),
    path("journeys/<uuid:journey_id>/", journeys.page, name="journey"),
    path("journeys/<uuid:journey_id>/edit/", journeys.edit, name="journey_edit"),
    path("journeys/<uuid:journey_id>/begin/", journeys.begin, name="journey_begin"),
    path("journeys/<uuid:journey_id>/end/", journeys.end, name="journey_end"),
    path("journeys/<uuid:journey_id>/copy/", journeys.copy, name="journey_copy"),
    path("journeys/<uuid:journey_id>/invite/", journeys.invite, name="journey_invite"),
    path("journeys/<uuid:journey_id>/join/", journey_parts.join, name="journey_join"),
    path("journeys/<uuid:journey_id>/step/", journeys.step_new, name="journey_step_new"),
    path("journeys/step/<uuid:step_id>/", journeys.step_edit, name="journey_step_edit"),
    path("journeys/step/<uuid:step_id>/delete/", journeys.step_delete, name="journey_step_delete"),
    path("journeys/part/<uuid:part_id>/", journey_parts.page, name="journey_part"),
    path("journeys/part/<uuid:part_id>/yes/", journey_parts.say_yes, name="journey_yes"),
    path("journeys/part/<uuid:part_id>/leave/", journey_parts.leave, name="journey_leave"),
    path("journeys/act/<uuid:act_id>/", journey_parts.act, name="journey_act"),
    path("journeys/act/<uuid:act_id>/skip/", journey_parts.skip, name="journey_act_skip"),
]
