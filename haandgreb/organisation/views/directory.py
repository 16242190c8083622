"""The directory: people and units, open to everybody who works here."""

from __future__ import annotations

from uuid import UUID

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from haandgreb.organisation import permissions, queries
from haandgreb.organisation.http import PersonRequest, too_many
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.passport import pages_about

SEARCHES_A_MINUTE = 60
_LONGEST_SEARCH = 100


@require_GET
def people(request: PersonRequest) -> HttpResponse:
    """Find a colleague."""
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    if words and _searched_too_much(request):
        return too_many(request)
    today = clock.today()
    may_administer = permissions.may_administer(request.user, today)
    found = queries.directory(
        request.user,
        words=words,
        unit=request.GET.get("unit", ""),
        page=request.GET.get("page", "1"),
        today=today,
        with_left=may_administer and "all" in request.GET,
    )
    context = {"directory": found, "may_administer": may_administer}
    if request.headers.get("HX-Request") == "true":
        return render(request, "organisation/_people.html", context)
    return render(request, "organisation/people.html", context)


@require_GET
def person(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """A colleague: unit, title, managers, who stands in; employment for herself, her managers and HR."""
    today = clock.today()
    somebody = get_object_or_404(Person.objects.visible_to(request.user), pk=person_id)
    page = queries.person_page(request.user, somebody, today)
    context = {
        "page": page,
        "links": pages_about(request.user, somebody),
        "may_administer": permissions.may_administer(request.user, today),
        "may_help_fetch": permissions.may_make_data_link(request.user, somebody, today)
        or permissions.may_give_data_code(request.user, somebody, today),
        "today": today,
    }
    return render(request, "organisation/person.html", context)


@require_GET
def units(request: PersonRequest) -> HttpResponse:
    """The tree of units with who manages each."""
    today = clock.today()
    lines, left_out = queries.tree(today)
    context = {
        "lines": lines,
        "left_out": left_out,
        "may_administer": permissions.may_administer(request.user, today),
    }
    return render(request, "organisation/units.html", context)


@require_GET
def unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """One unit: managers, who stands in, the units below and the people in it."""
    today = clock.today()
    one = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_id)
    page = queries.unit_page(request.user, one, page=request.GET.get("page", "1"), today=today)
    context = {
        "unit_page": page,
        "page": page.page,
        "links": pages_about(request.user, one),
        "today": today,
        "may_administer": permissions.may_administer(request.user, today),
        "may_name_deputy": permissions.may_name_deputy(request.user, one, today),
    }
    return render(request, "organisation/unit.html", context)


@require_GET
def choices(request: PersonRequest) -> HttpResponse:
    """Suggestions for a field in which one types a name."""
    if _searched_too_much(request):
        return too_many(request)
    words = request.GET.get(request.GET.get("field", ""), "") or request.GET.get("q", "")
    found = queries.people_choices(words[:_LONGEST_SEARCH], clock.today()) if words.strip() else []
    return render(request, "organisation/_choices.html", {"suggestions": found})


def _searched_too_much(request: PersonRequest) -> bool:
    """Counted in this process's memory: a search must not cost a write."""
    key = f"searches-{request.user.pk}-{clock.now():%Y%m%d%H%M}"
    cache.add(key, 0, 120)
    return cache.incr(key) > SEARCHES_A_MINUTE
