"""Table of contents of xAPI."""

from __future__ import annotations

from django.urls import path

from haandgreb.integrations.xapi import pages, views

app_name = "xapi"
urlpatterns = [
    path("statements", views.statements, name="statements"),
    path("about", views.about, name="about"),
    path("sources/<uuid:platform_id>/", pages.source, name="source"),
    path("sources/<uuid:platform_id>/make/", pages.make, name="make"),
    path("sources/<uuid:platform_id>/end/", pages.end, name="end"),
]
