"""The pages of the workshop."""

from __future__ import annotations

from django.urls import path

from haandgreb.impactmap.views import workshop, workshop_cards, workshop_notes, workshop_running

urlpatterns = [
    path("workshops/", workshop.workshops, name="workshops"),
    path("workshops/new/", workshop.new, name="workshop_new"),
    path("workshops/<uuid:workshop_id>/", workshop.workshop, name="workshop"),
    path("workshops/<uuid:workshop_id>/edit/", workshop.edit, name="workshop_edit"),
    path("workshops/<uuid:workshop_id>/drop/", workshop.drop, name="workshop_drop"),
    path("workshops/<uuid:workshop_id>/begin/", workshop_running.begin, name="workshop_begin"),
    path("workshops/<uuid:workshop_id>/run/", workshop_running.run, name="workshop_run"),
    path("workshops/<uuid:workshop_id>/clock/", workshop_running.clock_act, name="workshop_clock"),
    path("workshops/<uuid:workshop_id>/round/", workshop_running.round_act, name="workshop_round"),
    path("workshops/<uuid:workshop_id>/sort/", workshop_running.sort, name="workshop_sort"),
    path("workshops/<uuid:workshop_id>/cut/", workshop_running.cut, name="workshop_cut"),
    path("workshops/<uuid:workshop_id>/close/", workshop_running.close, name="workshop_close"),
    path("workshops/<uuid:workshop_id>/make/", workshop_cards.make, name="workshop_make"),
    path("workshops/<uuid:workshop_id>/notes/", workshop_notes.write, name="workshop_write"),
    path("workshops/<uuid:workshop_id>/notes/<uuid:note_id>/", workshop_notes.own, name="workshop_note"),
    path("workshops/<uuid:workshop_id>/marks/", workshop_notes.mark, name="workshop_mark"),
]
