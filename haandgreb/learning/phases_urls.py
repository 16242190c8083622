"""The acts before – during – after, their days, what stands in the way."""

from __future__ import annotations

from django.urls import path

from haandgreb.learning.views import barriers, days, numbers, steps

urlpatterns = [
    path("step/<uuid:step_id>/", steps.step, name="step"),
    path("step/<uuid:step_id>/skip/", steps.skip, name="step_skip"),
    path("step/<uuid:step_id>/again/", steps.again, name="step_again"),
    path("enrolment/<uuid:enrolment_id>/barriers/new/", barriers.new, name="barrier_new"),
    path("barriers/<uuid:barrier_id>/", barriers.edit, name="barrier"),
    path("days-off/", days.days, name="days_off"),
    path("days-off/<uuid:day_id>/remove/", days.remove, name="day_off_remove"),
    path("acts/", numbers.acts, name="act_numbers"),
    path("staff/steps/", steps.staff, name="staff_steps"),
]
