"""A staff list in four steps: choose the file, pair the columns, look through, save."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from haandgreb.organisation import permissions
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def staff_list(request: PersonRequest) -> HttpResponse:
    """Choose the file; in a demo the demo is removed first."""
    if not permissions.may_import(request.user, clock.today()):
        raise PermissionDenied
    return render(request, "organisation/staff_list.html", {})
