"""The learning log, and providers and buddies without an account."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import guest, guests, log

urlpatterns: list[URLPattern] = [
    path("enrolment/<uuid:enrolment_id>/log/", log.log, name="log"),
    path("enrolment/<uuid:enrolment_id>/log/<int:half_day>/", log.entry, name="log_entry"),
    path("enrolment/<uuid:enrolment_id>/guest/<slug:kind>/", guests.invite, name="guest_invite"),
    path("guest-link/<uuid:link_id>/call-back/", guests.call_back, name="guest_call_back"),
    path("guest/", guest.page, name="guest"),
    path("guest/<str:token>/", guest.opened, name="guest_open"),
]
