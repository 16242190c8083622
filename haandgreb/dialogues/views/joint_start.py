"""The joint start of a round in a unit: an agenda, and that it was held."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from haandgreb.dialogues import joint_start_words
from haandgreb.dialogues.actions import joint_start as actions
from haandgreb.dialogues.queries import joint_start as queries
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

# Where a word of content/joint_start.toml leads.
LINKS = {
    "strategy": (gettext_lazy("Strategy"), "strategy:home"),
    "concept": (gettext_lazy("How we use it"), "dialogues:concept"),
    "group": (gettext_lazy("Group talks"), "dialogues:groups"),
    "pairs": (gettext_lazy("Pair interviews"), "dialogues:peers"),
}


@require_GET
def page(request: PersonRequest, round_id: UUID, unit_id: UUID) -> HttpResponse:
    """What the unit does together before the talks."""
    start, today = _start(request, round_id, unit_id), clock.today()
    items = [(item, *_link(item.link)) for item in joint_start_words.items()]
    context = {
        "start": start,
        "items": items,
        "minutes": sum(item.minutes for item in joint_start_words.items()),
        "may_mark": queries.may_mark(request.user, start.unit, today),
        "has_come": start.round.kickoff_on is not None and start.round.kickoff_on <= today,
        "today": today,
    }
    return render(request, "dialogues/booking/joint_start.html", context)


@require_POST
def held(request: PersonRequest, round_id: UUID, unit_id: UUID) -> HttpResponse:
    """It was held; or not after all."""
    start, today = _start(request, round_id, unit_id), clock.today()
    require(queries.may_mark(request.user, start.unit, today))
    if request.POST.get("act") == "undo":
        if actions.take_back(start.round, start.unit, by=request.user):
            messages.success(request, _("Taken back."))
    else:
        actions.mark_held(start.round, start.unit, on=today, by=request.user)
        messages.success(request, _("Noted: you have begun together."))
    return redirect("dialogues:joint_start", round_id, unit_id)


def _start(request: PersonRequest, round_id: UUID, unit_id: UUID) -> queries.Start:
    found = queries.start_seen(request.user, round_id, unit_id, clock.today())
    if found is None:
        raise Http404
    return found


def _link(key: str) -> tuple[object, str]:
    """What the link is called, and where it leads; nothing where there is no such page."""
    label, name = LINKS.get(key, ("", ""))
    return label, reverse(name) if name else ""
