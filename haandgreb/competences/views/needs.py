"""The gap of the whole workplace against its goals, and HR's list of needs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from haandgreb.competences import gap_chart
from haandgreb.competences.csv_file import csv_answer
from haandgreb.competences.permissions import may_read_needs, may_read_organisation_gap
from haandgreb.competences.queries.goal_gap import OrganisationGap, organisation_gap
from haandgreb.competences.queries.needs import Figures, Need, Needs
from haandgreb.competences.queries.needs import needs as needs_of
from haandgreb.competences.rules.counting import Counts
from haandgreb.competences.views.gap import cells, drawn, heads
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

MOST_PARTS = 5
"""Units below that stand on the page of needs for each competence."""


@require_GET
def organisation(request: PersonRequest) -> HttpResponse:
    """Each goal with the competences it asks for; for others there is no such page."""
    found = [
        {"part": part, "goals": [{"goal": one, "rows": drawn(one.lines)} for one in part.goals]}
        for part in _organisation(request)
    ]
    context = {"parts": found, "several": len(found) > 1, "words": gap_chart.words(live=False)}
    return render(request, "competences/gap/organisation.html", context)


@require_GET
def organisation_csv(request: PersonRequest) -> HttpResponse:
    """The same lines as a file."""
    rows = [
        [part.unit, one.goal.code, one.goal, *cells(line, part.shown)]
        for part in _organisation(request)
        for one in part.goals
        for line in one.lines
    ]
    return csv_answer("gap-goals", [_("Unit"), _("Goal no."), _("Goal"), *heads()], rows)


def _organisation(request: PersonRequest) -> list[OrganisationGap]:
    today = clock.today()
    if not may_read_organisation_gap(request.user, today):
        raise Http404
    return organisation_gap(request.user, today)


@require_GET
def needs(request: PersonRequest) -> HttpResponse:
    """What HR plans from, within her units; for others there is no such page."""
    found = _needs(request)
    rows = [
        {"need": need, "figures": _figures(need), "more": len(need.parts) - len(_largest(need))} for need in found.rows
    ]
    context: dict[str, Any] = {"needs": found, "rows": rows, "words": gap_chart.words(live=False)}
    return render(request, "competences/gap/needs.html", context)


@require_GET
def needs_csv(request: PersonRequest) -> HttpResponse:
    """The same list as a file: a line for each unit that is shown, and one line where none is."""
    found = _needs(request)
    columns = [
        _("Competence"), _("Importance"), _("Goals"), _("Unit"), _("Asked"), _("Have it"), _("No agreed level"),
        _("Lack it"), _("Counted"), _("Learning goals"), _("Planned activities"),
    ]  # fmt: skip
    columns += [_("Development goals")] if found.whole_workplace else []
    rows = [row for need in found.rows for row in _need_cells(need, found.whole_workplace)]
    return csv_answer("needs", columns, rows)


def _needs(request: PersonRequest) -> Needs:
    today = clock.today()
    if not may_read_needs(request.user, today):
        raise Http404
    return needs_of(request.user, today)


def _figures(need: Need) -> list[dict[str, object]]:
    """The lines on the page, with their bars; units below stand under the one they are part of."""
    rows = [(row, False) for row in need.whole] + [(row, True) for row in _largest(need)]
    return [
        {"row": row, "bar": gap_chart.bar(_counts(row)), "asked": _counts(row).asked, "is_part": is_part}
        for row, is_part in rows
    ]


def _largest(need: Need) -> list[Figures]:
    """The largest units below, in Danish order: the file has them all."""
    largest = sorted(need.parts, key=lambda row: -(row.lack + row.have + row.unknown))[:MOST_PARTS]
    chosen = {row.unit_id for row in largest}
    return [row for row in need.parts if row.unit_id in chosen]


def _counts(row: Figures) -> Counts:
    return Counts(row.lack, row.have, row.unknown)


def _need_cells(need: Need, whole_workplace: bool) -> list[list[object]]:
    first: list[object] = [need.competence, need.importance, _joined(goal.code or goal for goal in need.goals)]
    last: list[object] = [_joined(need.learning), _joined(need.activities)]
    last += [need.people or _("fewer than five")] if whole_workplace else []
    rows = [*need.whole, *need.parts]
    if not rows:
        return [[*first, "", *[_("too few to show")] * 4, "", *last]]
    return [
        [*first, row.unit, _counts(row).asked, row.have, row.unknown, row.lack, row.counted_on.isoformat(), *last]
        for row in rows
    ]


def _joined(things: Any) -> str:
    return ", ".join(str(thing) for thing in things)
