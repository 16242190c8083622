"""One person's part in a learning journey: her yes, her manager's, and her acts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import journeys as actions
from haandgreb.learning.forms.journeys import ActForm, JoinForm
from haandgreb.learning.forms.steps import SkipForm
from haandgreb.learning.models import Journey, JourneyAct, JourneyPart
from haandgreb.learning.permissions import LEARNER, MANAGER, may_end_journey_act, side_of_part
from haandgreb.learning.queries import journeys as queries
from haandgreb.learning.views.journeys import seen
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

FORM = "learning/journeys/edit.html"


@require_http_methods(["GET", "POST"])
def join(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Say yes to the journey, or change the moment that matters."""
    journey = seen(request, journey_id)
    part = JourneyPart.objects.filter(journey=journey, person=request.user).first()
    require(journey.state == Journey.State.RUNNING or (part is not None and journey.state == Journey.State.DRAFT))
    initial = {"moment": part.moment, "buddy": part.buddy_id} if part is not None else {}
    form = JoinForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _join(request, journey, form))
        if done:
            messages.success(request, _("You take part. Your nearest manager is asked to say yes too."))
        return redirect(address)
    context = {
        "form": form,
        "title": _("Take part in %(title)s") % {"title": journey},
        "lede": journey.goal,
        "crumb": journey,
        "back": reverse("learning:journey", args=[journey.pk]),
        "button": _("I take part"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _join(request: PersonRequest, journey: Journey, form: JoinForm) -> str:
    part = actions.join(journey, request.user, **form.cleaned_data)
    return reverse("learning:journey_part", args=[part.pk])


@require_GET
def page(request: PersonRequest, part_id: UUID) -> HttpResponse:
    """What she does week by week, as she and her nearest manager see it."""
    part, side = _part(request, part_id)
    context = {
        "part": part,
        "journey": part.journey,
        "side": side,
        "weeks": queries.way_of(part, request.user, side),
        "waits_for_me": side == MANAGER and part.manager_yes_on is None and part.state == JourneyPart.State.JOINED,
        "today": clock.today(),
    }
    return render(request, "learning/journeys/part.html", context)


@require_POST
def say_yes(request: PersonRequest, part_id: UUID) -> HttpResponse:
    """Her nearest manager commits too."""
    part, side = _part(request, part_id)
    require(side == MANAGER and part.state == JourneyPart.State.JOINED)
    actions.say_yes(part, by=request.user)
    messages.success(request, _("You have said yes. Your own acts stand among the others."))
    return redirect("learning:journey_part", part.pk)


@require_POST
def leave(request: PersonRequest, part_id: UUID) -> HttpResponse:
    """Take part no more, or say no to the invitation. Nobody asks why."""
    part, side = _part(request, part_id)
    require(side == LEARNER)
    actions.leave(part, by=request.user)
    messages.success(request, _("You take part no more. Nobody is told why."))
    return redirect("learning:journeys")


@require_http_methods(["GET", "POST"])
def act(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """One act: what to do, and where she says that it is done."""
    found, side = _act(request, act_id)
    is_learner = side == LEARNER
    initial = {"minutes": found.minutes, "note": found.note or "", "shared": found.shared}
    form = ActForm(request.POST or None, is_learner=is_learner, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.end_act(found, by=request.user, **form.cleaned_data)
        messages.success(request, _("It is recorded. Nobody is reminded of it any more."))
        return redirect("learning:journey_part", found.part_id)
    return _act_page(request, found, side, form, SkipForm())


@require_POST
def skip(request: PersonRequest, act_id: UUID) -> HttpResponse:
    """It is not done, and why."""
    found, side = _act(request, act_id)
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _act_page(request, found, side, ActForm(is_learner=side == LEARNER), form)
    try:
        actions.skip_act(found, by=request.user, why=form.cleaned_data["why"])
    except actions.NotNow:
        messages.warning(request, _("Somebody was here before you. This is how it stands now."))
    else:
        messages.success(request, _("It is skipped, and the reason is kept. Nobody is reminded of it any more."))
    return redirect("learning:journey_part", found.part_id)


def _act_page(request: PersonRequest, found: JourneyAct, side: str, form: ActForm, skipping: SkipForm) -> HttpResponse:
    context = {
        "act": found,
        "step": found.step,
        "part": found.part,
        "is_learner": side == LEARNER,
        "form": form,
        "skipping": skipping,
        "back": reverse("learning:journey_part", args=[found.part_id]),
    }
    failed = form.errors or skipping.errors
    return render(request, "learning/journeys/act.html", context, status=422 if failed else 200)


def _part(request: PersonRequest, part_id: UUID) -> tuple[JourneyPart, str]:
    rows = JourneyPart.objects.visible_to(request.user).select_related("journey", "person", "buddy", "manager")
    part = get_object_or_404(rows, pk=part_id)
    return part, side_of_part(part, request.user, clock.today())


def _act(request: PersonRequest, act_id: UUID) -> tuple[JourneyAct, str]:
    """Whose part may be read may be read; only whose act it is may end it."""
    rows = JourneyAct.objects.filter(part__in=JourneyPart.objects.visible_to(request.user).order_by())
    found = get_object_or_404(rows.select_related("step", "part__journey", "part__person"), pk=act_id)
    side = side_of_part(found.part, request.user, clock.today())
    require(may_end_journey_act(found, side) and found.part.journey.state == Journey.State.RUNNING)
    return found, side
