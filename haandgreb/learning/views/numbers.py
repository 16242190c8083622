"""What HR and the works council count of acts before and after courses."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.learning.permissions import may_keep_days_off, may_see_numbers
from haandgreb.learning.queries import numbers as queries
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_GET
def acts(request: PersonRequest) -> HttpResponse:
    """Done, skipped and left of what was asked for within the year, and the kinds of barriers."""
    today = clock.today()
    if not may_see_numbers(request.user, today):
        raise Http404
    context = {
        "counted": queries.counted(today),
        "barriers": queries.barriers(today),
        "may_keep_days": may_keep_days_off(request.user, today),
    }
    return render(request, "learning/phases/numbers.html", context)
