"""The minutes: what was decided and promised, short, on the same day."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings.actions import running as actions
from haandgreb.meetings.forms.running import DecisionForm, NotesForm
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.permissions import may_write_minutes
from haandgreb.meetings.queries import minutes as queries
from haandgreb.meetings.views.common import ball_form, meeting_of
from haandgreb.organisation.editing import Change, conflict_with, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts


@require_GET
def minutes(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes, for those who are in the meeting; made to be printed."""
    meeting = meeting_of(request, meeting_id)
    if meeting.state != Meeting.State.HELD:
        return redirect("meetings:meeting", meeting.pk)
    return minutes_page(request, meeting)


def minutes_page(
    request: PersonRequest, meeting: Meeting, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of the minutes, with a form that came back where there is one."""
    context = queries.page(meeting, request.user, clock.now())
    context |= {"decision_form": DecisionForm(prefix="decision"), "ball_form": ball_form(meeting)} | (bound or {})
    return render(request, "meetings/minutes.html", context, status=status)


@require_http_methods(["GET", "POST"])
def notes(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Write the notes. Where two write at once, both texts are kept and shown."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting))
    draft_key = f"meetings-notes-{meeting.pk}"
    if request.POST.get("keep") == "theirs":
        drafts.drop(request.user, draft_key)
        return redirect("meetings:meeting", meeting.pk)
    form = NotesForm(request.POST or None, initial={"notes": meeting.notes})
    conflict = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["notes"]
        saved = actions.save_notes(meeting, text, by=request.user, version=version_in(request.POST, 0))
        if not saved:
            meeting.refresh_from_db()
            who = Change(meeting.notes_by, meeting.notes_at)
            conflict = conflict_with(form, {"notes": meeting.notes}, meeting.notes_version, who)
        if conflict is None:
            drafts.drop(request.user, draft_key)
            messages.success(request, _("The notes are saved."))
            return _back(meeting)
    drafted = with_draft(request, draft_key, form)
    context = {
        "form": form,
        "meeting": meeting,
        "version": version_in(drafted or request.POST, meeting.notes_version),
        "conflict": conflict,
        "draft_key": draft_key,
        "drafted": drafted,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "meetings/notes.html", context, status=status)


@require_POST
def ready(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes are ready."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting) and meeting.state == Meeting.State.HELD)
    actions.say_minutes_ready(meeting, by=request.user)
    messages.success(request, _("The minutes are ready. Everybody who was asked can read them."))
    return redirect("meetings:minutes", meeting.pk)


@require_http_methods(["GET", "POST"])
def decision(request: PersonRequest, meeting_id: UUID, decision_id: UUID) -> HttpResponse:
    """Change a decision, or take it back where it was written down wrongly."""
    meeting = meeting_of(request, meeting_id)
    require(may_write_minutes(request.user, meeting))
    found = get_object_or_404(meeting.decisions.select_related("changed_by"), pk=decision_id)
    if request.POST.get("act") == "remove":
        actions.remove_decision(found, by=request.user)
        messages.success(request, _("The decision is taken back."))
        return redirect("meetings:meeting", meeting.pk)
    if request.POST.get("keep") == "theirs":
        return redirect("meetings:meeting", meeting.pk)
    form = DecisionForm(request.POST or None, initial={"text": found.text, "told_to": found.told_to})
    conflict = None
    if request.method == "POST" and form.is_valid():
        saved = actions.change_decision(
            found, **form.cleaned_data, by=request.user, version=version_in(request.POST, 0)
        )
        if not saved:
            found.refresh_from_db()
            theirs = {"text": found.text, "told_to": found.told_to}
            conflict = conflict_with(form, theirs, found.version, Change(found.changed_by, found.changed_at))
        if conflict is None:
            messages.success(request, _("The decision is changed."))
            return _back(meeting)
    context = {"form": form, "meeting": meeting, "decision": found, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "meetings/decision.html", context, status=status)


def _back(meeting: Meeting) -> HttpResponse:
    """To where the meeting is: its screen while it runs, its minutes afterwards."""
    return redirect("meetings:run" if meeting.state == Meeting.State.RUNNING else "meetings:minutes", meeting.pk)
