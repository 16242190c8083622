"""The result of one meeting's score."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from haandgreb.meetings.actions.closing import close_if_over
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.queries.result import result_page
from haandgreb.meetings.queries.score import state_of
from haandgreb.meetings.rules.window import ScoreState
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def result(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """What the participants see after closing; before that, the page with the code."""
    visible = Meeting.objects.visible_to(request.user).select_related("series", "chair")
    meeting = get_object_or_404(visible, pk=meeting_id)
    now = clock.now()
    close_if_over(meeting, now)
    if state_of(meeting, now) is not ScoreState.CLOSED:
        return redirect("meetings:score", meeting.pk)
    return render(request, "meetings/result.html", result_page(meeting, request.user, now))
