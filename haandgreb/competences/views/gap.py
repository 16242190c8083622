"""The gap of a unit, and of which units one may read it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from haandgreb.competences import gap_chart
from haandgreb.competences.csv_file import csv_answer
from haandgreb.competences.permissions import (
    may_read_needs,
    may_read_organisation_gap,
    may_read_unit_gap,
    units_with_gap,
    works_in,
)
from haandgreb.competences.queries.gap import Line, Shown, own_gap, shown_gap
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.organisation.queries.managers import units_managed_by
from haandgreb.shared import clock

ON_A_PAGE = 40


@require_GET
def gap(request: PersonRequest) -> HttpResponse:
    """The units whose gap the person may read: those she manages and works in first."""
    today = clock.today()
    managed = units_managed_by(request.user, today)
    readable = units_with_gap(request.user, today)
    own = list(readable.filter(engagements__in=request.user.engagements.on(today)).distinct())
    near = {unit.pk for unit in [*managed, *own]}
    words = " ".join(request.GET.get("q", "").split())[:100]
    others = readable.exclude(pk__in=near)
    if words:
        others = others.filter(name__icontains=words)
    return render(
        request,
        "competences/gap/units.html",
        {
            "managed": managed,
            "own": [unit for unit in own if unit not in managed],
            "page": Paginator(others.select_related("parent"), ON_A_PAGE).get_page(request.GET.get("page")),
            "words": words,
            "reads_organisation": may_read_organisation_gap(request.user, today),
            "reads_needs": may_read_needs(request.user, today),
        },
    )


@require_GET
def unit_gap(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """One unit: live for its nearest manager, and what may be shown of it to all who read it."""
    today = clock.today()
    unit = _unit(request, unit_id)
    own = own_gap(request.user, unit, today)
    shown = shown_gap(request.user, unit, today)
    return render(
        request,
        "competences/gap/unit.html",
        {
            "unit": unit,
            "own": own,
            "own_rows": drawn(own.lines, live=True) if own else [],
            "own_words": gap_chart.words(live=True),
            "shown": shown,
            "rows": drawn(shown.lines),
            "words": gap_chart.words(live=False),
            "in_team": works_in(request.user, unit, today),
        },
    )


@require_GET
def unit_gap_csv(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """What is shown of the unit, as the page has it."""
    unit = _unit(request, unit_id)
    shown = shown_gap(request.user, unit, clock.today())
    return csv_answer(f"gap-{unit.pk}", heads(), (cells(line, shown) for line in shown.lines))


def _unit(request: PersonRequest, unit_id: UUID) -> Unit:
    """For those who may not read it there is no such page."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_id)
    if not may_read_unit_gap(request.user, unit, clock.today()):
        raise Http404
    return unit


def drawn(lines: Iterable[Line], *, live: bool = False) -> list[dict[str, object]]:
    """Each line with its bar, where it has one."""
    return [{"line": one, "bar": gap_chart.bar(one.counts, live=live) if one.counts else ""} for one in lines]


def heads() -> list[str]:
    """The columns of a line."""
    return [
        _("Competence"),
        _("Importance"),
        _("Asked"),
        _("Have it"),
        _("No agreed level"),
        _("Lack it"),
        _("Counted"),
    ]


def cells(line: Line, shown: Shown) -> list[object]:
    """A line as the page has it: what may not be shown is said in words, whether none or four."""
    name = [line.competence, line.importance]
    if line.counts is None or shown.release is None:
        return [*name, *[_("too few to show")] * 4, ""]
    counts = line.counts
    day = line.since or shown.release.counted_on
    return [*name, counts.asked, counts.have, counts.unknown, counts.lack, day.isoformat()]
