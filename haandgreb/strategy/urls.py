"""The pages of strategy."""

from __future__ import annotations

from django.urls import path

from haandgreb.strategy.views import closing, direction, goals, measuring, results

app_name = "strategy"
urlpatterns = [
    path("", direction.front, name="home"),
    path("direction/<slug:kind>/", direction.statement, name="statement"),
    path("direction/<slug:kind>/edit/", direction.statement_edit, name="statement_edit"),
    path("new/", goals.new, name="goal_new"),
    path("results/<uuid:result_id>/", results.page, name="result"),
    path("results/<uuid:result_id>/edit/", results.edit, name="result_edit"),
    path("results/<uuid:result_id>/connect/", results.connect_goal, name="result_connect"),
    path("results/<uuid:result_id>/goals/<uuid:goal_id>/", results.connection, name="result_connection"),
    path("results/<uuid:result_id>/measure/", measuring.measure, name="measure"),
    path("results/<uuid:result_id>/measurements.csv", measuring.download, name="measurements_csv"),
    path("results/<uuid:result_id>/close/", closing.close_result, name="result_close"),
    path("results/<uuid:result_id>/reopen/", closing.reopen_result, name="result_reopen"),
    path("measurements/<uuid:measurement_id>/", measuring.correct, name="measurement"),
    path("measurements/<uuid:measurement_id>/remove/", measuring.remove, name="measurement_remove"),
    path("<uuid:goal_id>/", goals.page, name="goal"),
    path("<uuid:goal_id>/edit/", goals.edit, name="goal_edit"),
    path("<uuid:goal_id>/own/", goals.own, name="goal_own"),
    path("<uuid:goal_id>/move/", goals.move, name="goal_move"),
    path("<uuid:goal_id>/close/", closing.close_goal, name="goal_close"),
    path("<uuid:goal_id>/reopen/", closing.reopen_goal, name="goal_reopen"),
    path("<uuid:goal_id>/results/new/", results.new, name="result_new"),
]
