"""The one screen a meeting is run on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.followups import actions as followups
from haandgreb.followups.forms import PromiseForm
from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import agenda, running
from haandgreb.meetings.forms.running import DecisionForm, ParkForm
from haandgreb.meetings.models import Attendance, Meeting
from haandgreb.meetings.permissions import may_edit_meeting, may_park, may_run, may_write_minutes
from haandgreb.meetings.queries import running as queries
from haandgreb.meetings.views.common import ball_form, meeting_of, people_in
from haandgreb.meetings.views.minutes import minutes_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

MORE_MINUTES = 2


@require_GET
def run(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The running meeting. Participants follow along; chair, minute taker and timekeeper move it on."""
    meeting = meeting_of(request, meeting_id)
    if meeting.state == Meeting.State.RUNNING:
        return _screen(request, meeting)
    if request.htmx:
        # The screen asks every 15 seconds; it moves on when somebody has ended the meeting.
        return HttpResponse(headers={"HX-Redirect": reverse("meetings:meeting", args=[meeting.pk])})
    return redirect("meetings:meeting", meeting.pk)


@require_GET
def closing(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The last five minutes: decisions read aloud, who has the ball, the score."""
    meeting = meeting_of(request, meeting_id)
    if meeting.state != Meeting.State.RUNNING:
        return redirect("meetings:meeting", meeting.pk)
    context = _forms(meeting) | queries.page(meeting, request.user, clock.now())
    return render(request, "meetings/closing.html", context)


@require_POST
def begin(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Begin now, whoever is there."""
    meeting = meeting_of(request, meeting_id)
    if meeting.chair_id is None:
        messages.error(request, _("The meeting has no chair. Choose one, then it can begin."))
        return redirect("meetings:meeting", meeting.pk)
    require(may_run(request.user, meeting))
    running.begin(meeting, by=request.user)
    return redirect("meetings:run", meeting.pk)


@require_POST
def clock_act(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Pause, go on, two minutes more, the next item, or a chosen one."""
    meeting = meeting_of(request, meeting_id)
    require(may_run(request.user, meeting))
    act = request.POST.get("act", "")
    if act == "pause":
        running.pause(meeting, by=request.user)
    elif act == "resume":
        running.resume(meeting, by=request.user)
    elif act == "more" and meeting.current_item is not None:
        only_once(request, lambda: _more(request, meeting))
    elif act in {"next", "go"}:
        _move_on(request, meeting)
    return _answer(request, meeting)


def _more(request: PersonRequest, meeting: Meeting) -> str:
    if meeting.current_item is not None:
        running.give_more_time(meeting.current_item, MORE_MINUTES, by=request.user)
    return reverse("meetings:run", args=[meeting.pk])


def _move_on(request: PersonRequest, meeting: Meeting) -> None:
    leaving = request.POST.get("leaving") or None
    wanted = request.POST.get("item", "")
    item = next((one for one in meeting.items.all() if str(one.pk) == wanted), None)
    if item is not None:
        running.go_to(meeting, item, by=request.user, leaving=leaving)
    else:
        running.finish_item(meeting, by=request.user, leaving=leaving)


@require_POST
def presence(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Who is in the room, on screen or absent; one press for everybody not noted yet."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting))
    if request.POST.get("act") == "everybody":
        running.note_everybody_present(meeting, by=request.user)
    else:
        who, _comma, how = request.POST.get("act", "").partition(":")
        if how in Attendance.Presence.values:
            people = [one for one in people_in(meeting) if str(one.pk) == who]
            running.note_presence(meeting, people, how, by=request.user)
    if request.htmx and not request.POST.get("next"):
        return _screen(request, meeting_of(request, meeting.pk), {"presence_open": True})
    return redirect(reverse("meetings:run", args=[meeting.pk]) + "?presence=open#presence")


@require_POST
def decide(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Write down a decision."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting))
    form = DecisionForm(request.POST, prefix="decision")
    if not form.is_valid():
        return _again(request, meeting, {"decision_form": form})

    def act() -> str:
        running.decide(meeting, form.cleaned_data["text"], told_to=form.cleaned_data["told_to"], by=request.user)
        return reverse("meetings:run", args=[meeting.pk])

    only_once(request, act)
    return _answer(request, meeting)


@require_POST
def promise(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody takes the ball: one owner, one date."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting))
    form = PromiseForm(people_in(meeting), request.POST, prefix="ball")
    if not form.is_valid():
        return _again(request, meeting, {"ball_form": form})

    def act() -> str:
        running.promise(meeting, by=request.user, **form.cleaned_data)
        return reverse("meetings:run", args=[meeting.pk])

    only_once(request, act)
    return _answer(request, meeting)


@require_POST
def park(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Keep a point for later."""
    meeting = meeting_of(request, meeting_id)
    require(may_park(request.user, meeting))
    form = ParkForm(request.POST, prefix="park")
    if not form.is_valid():
        return _again(request, meeting, {"park_form": form})

    def act() -> str:
        agenda.park(meeting, form.cleaned_data["text"], by=request.user)
        return reverse("meetings:run", args=[meeting.pk])

    only_once(request, act)
    return _answer(request, meeting)


@require_POST
def action_done(request: PersonRequest, meeting_id: UUID, action_id: UUID) -> HttpResponse:
    """An action of this series is done: ticked by its owner, or by whoever runs the meeting."""
    meeting = meeting_of(request, meeting_id)
    sources = Meeting.objects.visible_to(request.user).values("pk")
    action = get_object_or_404(FollowUp, pk=action_id, source=running.SOURCE, source_id__in=sources)
    runs_it = may_write_minutes(request.user, meeting) or may_edit_meeting(request.user, meeting)
    of_this = action.source_id == meeting.pk or _same_series(meeting, action)
    require(of_this and (runs_it or action.owner == request.user))
    if request.POST.get("act") == "reopen":
        followups.reopen(action, by=request.user)
    else:
        followups.mark_done(action, by=request.user)
    return _answer(request, meeting)


def _same_series(meeting: Meeting, action: FollowUp) -> bool:
    series = meeting.series
    if series is None or action.source_id is None:
        return False
    return series.meetings.filter(pk=action.source_id).exists()


@require_POST
def end(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """End the meeting now."""
    meeting = meeting_of(request, meeting_id)
    require(may_run(request.user, meeting) or meeting.state == Meeting.State.HELD)
    running.end(meeting, by=request.user)
    messages.success(request, _("The meeting is over. Finish the minutes today, while you remember it."))
    return redirect("meetings:minutes", meeting.pk)


def _answer(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """The screen as it is now: a part of it to htmx, the whole page by a redirect to others."""
    meeting = meeting_of(request, meeting.pk)
    there = request.POST.get("next", "")
    if request.htmx and not there and meeting.state == Meeting.State.RUNNING:
        return _screen(request, meeting)
    if there == "home":
        return redirect("meetings:home")
    if there == "series" and meeting.series_id is not None:
        return redirect("meetings:series", meeting.series_id)
    pages = {"closing": "meetings:closing", "minutes": "meetings:minutes", "meeting": "meetings:meeting"}
    return redirect(pages.get(there, "meetings:run"), meeting.pk)


def _again(request: PersonRequest, meeting: Meeting, bound: dict[str, Any]) -> HttpResponse:
    """A form came back with something to put right; nothing that was typed is lost."""
    there = request.POST.get("next", "")
    if there == "closing" and meeting.state == Meeting.State.RUNNING:
        context = _forms(meeting) | queries.page(meeting, request.user, clock.now()) | bound
        return render(request, "meetings/closing.html", context, status=422)
    if meeting.state != Meeting.State.RUNNING:
        return minutes_page(request, meeting, bound, status=422)
    return _screen(request, meeting, bound, status=422)


def _screen(
    request: PersonRequest, meeting: Meeting, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    context = _forms(meeting) | queries.page(meeting, request.user, clock.now())
    context |= {"presence_open": request.GET.get("presence") == "open"} | (bound or {})
    part = request.htmx
    return render(request, "meetings/_run.html" if part else "meetings/run.html", context, status=status)


def _forms(meeting: Meeting) -> dict[str, Any]:
    return {
        "decision_form": DecisionForm(prefix="decision"),
        "ball_form": ball_form(meeting),
        "park_form": ParkForm(prefix="park"),
    }
