"""The security log, for administrators."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries import security_log as queries
from haandgreb.organisation.views.acting import administrators_only

LONGEST_NUMBER = 18


@administrators_only
@require_GET
def security_log(request: PersonRequest) -> HttpResponse:
    """Who did what to which object, when; the latest first, one act or one person where asked for."""
    asked = _asked(request)
    context = {
        "page": queries.page_of(asked),
        "acts": queries.acts(),
        "asked": asked,
        "who": Person.objects.filter(pk=asked.who).first() if asked.who is not None else None,
    }
    return render(request, "organisation/security_log.html", context)


def _asked(request: PersonRequest) -> queries.Asked:
    try:
        who = UUID(request.GET.get("who", ""))
    except ValueError:
        who = None
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdecimal() and len(before) <= LONGEST_NUMBER else None
    return queries.Asked(request.GET.get("act", ""), who, number)
