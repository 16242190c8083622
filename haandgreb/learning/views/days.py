"""The workplace's own days off."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.learning.actions import days as actions
from haandgreb.learning.forms.days import DayOffForm
from haandgreb.learning.models import DayOff
from haandgreb.learning.permissions import may_keep_days_off
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def days(request: PersonRequest) -> HttpResponse:
    """All of them, and one more."""
    require(may_keep_days_off(request.user, clock.today()))
    form = DayOffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_day(**form.cleaned_data, by=request.user)
        messages.success(request, _("The day is off. What nobody has been reminded of yet has moved away from it."))
        return redirect("learning:days_off")
    context = {"days": DayOff.objects.all(), "form": form}
    return render(request, "learning/phases/days.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: PersonRequest, day_id: UUID) -> HttpResponse:
    """It is worked again."""
    require(may_keep_days_off(request.user, clock.today()))
    actions.remove_day(get_object_or_404(DayOff, pk=day_id), by=request.user)
    messages.success(request, _("It is an ordinary day again."))
    return redirect("learning:days_off")
