"""The sixteen questions: answered and read by the learner alone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.learning.actions import factors as actions
from haandgreb.learning.factors_content import SET, factors
from haandgreb.learning.forms.factors import TakeOnForm, factors_form
from haandgreb.learning.permissions import LEARNER, may_take_on, side_of
from haandgreb.learning.queries import factors as queries
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.questions.queries import current_set
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def page(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Her answers, and the form while it is open."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    require(side_of(enrolment, request.user, today) == LEARNER)
    if not queries.has_check(enrolment):
        raise Http404
    is_open = queries.is_asked(enrolment, today)
    own = queries.own(enrolment)
    sent = request.POST if request.method == "POST" else None
    form = factors_form(current_set(SET), sent, queries.steps_of(own.sheet) if own else {})
    if request.method == "POST" and form.is_valid():
        if not form.values():
            form.add_error(None, _("Answer at least one of the questions."))
        else:
            try:
                actions.answer_factors(enrolment, form.values(), by=request.user, today=today)
            except actions.NotOpen:
                messages.error(request, _("It is closed. Nothing was saved."))
            else:
                messages.success(request, _("Your answers are saved. Only you can see them."))
            return redirect("learning:factors", enrolment.pk)
    changes = own is None or "change" in request.GET or request.method == "POST"
    context = {
        "enrolment": enrolment,
        "own": own,
        "form": form if is_open and changes else None,
        "is_open": is_open,
        "opens_on": queries.opens_on(enrolment),
        "closes_on": queries.closes_on(enrolment),
        "today": today,
    }
    return render(request, "learning/factors/page.html", context, status=422 if form.errors else 200)


@require_POST
def take_on(request: PersonRequest, factor: str) -> HttpResponse:
    """A manager or HR takes on to clear something away."""
    today = clock.today()
    require(may_take_on(request.user, today))
    found = factors().get(factor)
    if found is None:
        raise Http404
    form = TakeOnForm(request.POST, today=today)
    if not form.is_valid():
        messages.error(request, _("Choose today or a later day."))
        return redirect("learning:use_figures", "factors")

    def promise() -> str:
        actions.take_on(found, form.cleaned_data["due_on"], by=request.user)
        return ""

    only_once(request, promise)
    messages.success(request, _("You have taken it on. It stands among what you have promised."))
    return redirect("learning:use_figures", "factors")
