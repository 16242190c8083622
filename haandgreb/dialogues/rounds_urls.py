"""Addresses: Rounds: plan, status, year wheel, who is due."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import round_people, rounds, staff, whose, year

urlpatterns: list[URLPattern] = [
    path("staff/", staff.staff, name="staff"),
    path("due/", staff.due, name="due"),
    path("rounds/", rounds.listed, name="round_list"),
    path("rounds/new/", rounds.new, name="round_new"),
    path("rounds/<uuid:round_id>/", rounds.page, name="round"),
    path("rounds/<uuid:round_id>/edit/", rounds.edit, name="round_edit"),
    path("rounds/<uuid:round_id>/delete/", rounds.delete, name="round_delete"),
    path("rounds/<uuid:round_id>/go/", rounds.go, name="round_go"),
    path("rounds/<uuid:round_id>/people/", round_people.people, name="round_people"),
    path("rounds/<uuid:round_id>/people/add/", round_people.add, name="round_add"),
    path("rounds/<uuid:round_id>/people/<uuid:dialogue_id>/", round_people.person, name="round_person"),
    path("rounds/<uuid:round_id>/own/", round_people.own_talk, name="own_talk"),
    path("talk/<uuid:dialogue_id>/whose/", whose.whose, name="whose"),
    path("year/", year.year, name="year"),
    path("year/new/", year.new, name="year_new"),
    path("year/<uuid:event_id>/", year.edit, name="year_edit"),
    path("year/<uuid:event_id>/delete/", year.delete, name="year_delete"),
]
