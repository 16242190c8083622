"""Addresses: groups, kinds of dialogue, and a talk begun by either of the two."""

from __future__ import annotations

from django.urls import URLPattern, path

from haandgreb.dialogues.views import group, group_plan, group_running, group_silent, kinds, new_talk

_TALK = "groups/<uuid:talk_id>"

urlpatterns: list[URLPattern] = [
    path("groups/", group.groups, name="groups"),
    path("groups/new/", group.new, name="group_new"),
    path(f"{_TALK}/", group.page, name="group"),
    path(f"{_TALK}/edit/", group.edit, name="group_edit"),
    path(f"{_TALK}/cancel/", group.cancel, name="group_cancel"),
    path(f"{_TALK}/themes/", group.choose_themes, name="group_themes"),
    path(f"{_TALK}/note/", group.note, name="group_note"),
    path(f"{_TALK}/private/", group.private, name="group_private"),
    path(f"{_TALK}/own-talk/", group.own_talk, name="group_own_talk"),
    path(f"{_TALK}/screen/", group_running.screen, name="group_screen"),
    path(f"{_TALK}/go/", group_running.go, name="group_go"),
    path(f"{_TALK}/here/", group_running.here, name="group_here"),
    path(f"{_TALK}/wheel/", group_running.spokes, name="group_spokes"),
    path(f"{_TALK}/point/", group_running.point, name="group_point"),
    path(f"{_TALK}/table/", group_running.table, name="group_table"),
    path(f"{_TALK}/card/", group_silent.card, name="group_card"),
    path(f"{_TALK}/card/<uuid:card_id>/", group_silent.own_card, name="group_own_card"),
    path(f"{_TALK}/done/", group_silent.done, name="group_done"),
    path(f"{_TALK}/dots/", group_silent.dots, name="group_dots"),
    path(f"{_TALK}/levels/", group_silent.levels, name="group_levels"),
    path(f"{_TALK}/plan/", group_plan.plan, name="group_plan"),
    path(f"{_TALK}/plan/line/", group_plan.new_line, name="group_line_new"),
    path(f"{_TALK}/plan/line/<uuid:line_id>/", group_plan.line, name="group_line"),
    path(f"{_TALK}/plan/review/<uuid:review_id>/", group_plan.review, name="group_review"),
    path("kinds/", kinds.kinds, name="kinds"),
    path("kinds/new/", kinds.new, name="kind_new"),
    path("kinds/<uuid:kind_id>/", kinds.kind, name="kind"),
    path("new/", new_talk.new, name="talk_new"),
]
