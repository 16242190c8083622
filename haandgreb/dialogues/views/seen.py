"""What every page of a dialogue begins with."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries.pages import dialogue_seen
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


def seen(request: PersonRequest, dialogue_id: UUID) -> Dialogue:
    """The dialogue where the person may open it; 404 for everybody else, whether it exists or not."""
    found = dialogue_seen(request.user, dialogue_id, clock.today())
    if found is None:
        raise Http404
    return found
