"""The toolbox: twelve handles one can take hold of."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.organisation.http import PersonRequest
from haandgreb.toolbox import content_reader, queries


@require_GET
def all_handles(request: PersonRequest) -> HttpResponse:
    """All twelve, or those that take about as long as one has."""
    lengths = content_reader.lengths()
    length = request.GET.get("length", "")
    length = length if length in lengths else ""
    context = {"tiles": queries.tiles(request.user, length), "lengths": lengths, "length": length}
    return render(request, "toolbox/list.html", context)


@require_GET
def one_handle(request: PersonRequest, handle_id: str) -> HttpResponse:
    """What the handle is for, how one begins, what to watch."""
    tile = queries.tile(request.user, handle_id)
    if tile is None:
        raise Http404
    context = {"tile": tile, "handle": tile.handle, "cards": queries.cards(request.user, tile.handle)}
    return render(request, "toolbox/handle.html", context)
