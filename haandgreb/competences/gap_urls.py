"""The gap of a unit and of the organisation."""

from __future__ import annotations

from django.urls import path

from haandgreb.competences.views import gap, needs

urlpatterns = [
    path("units/", gap.gap, name="gap"),
    path("units/<uuid:unit_id>/", gap.unit_gap, name="unit_gap"),
    path("units/<uuid:unit_id>/gap.csv", gap.unit_gap_csv, name="unit_gap_csv"),
    path("units/organisation/", needs.organisation, name="organisation_gap"),
    path("units/organisation/gap.csv", needs.organisation_csv, name="organisation_gap_csv"),
    path("needs/", needs.needs, name="needs"),
    path("needs/needs.csv", needs.needs_csv, name="needs_csv"),
]
