"""What the views of the workshop share."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from haandgreb.impactmap.models import Workshop
from haandgreb.impactmap.permissions import may_run_workshop
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

State = Workshop.State


def workshop_of(request: PersonRequest, workshop_id: UUID) -> Workshop:
    """A workshop this person is in, or 404."""
    rows = Workshop.objects.visible_to(request.user).select_related("goal", "unit", "facilitator")
    return get_object_or_404(rows, pk=workshop_id)


def run_by(request: PersonRequest, workshop_id: UUID) -> Workshop:
    """A workshop this person runs: 404 for those outside, 403 for those who only take part."""
    found = workshop_of(request, workshop_id)
    require(may_run_workshop(request.user, found, clock.today()))
    return found


def sent_version(request: PersonRequest) -> int:
    """The version the page was drawn from; 0, which fits nothing, where the form lost it."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0
