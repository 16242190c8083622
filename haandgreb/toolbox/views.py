"""The toolbox: twelve handles one can take hold of."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from haandgreb.organisation.http import PersonRequest
from haandgreb.toolbox import queries

ROOMS = {
    "informal": _("In everyday work"),
    "internal": _("Planned, here with us"),
    "external": _("Courses, outside the house"),
}


@require_GET
def all_handles(request: PersonRequest) -> HttpResponse:
    """All twelve, or those of one room for learning."""
    room = request.GET.get("room", "")
    room = room if room in ROOMS else ""
    context = {"tiles": queries.tiles(request.user, room), "rooms": ROOMS, "room": room}
    return render(request, "toolbox/list.html", context)


@require_GET
def one_handle(request: PersonRequest, handle_id: str) -> HttpResponse:
    """What the handle is for, how one begins, what to watch."""
    tile = queries.tile(request.user, handle_id)
    if tile is None:
        raise Http404
    return render(request, "toolbox/handle.html", {"tile": tile, "handle": tile.handle, "rooms": ROOMS})
