"""Table of contents of the meetings' pages."""

from __future__ import annotations

from django.urls import path

from haandgreb.meetings import check_urls, score_urls
from haandgreb.meetings.views import agenda, home, minutes, planning, running, series

app_name = "meetings"

_series = [
    path("series/new/", series.new, name="series_new"),
    path("series/<uuid:series_id>/", series.page, name="series"),
    path("series/<uuid:series_id>/edit/", series.edit, name="series_edit"),
    path("series/<uuid:series_id>/people/", series.people, name="series_people"),
    path("series/<uuid:series_id>/people/<uuid:person_id>/", series.person, name="series_person"),
    path("series/<uuid:series_id>/review/", series.review, name="series_review"),
    path("series/<uuid:series_id>/close/", series.close, name="series_close"),
    path("series/<uuid:series_id>/plan/", series.plan, name="plan"),
]
_planning = [
    path("new/", planning.new, name="new"),
    path("<uuid:meeting_id>/", planning.meeting, name="meeting"),
    path("<uuid:meeting_id>/edit/", planning.edit, name="edit"),
    path("<uuid:meeting_id>/people/", planning.people, name="people"),
    path("<uuid:meeting_id>/people/<uuid:person_id>/", planning.person, name="person"),
    path("<uuid:meeting_id>/invite/", planning.invite, name="invite"),
    path("<uuid:meeting_id>/cancel/", planning.cancel, name="cancel"),
    path("<uuid:meeting_id>/chair/", planning.take_chair, name="take_chair"),
    path("<uuid:meeting_id>/prepared/", planning.prepared, name="prepared"),
    path("<uuid:meeting_id>/meeting.ics", planning.calendar_file, name="calendar_file"),
]
_agenda = [
    path("<uuid:meeting_id>/agenda/", agenda.add, name="item_add"),
    path("<uuid:meeting_id>/agenda/template/", agenda.lay, name="lay"),
    path("<uuid:meeting_id>/agenda/<uuid:item_id>/", agenda.item, name="item"),
    path("<uuid:meeting_id>/agenda/<uuid:item_id>/move/", agenda.move, name="item_move"),
    path("<uuid:meeting_id>/agenda/<uuid:item_id>/remove/", agenda.remove, name="item_remove"),
    path("<uuid:meeting_id>/parked/<uuid:point_id>/", agenda.parked, name="parked"),
]
_running = [
    path("<uuid:meeting_id>/run/", running.run, name="run"),
    path("<uuid:meeting_id>/run/begin/", running.begin, name="begin"),
    path("<uuid:meeting_id>/run/clock/", running.clock_act, name="clock"),
    path("<uuid:meeting_id>/run/presence/", running.presence, name="presence"),
    path("<uuid:meeting_id>/run/decide/", running.decide, name="decide"),
    path("<uuid:meeting_id>/run/promise/", running.promise, name="promise"),
    path("<uuid:meeting_id>/run/park/", running.park, name="park"),
    path("<uuid:meeting_id>/run/closing/", running.closing, name="closing"),
    path("<uuid:meeting_id>/run/end/", running.end, name="end"),
    path("<uuid:meeting_id>/actions/<uuid:action_id>/done/", running.action_done, name="action_done"),
]
_minutes = [
    path("<uuid:meeting_id>/minutes/", minutes.minutes, name="minutes"),
    path("<uuid:meeting_id>/minutes/notes/", minutes.notes, name="notes"),
    path("<uuid:meeting_id>/minutes/ready/", minutes.ready, name="minutes_ready"),
    path("<uuid:meeting_id>/decisions/<uuid:decision_id>/", minutes.decision, name="decision"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *_series,
    *_planning,
    *_agenda,
    *_running,
    *_minutes,
    *score_urls.urlpatterns,
    *check_urls.urlpatterns,
]
