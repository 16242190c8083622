"""Addresses: Colleagues who prepare each other."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import peers

urlpatterns: list[URLPattern] = [
    path("peers/", peers.mine, name="peers"),
    path("peers/<uuid:pair_id>/", peers.pair, name="peer"),
    path("peers/<uuid:pair_id>/met/", peers.met, name="peer_met"),
    path("peers/rounds/<uuid:round_id>/", peers.of_round, name="peers_round"),
    path("peers/rounds/<uuid:round_id>/units/<uuid:unit_id>/", peers.of_unit, name="peers_unit"),
]
