"""What stands in the way of using what was learned: named, taken on, cleared away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.learning.actions import check_ins as actions
from haandgreb.learning.forms.steps import BarrierForm
from haandgreb.learning.models import Enrolment, TransferBarrier
from haandgreb.learning.permissions import may_clear_barriers
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock

State = TransferBarrier.State


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Name something that stands in the way."""
    enrolment = seen(request, enrolment_id)
    require(may_clear_barriers(enrolment, request.user, clock.today()))
    back = reverse("learning:enrolment", args=[enrolment.pk])
    form = BarrierForm(request.POST or None, owners=_owners(enrolment))
    if request.method == "POST" and form.is_valid():

        def name() -> str:
            actions.name_barrier(enrolment, **form.cleaned_data, by=request.user)
            return back

        address, _now = only_once(request, name)
        messages.success(request, _("It is on the list. You both see it."))
        return redirect(address)
    return _render(request, enrolment, form)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, barrier_id: UUID) -> HttpResponse:
    """Take it on, change it, or say that it is cleared away."""
    barrier = TransferBarrier.objects.filter(pk=barrier_id).select_related("owner").first()
    if barrier is None:
        raise Http404
    enrolment = seen(request, barrier.enrolment_id)
    require(may_clear_barriers(enrolment, request.user, clock.today()))
    state = request.POST.get("state", "")
    if state in State.values:
        actions.end_barrier(barrier, state, by=request.user)
        messages.success(request, _ENDED[State(state)]())
        return redirect("learning:enrolment", enrolment.pk)
    facts: dict[str, Any] = {name: getattr(barrier, name) for name in ("kind", "text", "owner", "due_on")}
    form = BarrierForm(request.POST or None, initial=facts, owners=_owners(enrolment, barrier.owner))
    if request.method == "POST" and form.is_valid():
        actions.change_barrier(barrier, **form.cleaned_data, by=request.user)
        messages.success(request, _("It is saved."))
        return redirect("learning:enrolment", enrolment.pk)
    return _render(request, enrolment, form, barrier)


_ENDED = {
    State.REMOVED: lambda: _("It is out of the way."),
    State.ACCEPTED: lambda: _("You live with it. Nobody is reminded of it any more."),
    State.OPEN: lambda: _("It is in the way again."),
}


def _owners(enrolment: Enrolment, now: Person | None = None) -> list[Person]:
    """The two who can see it; and whoever has it now."""
    found = [enrolment.person, *managers_of(enrolment.person, clock.today())]
    return found if now is None else [*found, now]


def _render(
    request: PersonRequest, enrolment: Enrolment, form: BarrierForm, barrier: TransferBarrier | None = None
) -> HttpResponse:
    context = {"enrolment": enrolment, "form": form, "barrier": barrier}
    return render(request, "learning/phases/barrier.html", context, status=422 if form.errors else 200)
