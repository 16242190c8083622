"""Catalogue and role profiles."""

from __future__ import annotations

from django.urls import path

from haandgreb.competences.views import catalogue, esco, profiles

urlpatterns = [
    path("catalogue/", catalogue.home, name="catalogue"),
    path("catalogue/new/", catalogue.new, name="competence_new"),
    path("catalogue/choices/", catalogue.choices, name="choices"),
    path("catalogue/esco/", esco.upload, name="esco"),
    path("catalogue/esco/<slug:list_name>/", esco.look, name="esco_look"),
    path("catalogue/<uuid:competence_id>/", catalogue.page, name="competence"),
    path("catalogue/<uuid:competence_id>/edit/", catalogue.edit, name="competence_edit"),
    path("catalogue/<uuid:competence_id>/close/", catalogue.close, name="competence_close"),
    path("catalogue/<uuid:competence_id>/reopen/", catalogue.reopen, name="competence_reopen"),
    path("catalogue/roles/", profiles.home, name="profiles"),
    path("catalogue/roles/new/", profiles.new, name="profile_new"),
    path("catalogue/roles/missing/", profiles.missing, name="without_profile"),
    path("catalogue/roles/of/<uuid:person_id>/", profiles.of_person, name="profiles_of"),
    path("catalogue/roles/<uuid:profile_id>/", profiles.page, name="profile"),
    path("catalogue/roles/<uuid:profile_id>/edit/", profiles.edit, name="profile_edit"),
    path("catalogue/roles/<uuid:profile_id>/asks/", profiles.requirements, name="requirements"),
    path("catalogue/roles/<uuid:profile_id>/close/", profiles.close, name="profile_close"),
    path("catalogue/roles/<uuid:profile_id>/reopen/", profiles.reopen, name="profile_reopen"),
]
