"""The pages of impactmap."""

from __future__ import annotations

from django.urls import path, re_path

from haandgreb.impactmap import workshop_urls
from haandgreb.impactmap.views import board, learning, moving, practice

app_name = "impactmap"

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_CARD = rf"^(?P<kind>result|practice|learning|activity)/(?P<card_id>{_ID})"

urlpatterns = [
    path("", board.home, name="home"),
    path("lists/", board.lists, name="lists"),
    path("lists/<slug:name>.csv", board.list_file, name="list_file"),
    path("practice/new/", practice.new, name="practice_new"),
    path("practice/<uuid:practice_id>/", practice.page, name="practice"),
    path("practice/<uuid:practice_id>/edit/", practice.edit, name="practice_edit"),
    path("practice/<uuid:practice_id>/barriers/new/", practice.barrier_new, name="barrier_new"),
    path("barriers/<uuid:barrier_id>/edit/", practice.barrier_edit, name="barrier_edit"),
    path("barriers/<uuid:barrier_id>/settle/", practice.barrier_settle, name="barrier_settle"),
    path("learning/new/", learning.new, name="learning_new"),
    path("learning/<uuid:goal_id>/", learning.page, name="learning_goal"),
    path("learning/<uuid:goal_id>/edit/", learning.edit, name="learning_edit"),
    path("activity/new/", learning.activity_new, name="activity_new"),
    path("activity/<uuid:activity_id>/", learning.activity, name="activity"),
    path("activity/<uuid:activity_id>/edit/", learning.activity_edit, name="activity_edit"),
    re_path(rf"{_CARD}/link/$", moving.link, name="link"),
    re_path(rf"{_CARD}/line/(?P<upper_id>{_ID})/$", moving.line, name="line"),
    re_path(rf"{_CARD}/move/$", moving.move, name="move"),
    re_path(rf"{_CARD}/parent/$", moving.parent, name="parent"),
    re_path(rf"{_CARD}/close/$", moving.close, name="close"),
    *workshop_urls.urlpatterns,
    path("<uuid:goal_id>/", board.goal, name="goal"),
    path("<uuid:goal_id>/tree/", board.tree, name="tree"),
]
