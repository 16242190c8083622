"""How long things are kept, and the archive gate."""

from __future__ import annotations

from django.urls import path

from haandgreb.confidentiality import erasing_views, views

app_name = "confidentiality"
urlpatterns = [
    path("", views.keeping, name="keeping"),
    path("gate/", views.set_gate, name="set_gate"),
    path("authorities/<uuid:authority_id>/end/", views.end_authority, name="end_authority"),
    path("people/<uuid:person_id>/", erasing_views.erasure, name="erasure"),
    path("<slug:key>/", views.data_class, name="data_class"),
    path("<slug:key>/days/", views.set_days, name="set_days"),
    path("<slug:key>/authority/", views.register, name="register"),
    path("<slug:key>/hold/", views.hold, name="hold"),
    path("<slug:key>/hold/<uuid:hold_id>/lift/", views.lift, name="lift"),
]
