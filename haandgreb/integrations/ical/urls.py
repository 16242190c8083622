"""Table of contents of the calendar feed."""

from __future__ import annotations

from django.urls import path

from haandgreb.integrations.ical import views

app_name = "ical"
urlpatterns = [
    path("", views.page, name="page"),
    path("make/", views.make, name="make"),
    path("end/", views.end, name="end"),
    path("<str:token>.ics", views.feed, name="feed"),
]
