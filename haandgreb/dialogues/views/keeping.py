"""Who has opened my dialogue."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.queries import opened
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def who_opened(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Name, role, time and what: for the person whose dialogue it is; 404 for everybody else, her manager too."""
    dialogue = seen(request, dialogue_id)
    if side_of(dialogue, request.user, clock.today()) != EMPLOYEE:
        raise Http404
    context = {"dialogue": dialogue, "lines": opened.lines(dialogue)}
    return render(request, "dialogues/keeping/who_opened.html", context)
