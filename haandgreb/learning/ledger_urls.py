"""The tool ledger: which handles were tried, and what changed."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning.views import ledger

urlpatterns = [
    path("ledger/<slug:handle>/", ledger.ledger, name="ledger"),
    path("ledger/<slug:handle>/new/", ledger.new, name="trial_new"),
    path("ledger/trial/<uuid:trial_id>/", ledger.edit, name="trial"),
    path("ledger/trial/<uuid:trial_id>/delete/", ledger.delete, name="trial_delete"),
]
