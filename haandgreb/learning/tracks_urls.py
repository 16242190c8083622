"""Learning tracks, learning the same module together, study pairs (HG-10)."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning.views import clicks, notes, pairs, team_talks, tracks

urlpatterns = [
    path("tracks/", tracks.listed, name="tracks"),
    path("tracks/new/", tracks.new, name="track_new"),
    path("tracks/<uuid:track_id>/", tracks.page, name="track"),
    path("tracks/<uuid:track_id>/edit/", tracks.edit, name="track_edit"),
    path("tracks/<uuid:track_id>/modules/", tracks.modules, name="track_modules"),
    path("tracks/<uuid:track_id>/retire/", tracks.retire, name="track_retire"),
    path("tracks/<uuid:track_id>/reopen/", tracks.reopen, name="track_reopen"),
    path("clicks/", clicks.listed, name="clicks"),
    path("activities/<uuid:activity_id>/click/", clicks.new, name="click_new"),
    path("clicks/<uuid:click_id>/", clicks.page, name="click"),
    path("clicks/<uuid:click_id>/edit/", clicks.edit, name="click_edit"),
    path("clicks/<uuid:click_id>/cancel/", clicks.cancel, name="click_cancel"),
    path("clicks/<uuid:click_id>/click.ics", clicks.calendar, name="click_calendar"),
    path("clicks/<uuid:click_id>/seat/", clicks.take, name="click_seat"),
    path("clicks/<uuid:click_id>/give-back/", clicks.give_back, name="click_give_back"),
    path("clicks/<uuid:click_id>/held/", clicks.held, name="click_held"),
    path("activities/<uuid:activity_id>/pair/", pairs.pair_new, name="pair_new"),
    path("pairs/<uuid:pair_id>/", pairs.pair, name="pair"),
    path("pairs/<uuid:pair_id>/join/", pairs.pair_join, name="pair_join"),
    path("pairs/<uuid:pair_id>/decline/", pairs.pair_decline, name="pair_decline"),
    path("pairs/<uuid:pair_id>/end/", pairs.pair_end, name="pair_end"),
    path("activities/<uuid:activity_id>/note/", notes.note, name="note"),
    path("activities/<uuid:activity_id>/team-talk/", team_talks.talk_new, name="team_talk_new"),
    path("team-talks/<uuid:talk_id>/", team_talks.talk, name="team_talk"),
    path("team-talks/<uuid:talk_id>/edit/", team_talks.talk_edit, name="team_talk_edit"),
    path("team-talks/<uuid:talk_id>/remove/", team_talks.talk_remove, name="team_talk_remove"),
    path("enrolment/<uuid:enrolment_id>/use/<int:day>/", notes.use, name="use_check"),
]
