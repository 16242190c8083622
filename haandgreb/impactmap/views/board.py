"""Pages that show the map: all goals, one goal, its tree on paper, the three lists."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from haandgreb.impactmap.permissions import editor
from haandgreb.impactmap.queries import board as boards
from haandgreb.impactmap.queries import home as homes
from haandgreb.impactmap.queries import lists as queries
from haandgreb.organisation.fields import UnitField
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.strategy.models import StrategicGoal
from haandgreb.strategy.permissions import may_add_result


class UnitForm(forms.Form):
    """Whose map it is."""

    unit = UnitField(label=_("Show what holds for"), required=False, empty=_("The whole workplace"))


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """The core task, the goals as trees with counts, and what does not hang together."""
    form = UnitForm(request.GET if "unit" in request.GET else None)
    unit = form.cleaned_data["unit"] if form.is_bound and form.is_valid() else None
    if not form.is_bound or unit is None:
        form = UnitForm(initial={"unit": unit})
    context = homes.home(request.user, clock.today(), unit)
    return render(request, "impactmap/home.html", {**context, "form": form})


@require_GET
def goal(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """The four columns of one goal."""
    today = clock.today()
    found = _goal(request, goal_id)
    reader = editor(request.user, today)
    board = boards.board(found, reader, today, request.GET.get("result", ""))
    barriers, in_all = queries.in_the_way(reader, today, goal=found)
    floating = queries.floating(reader)
    context = {
        "board": board,
        "barriers": barriers,
        "barriers_in_all": in_all,
        "floating": floating[:5],
        "floating_in_all": len(floating),
        "may_add_result": found.state == StrategicGoal.State.ACTIVE and may_add_result(request.user, found, today),
        "may_move": any(row.card.may_edit for row in board.rows),
    }
    return render(request, "impactmap/goal.html", context)


@require_GET
def tree(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """The goal as one long list with counts, for paper."""
    found = _goal(request, goal_id)
    board = boards.board(found, editor(request.user, clock.today()), clock.today())
    return render(request, "impactmap/tree.html", {"board": board})


@require_GET
def lists(request: PersonRequest) -> HttpResponse:
    """The three lists that matter."""
    reader = editor(request.user, clock.today())
    found = {name: queries.lines(name, reader) for name in queries.LISTS}
    return render(request, "impactmap/lists.html", found)


@require_GET
def list_file(request: PersonRequest, name: str) -> StreamingHttpResponse:
    """One of the lists as CSV."""
    if name not in queries.LISTS:
        raise Http404
    lines = queries.as_csv(name, editor(request.user, clock.today()))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{clock.today().isoformat()}.csv"'
    return response


def _goal(request: PersonRequest, goal_id: UUID) -> StrategicGoal:
    goals = StrategicGoal.objects.visible_to(request.user).select_related("owner", "unit")
    return get_object_or_404(goals, pk=goal_id)
