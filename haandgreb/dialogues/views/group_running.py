"""The one screen of a group's talk: moved on by its manager, written on by everybody in it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import group as actions
from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_plan as plans
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.forms.group import PointForm, SpokesForm
from haandgreb.dialogues.models import GroupPoint, GroupTalk
from haandgreb.dialogues.queries import group as queries
from haandgreb.dialogues.views import group_pages
from haandgreb.organisation.editing import number, only_once
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

State = GroupTalk.State
OVER = {State.FOLLOWING, State.CLOSED, State.CANCELLED}


@require_GET
def screen(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """What all look at. It asks every few seconds; forms on it stay as they are."""
    talk = group_pages.talk_of(request, talk_id)
    if talk.state in OVER | {State.INVITED}:
        address = reverse("dialogues:group", args=[talk.pk])
        return HttpResponse(headers={"HX-Redirect": address}) if request.htmx else redirect(address)
    return group_pages.screen(request, talk)


@require_POST
def go(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """The manager moves the talk on. What stood in its way is said, and nothing is lost."""
    talk = group_pages.led(request, talk_id)
    act = _ACTS.get(request.POST.get("act", ""))
    if act is not None:
        try:
            act(request, talk, number(request, "version"))
        except Stale:
            messages.warning(request, _("Somebody has moved on meanwhile. Look where you are."))
        except Refused:
            messages.warning(request, _("That cannot be done now. Look where you are."))
    talk.refresh_from_db()
    running = talk.state not in OVER | {State.INVITED}
    return redirect("dialogues:group_screen" if running else "dialogues:group", talk.pk)


def _begin(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    actions.begin(talk, by=request.user)


def _step(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    actions.go(talk, number(request, "step"), version=version, by=request.user)


def _show(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        cards.show(talk, version=version, by=request.user)
    except cards.TooFewWriters:
        messages.warning(request, _("Wait until at least two have written: else everybody knows whose the cards are."))


def _again(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    cards.write_again(talk, version=version, by=request.user)


def _vote(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        said_yes = request.POST.get("everybody") == "yes"
        votes.open_vote(talk, version=version, everybody_said_yes=said_yes, by=request.user)
    except votes.TooFewForDots:
        messages.warning(
            request, _("You are too few for hidden dots. Agree by talking, or all say yes to an open vote.")
        )


def _talk(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    votes.agree_by_talking(talk, version=version, by=request.user)


def _count(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        shown = votes.count_dots(talk, version=version, by=request.user)
    except votes.StillWaiting as waiting:
        left = waiting.left
        text = ngettext("%(n)d has not given dots yet.", "%(n)d have not given dots yet.", left) % {"n": left}
        messages.warning(request, text)
    except votes.NotOpen:
        messages.warning(request, _("The dots are counted already."))
    else:
        if not shown:
            messages.warning(request, _("Too few to show counts. The dots are deleted; agree by talking."))


def _levels(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        votes.open_levels(talk, by=request.user)
    except votes.TooFewForDots:
        messages.warning(request, _("With fewer than five, use a show of hands. Nothing is stored."))


def _count_levels(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        votes.count_levels(talk, by=request.user)
    except votes.NotOpen:
        messages.warning(request, _("The levels are counted already."))


def _send(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        plans.send(talk, version=version, by=request.user)
    except Refused:
        messages.warning(request, _("A plan needs at least one line."))
    else:
        messages.success(request, _("The plan is sent. Everybody in the group can read it."))


def _close(request: PersonRequest, talk: GroupTalk, version: int) -> None:
    try:
        plans.close(talk, by=request.user)
    except Refused:
        messages.warning(request, _("Look at the plan at half a year first. Then it can be closed."))
    else:
        messages.success(request, _("The plan is closed. It can still be read."))


_ACTS: dict[str, Callable[[PersonRequest, GroupTalk, int], None]] = {
    "begin": _begin,
    "step": _step,
    "show": _show,
    "again": _again,
    "vote": _vote,
    "talk": _talk,
    "count": _count,
    "levels": _levels,
    "count-levels": _count_levels,
    "send": _send,
    "close": _close,
}


@require_POST
def here(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Who is there today; nobody waits for the others."""
    talk = group_pages.led(request, talk_id)
    there = set(group_pages.sent_ids(request, "here"))
    absent = [member.person for member in queries.members_of(talk) if member.person_id not in there]
    try:
        actions.set_absent(talk, absent, by=request.user)
    except Refused:
        messages.warning(request, _("That cannot be done now. Look where you are."))
    return redirect("dialogues:group_screen", talk.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def spokes(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Which competences the group looks at together: those most of its roles ask for are proposed."""
    talk = group_pages.led(request, talk_id)
    proposed, chosen = queries.proposed_spokes(talk, clock.today()), queries.spokes(talk)
    offered = {one.pk: one for one in [*proposed, *chosen]}
    initial = {"competences": [one.pk for one in chosen or proposed]}
    form = SpokesForm(request.POST or None, offered=offered.values(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_spokes(talk, form.cleaned_data["competences"], by=request.user)
        except Refused:
            messages.warning(request, _("The wheel is being filled in, or is filled in already."))
        return redirect("dialogues:group_screen", talk.pk)
    context = {"form": form, "talk": talk}
    return render(request, "dialogues/group/spokes.html", context, status=422 if form.errors else 200)


@require_POST
def point(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """What was said aloud goes on the screen, or off it."""
    talk = group_pages.talk_of(request, talk_id)
    if request.POST.get("act") == "delete":
        found = talk.points.filter(pk=group_pages.sent_id(request, "point"), writer=None).first()
        if found is not None:
            _try(request, lambda: cards.take_away(found, by=request.user))
        return redirect("dialogues:group_screen", talk.pk)
    form = PointForm(request.POST, auto_id="point-%s")
    if not form.is_valid():
        return group_pages.screen(request, talk, {"point_form": form}, 422)

    def act() -> str:
        cards.put(talk, request.POST.get("what", ""), form.cleaned_data["text"], by=request.user)
        return reverse("dialogues:group_screen", args=[talk.pk])

    _try(request, lambda: only_once(request, act))
    return redirect("dialogues:group_screen", talk.pk)


@require_POST
def table(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Cards that are shown: sorted into kinds, joined, parted, and chosen by talking."""
    talk = group_pages.talk_of(request, talk_id)
    chosen, act = group_pages.sent_ids(request, "card"), request.POST.get("act", "")
    if act in {"sort", *GroupPoint.Need.values}:
        need = "" if act == "sort" else act
        _try(request, lambda: cards.sort(talk, chosen, need, by=request.user))
    elif act == "join":
        _try(request, lambda: cards.join(talk, chosen, by=request.user))
    elif act == "part":
        _try(request, lambda: cards.part(talk, group_pages.sent_id(request, "under"), by=request.user))
    elif act == "choose":
        _try(request, lambda: votes.choose(talk, chosen, by=request.user))
    return redirect("dialogues:group_screen", talk.pk)


def _try(request: PersonRequest, act: Callable[[], object]) -> None:
    try:
        act()
    except Refused:
        messages.warning(request, _("That cannot be done now. Look where you are."))
