"""Completions from Campus and other platforms."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import completions, platform_lists, platforms

urlpatterns: list[URLPattern] = [
    path("completions/", completions.page, name="completions"),
    path("completions/<uuid:enrolment_id>/take-back/", completions.take_back, name="completion_take_back"),
    path("completions/waiting/", platforms.waiting, name="completions_waiting"),
    path("completions/waiting/add/", platforms.add_waiting, name="completions_waiting_add"),
    path("completions/waiting/drop/", platforms.drop_waiting, name="completions_waiting_drop"),
    path("completions/lists/", platform_lists.upload, name="platform_lists"),
    path("completions/lists/<uuid:list_id>/", platform_lists.page, name="platform_list"),
    path("completions/lists/<uuid:list_id>/columns/", platform_lists.columns, name="platform_list_columns"),
    path("completions/lists/<uuid:list_id>/wrong.csv", platform_lists.wrong, name="platform_list_wrong"),
    path("completions/lists/<uuid:list_id>/drop/", platform_lists.drop, name="platform_list_drop"),
    path("platforms/", platforms.page, name="platforms"),
    path("platforms/new/", platforms.new, name="platform_new"),
    path("platforms/<uuid:platform_id>/", platforms.platform, name="platform"),
]
