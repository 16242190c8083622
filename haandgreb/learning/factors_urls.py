"""The sixteen factors: what helps and hinders use, in our own words."""

from __future__ import annotations

from django.urls import path
from django.urls.resolvers import URLPattern

from haandgreb.learning.views import factors, use_figures

urlpatterns: list[URLPattern] = [
    path("enrolment/<uuid:enrolment_id>/factors/", factors.page, name="factors"),
    path("figures/<slug:kind>/", use_figures.figures, name="use_figures"),
    path("factors/<slug:factor>/take-on/", factors.take_on, name="factor_take_on"),
]
