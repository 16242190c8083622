"""Is it asked for? One tap a week."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import asked

urlpatterns: list[URLPattern] = [
    path("asked/", asked.asked, name="asked"),
    path("enrolment/<uuid:enrolment_id>/asked/", asked.tap, name="asked_tap"),
]
