"""What a manager sees of her own staff's dialogues, and who is due for one."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.dialogues.permissions import may_plan_rounds
from haandgreb.dialogues.queries import due as queries
from haandgreb.dialogues.queries import overview
from haandgreb.organisation import permissions
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import clock

PER_PAGE = 50


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    """All the dialogues a manager leads now."""
    today = clock.today()
    if not permissions.acts_as_manager(request.user, today):
        raise Http404
    page = Paginator(overview.led_by(request.user, today), PER_PAGE).get_page(request.GET.get("page"))
    rows = overview.rows_of(page.object_list)
    context = {"page": page, "rows": rows, "several": overview.are_several(rows), "today": today}
    return render(request, "dialogues/rounds/staff.html", context)


@require_GET
def due(request: PersonRequest) -> HttpResponse:
    """Who is due: for HR within her units, for a manager her own staff. For others there is no such page."""
    today, person = clock.today(), request.user
    if may_plan_rounds(person, today):
        units = permissions.hr_units(person, today)
        asked = _unit(request.GET.get("unit", ""))
        people = queries.due_people(today, units=units if asked is None else Unit.objects.below([asked]) & units)
    elif permissions.acts_as_manager(person, today):
        asked = None
        people = queries.due_people(today, among=[one.pk for one in staff_of(person, today)])
    else:
        raise Http404
    page = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": queries.about(list(page.object_list), today), "unit": asked, "today": today}
    return render(request, "dialogues/rounds/due.html", context)


def _unit(text: str) -> Unit | None:
    try:
        return Unit.objects.filter(pk=UUID(text)).first()
    except ValueError:
        return None
