"""A group's talk before it begins: the list, planning, and a member's own page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import group as actions
from haandgreb.dialogues.actions import group_own as own
from haandgreb.dialogues.forms.group import GroupForm, NoteForm, PrivateForm, ThemesForm, facts_of
from haandgreb.dialogues.models import GroupPoint, GroupTalk
from haandgreb.dialogues.permissions import may_lead_groups
from haandgreb.dialogues.queries import group as queries
from haandgreb.dialogues.views import group_pages
from haandgreb.organisation.editing import as_text, conflict_with, last_change, number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries import people_in
from haandgreb.organisation.queries.managers import units_managed_by
from haandgreb.shared import clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

TEXTS = ("name", "purpose", "outcome", "ground_rules", "minutes", "place")


@require_GET
def groups(request: PersonRequest) -> HttpResponse:
    """Talks I am in or lead, and plans I may read."""
    today = clock.today()
    found = queries.my_groups(request.user, today)
    found["asked"] = queries.own_talks_asked_for(request.user, today)
    found["asked_of_hr"] = queries.own_talks_in_units(request.user, today)
    found["may_plan"] = may_lead_groups(request.user, today)
    return render(request, "dialogues/group/list.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A manager plans a talk with her unit, or a part of it."""
    today = clock.today()
    require(may_lead_groups(request.user, today))
    units = units_managed_by(request.user, today)
    people = [one for one in people_in(units[:1], today, below=True) if one.pk != request.user.pk] if units else []
    initial = {"unit": units[0] if units else None, "run": "steps", "minutes": 120, "people": people}
    form = GroupForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            talk = actions.plan(form.facts(), form.cleaned_data["people"], by=request.user)
            return reverse("dialogues:group", args=[talk.pk])

        address, done = only_once(request, act)
        if done:
            messages.success(request, _("The talk is planned. Everybody in the group has it on her own page."))
        return redirect(address)
    context = {"form": form, "talk": None}
    return render(request, "dialogues/group/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Another time, purpose or other members. Of two who change it the second is shown both."""
    talk = group_pages.led(request, talk_id)
    if talk.state in {GroupTalk.State.FOLLOWING, GroupTalk.State.CLOSED, GroupTalk.State.CANCELLED}:
        return redirect("dialogues:group", talk.pk)
    people = [member.person for member in queries.members_of(talk)]
    units = [talk.unit, *(one for one in units_managed_by(request.user, clock.today()) if one.pk != talk.unit_id)]
    form = GroupForm(request.POST or None, units=units, initial=facts_of(talk, people))
    conflict = None
    if request.method == "POST" and form.is_valid():
        version = number(request, "version")
        if request.POST.get("keep") == "theirs":
            return redirect("dialogues:group", talk.pk)
        try:
            actions.change(talk, form.facts(), form.cleaned_data["people"], version=version, by=request.user)
        except Stale:
            talk = group_pages.led(request, talk_id)
            conflict = conflict_with(form, _texts(talk), talk.version, last_change(talk, "group talk changed"))
            if conflict is None:
                return redirect("dialogues:group", talk.pk)
        except Refused:
            return redirect("dialogues:group", talk.pk)
        else:
            messages.success(request, _("The talk is changed."))
            return redirect("dialogues:group", talk.pk)
    context = {"form": form, "talk": talk, "conflict": conflict, "version": talk.version}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/group/edit.html", context, status=status)


def _texts(talk: GroupTalk) -> dict[str, str]:
    return {name: as_text(getattr(talk, name)) for name in TEXTS}


@require_POST
def cancel(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """It will not be held."""
    talk = group_pages.led(request, talk_id)
    try:
        actions.cancel(talk, by=request.user)
    except Refused:
        messages.warning(request, _("The talk has begun, so it cannot be called off any more."))
        return redirect("dialogues:group", talk.pk)
    messages.success(request, _("The talk is called off. Everybody asked is told."))
    return redirect("dialogues:groups")


@require_GET
def page(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """A member's own page; for the manager the way to the screen; when the plan is sent, the plan."""
    talk = group_pages.talk_of(request, talk_id)
    if talk.state in {GroupTalk.State.FOLLOWING, GroupTalk.State.CLOSED}:
        if request.htmx:
            return HttpResponse(headers={"HX-Redirect": reverse("dialogues:group_plan", args=[talk.pk])})
        return redirect("dialogues:group_plan", talk.pk)
    return group_pages.own(request, talk)


@require_POST
def choose_themes(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Two of six. Of two who pick at once the second sees what the first picked."""
    talk = group_pages.talk_of(request, talk_id)
    form = ThemesForm(request.POST)
    if not form.is_valid():
        return group_pages.own(request, talk, {"themes_form": form}, 422)
    try:
        version = number(request, "version")
        actions.choose_themes(talk, form.cleaned_data["themes"], version=version, by=request.user)
    except Stale:
        messages.warning(request, _("Somebody has picked meanwhile. Look at what stands there, and pick again."))
    except Refused:
        messages.warning(request, _("The talk has come further than that."))
    else:
        messages.success(request, _("Picked."))
    return group_pages.back(request, talk)


@require_POST
def note(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """My notes: mine alone."""
    talk = _as_member(request, talk_id)
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return group_pages.own(request, talk, {"note_form": form}, 422)
    try:
        own.save_note(talk, form.cleaned_data["text"], version=number(request, "version"), by=request.user)
    except Stale:
        mine = talk.points.get(what=GroupPoint.What.NOTE, writer=request.user)
        context = {"note_form": form, "note_other": mine.text, "note_version": mine.version}
        return group_pages.own(request, talk, context, 409)
    messages.success(request, _("Your notes are saved. Only you can see them."))
    return redirect("dialogues:group", talk.pk)


@require_POST
def private(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """A point for my own talk, or one I do not want any more."""
    talk = _as_member(request, talk_id)
    if request.POST.get("act") == "delete":
        mine = GroupPoint.objects.filter(talk=talk, writer=request.user, what=GroupPoint.What.PRIVATE)
        own.drop_carried(get_object_or_404(mine, pk=group_pages.sent_id(request, "point")), by=request.user)
        return _after_private(request, talk)
    form = PrivateForm(request.POST, auto_id="private-%s")
    if not form.is_valid():
        return group_pages.own(request, talk, {"private_form": form}, 422)

    def act() -> str:
        own.carry(talk, form.cleaned_data["text"], by=request.user)
        return reverse("dialogues:group", args=[talk.pk])

    only_once(request, act)
    messages.success(request, _("Kept for your own talk. Only you can see it."))
    return _after_private(request, talk)


def _after_private(request: PersonRequest, talk: GroupTalk) -> HttpResponse:
    if request.POST.get("next"):
        return group_pages.back(request, talk)
    sent = talk.state in {GroupTalk.State.FOLLOWING, GroupTalk.State.CLOSED}
    return redirect("dialogues:group_plan" if sent else "dialogues:group", talk.pk)


@require_POST
def own_talk(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """I want a talk of my own as well; or not after all."""
    talk = _as_member(request, talk_id)
    if request.POST.get("act") == "back":
        try:
            own.take_back_own_talk(talk, by=request.user)
        except own.Held:
            messages.warning(request, _("Your own talk has been held already."))
        else:
            messages.success(request, _("Taken back. Nobody waits for that talk any more."))
    else:
        own.ask_for_own_talk(talk, by=request.user)
        messages.success(request, _("It is noted: you get a talk of your own. Your manager and HR can see that."))
    return _after_private(request, talk)


def _as_member(request: PersonRequest, talk_id: UUID) -> GroupTalk:
    """The talk for somebody in it; 403 for the manager, who writes nothing here."""
    today = clock.today()
    talk = queries.seen(request.user, talk_id, today)
    if talk is None:
        raise Http404
    require(queries.is_member(talk, request.user))
    return talk
