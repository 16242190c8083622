"""Addresses: Time, place and reminders."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import booking, joint_start

urlpatterns: list[URLPattern] = [
    path("times/", booking.book_all, name="book_all"),
    path("talk/<uuid:dialogue_id>/time/", booking.book, name="book"),
    path("talk/<uuid:dialogue_id>/time/pick/", booking.pick, name="pick_time"),
    path("talk/<uuid:dialogue_id>/time/release/", booking.release, name="release_time"),
    path("talk/<uuid:dialogue_id>/time/talk.ics", booking.file, name="time_file"),
    path("talk/<uuid:dialogue_id>/postpone/", booking.postpone, name="postpone"),
    path("talk/<uuid:dialogue_id>/resume/", booking.resume, name="resume"),
    path("talk/<uuid:dialogue_id>/cancel/", booking.cancel, name="cancel"),
    path("rounds/<uuid:round_id>/start/<uuid:unit_id>/", joint_start.page, name="joint_start"),
    path("rounds/<uuid:round_id>/start/<uuid:unit_id>/held/", joint_start.held, name="joint_start_held"),
]
