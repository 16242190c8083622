"""What every page of an enrolment begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from haandgreb.learning.models import Enrolment
from haandgreb.learning.queries.pages import enrolment_seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


def seen(request: PersonRequest, enrolment_id: UUID) -> Enrolment:
    """The enrolment where the person may open it; 404 for everybody else, whether it exists or not."""
    found = enrolment_seen(request.user, enrolment_id, clock.today())
    if found is None:
        raise Http404
    return found
