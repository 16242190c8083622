"""The score as the desk sees it: the code on the wall, on and off, closing, the chair's own score."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings.actions import closing
from haandgreb.meetings.actions import score as act
from haandgreb.meetings.addresses import score_address, short_address
from haandgreb.meetings.forms.score import COMMENT, rows_of, score_form, sheet_of
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.permissions import may_close_score, may_score_as_chair, may_set_up_score
from haandgreb.meetings.queries.score import (
    chair_has_scored,
    five_answered,
    focus_of,
    present_without_chair,
    questions_of,
    state_of,
)
from haandgreb.meetings.rules.codes import grouped
from haandgreb.meetings.rules.score import FOCUS
from haandgreb.meetings.rules.showing import may_choose_open_score
from haandgreb.meetings.rules.window import ScoreState, closes_at, opens_at
from haandgreb.organisation.http import PersonRequest
from haandgreb.questions.reading import read_row
from haandgreb.shared import clock


@require_GET
def score_page(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """QR code, short code and address for the wall and the agenda; while open, only whether five have answered."""
    meeting = _meeting(request, meeting_id)
    now = clock.now()
    closing.close_if_over(meeting, now)
    state = state_of(meeting, now)
    if state is ScoreState.CLOSED:
        return redirect("meetings:result", meeting.pk)
    return render(request, "meetings/score_page.html", _page(request, meeting, state))


def _page(request: PersonRequest, meeting: Meeting, state: ScoreState) -> dict[str, Any]:
    people = present_without_chair(meeting)
    code = meeting.score_code or ""
    return {
        "meeting": meeting,
        "is_open": state is ScoreState.OPEN,
        "is_coming": state is ScoreState.NOT_YET,
        "is_scored": state is not ScoreState.NEVER,
        "code": grouped(code) if code else "",
        "address": score_address(request, code) if code else "",
        "typed_address": short_address(request),
        "opens_at": opens_at(meeting.ends_at),
        "closes_at": closes_at(meeting.ends_at),
        "five": state is ScoreState.OPEN and five_answered(meeting),
        "may_set_up": may_set_up_score(request.user, meeting),
        "may_close": may_close_score(request.user, meeting),
        "is_chair": may_score_as_chair(request.user, meeting),
        "chair_has_scored": chair_has_scored(meeting),
        "may_open_together": may_choose_open_score(state=state, present=len(people)) and not meeting.open_score,
        "people": len(people),
    }


@require_POST
def turn(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Score this meeting, or do not: before the score opens."""
    meeting = _meeting(request, meeting_id)
    if not may_set_up_score(request.user, meeting):
        raise PermissionDenied
    wanted = request.POST.get("scored") == "yes"
    try:
        act.choose_scoring(meeting, wanted, by=request.user)
    except act.NotOpen:
        messages.error(request, _("The score has opened already. It can only be closed."))
    else:
        messages.success(request, _("This meeting is scored.") if wanted else _("This meeting is not scored."))
    return redirect("meetings:score", meeting.pk)


@require_POST
def open_together(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Three or four who all said yes in the room; or one of them said no after all."""
    meeting = _meeting(request, meeting_id)
    if not may_set_up_score(request.user, meeting):
        raise PermissionDenied
    try:
        if request.POST.get("drop"):
            act.drop_open_score(meeting, by=request.user)
            messages.success(request, _("It is an ordinary score again."))
        elif request.POST.get("everybody") == "yes":
            act.choose_open_score(meeting, by=request.user)
            messages.success(request, _("The score is open among you. Every sheet must say yes too."))
        else:
            messages.error(request, _("Ask everybody in the room first, and confirm that all said yes."))
    except act.OpenScoreRefused:
        messages.error(
            request, _("An open score is chosen before the score opens, by three or four besides the chair.")
        )
    return redirect("meetings:score", meeting.pk)


@require_POST
def close(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Close the score for good and see the result."""
    meeting = _meeting(request, meeting_id)
    if not may_close_score(request.user, meeting):
        raise PermissionDenied
    try:
        closing.close_score(meeting, by=request.user)
    except act.NotOpen:
        messages.error(request, _("The score is not open, so there is nothing to close."))
        return redirect("meetings:score", meeting.pk)
    messages.success(request, _("The score is closed. It is not opened again."))
    return redirect("meetings:result", meeting.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def chair_score(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The chair's own score: named, not counted, shown beside a shown result."""
    meeting = _meeting(request, meeting_id)
    if not may_score_as_chair(request.user, meeting):
        raise PermissionDenied
    if state_of(meeting, clock.now()) is not ScoreState.OPEN:
        return redirect("meetings:score", meeting.pk)
    questions = questions_of(meeting)
    form = score_form(questions, request.POST or None, focus=focus_of(meeting))
    for name in [COMMENT] if focus_of(meeting) else [COMMENT, FOCUS]:
        del form.fields[name]  # the chair writes in the minutes; without a common question there is no eighth
    if request.method == "POST" and form.is_valid():
        values, _shares = sheet_of(form)
        try:
            act.score_as_chair(meeting, values=values, by=request.user)
        except act.NotOpen:
            messages.error(request, _("The score closed meanwhile. Your score was not saved."))
        else:
            messages.success(request, _("Your own score is saved, with your name."))
        return redirect("meetings:score", meeting.pk)
    found = read_row(questions)
    rows = [row for row in rows_of(form, found) if not row["question"].is_text]
    context = {"meeting": meeting, "form": form, "rows": rows, "scale": found.questions[0].labels}
    return render(request, "meetings/score_chair.html", context, status=422 if form.errors else 200)


def _meeting(request: PersonRequest, meeting_id: UUID) -> Meeting:
    found = Meeting.objects.visible_to(request.user).select_related("series", "chair", "minute_taker")
    return get_object_or_404(found, pk=meeting_id)
