"""Learning journeys: all of them, one of them, its plan."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning import journeys_content
from haandgreb.learning.actions import journeys as actions
from haandgreb.learning.forms.journeys import BeginForm, InviteForm, JourneyForm, StepForm
from haandgreb.learning.models import Journey, JourneyPart, JourneyStep
from haandgreb.learning.permissions import may_lead_journey, may_make_journeys
from haandgreb.learning.queries import journeys as queries
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.strategy.models import PracticeChange

NEW_DRAFT = "journey-new"
TEXTS = ("title", "title_en", "goal", "outcomes", "moments", "performance", "reason")
STEP_TEXTS = ("title", "words", "evidence")
STEP_CHOICES = ("kind", "week", "day", "who", "minutes")
FORM = "learning/journeys/edit.html"


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """The journeys one is in, those one leads, and those under way."""
    today = clock.today()
    context = {
        "found": queries.overview(request.user, today),
        "may_make": may_make_journeys(request.user, today),
        "today": today,
    }
    return render(request, "learning/journeys/list.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Plan a journey, from nothing or from one of the patterns."""
    require(may_make_journeys(request.user, clock.today()))
    pattern = journeys_content.patterns().get(request.GET.get("from", ""))
    initial = pattern.facts() if pattern is not None else {}
    form = JourneyForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _make(request, form, pattern))
        if done:
            messages.success(request, _("The journey is planned. Look at its steps, and begin it when they hold."))
        return redirect(address)
    context = {
        "form": form,
        "draft_key": NEW_DRAFT,
        "drafted": with_draft(request, NEW_DRAFT, form) if pattern is None else None,
        "title": _("A new learning journey"),
        "lede": _("Little at a time over weeks, and each bit is tried at work at once. Begin at the end: what lasts?"),
        "crumb": _("Learning journeys"),
        "back": reverse("learning:journeys"),
        "button": _("Go on to the steps"),
        "patterns": journeys_content.patterns().values(),
        "chosen": pattern,
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _make(request: PersonRequest, form: JourneyForm, pattern: journeys_content.Pattern | None) -> str:
    steps = pattern.steps(form.cleaned_data["weeks"]) if pattern is not None else []
    journey = actions.make(form.facts(), steps, by=request.user)
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("learning:journey", args=[journey.pk])


@require_GET
def page(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """One journey: what it leads to, week by week, and one's own part in it."""
    journey, today = seen(request, journey_id), clock.today()
    steps = list(journey.steps.all())
    may_lead = may_lead_journey(journey, request.user, today)
    is_draft = journey.state == Journey.State.DRAFT
    context: dict[str, Any] = {
        "journey": journey,
        "weeks": queries.weeks_of(journey, steps),
        "minutes": sum(step.minutes for step in steps),
        "practice": _practice(request, journey),
        "mine": JourneyPart.objects.filter(journey=journey, person=request.user).first(),
        "may_lead": may_lead,
        "may_join": journey.state == Journey.State.RUNNING,
        "today": today,
    }
    if may_lead:
        context["parts"] = list(journey.parts.exclude(state=JourneyPart.State.LEFT).select_related("person"))
        context["problems"] = queries.problems(journey, steps) if is_draft else None
        context["begin"] = BeginForm()
    return render(request, "learning/journeys/journey.html", context)


def _practice(request: PersonRequest, journey: Journey) -> PracticeChange | None:
    """The practice it is for, where this reader sees it."""
    if journey.practice_id is None:
        return None
    return PracticeChange.objects.visible_to(request.user).filter(pk=journey.practice_id).first()


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Change what a draft says. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, FORM, lambda: _editing(request, journey_id))


def _editing(request: PersonRequest, journey_id: UUID) -> Editing:
    journey = _draft(request, journey_id)
    form = JourneyForm(request.POST or None, person=request.user, journey=journey)

    def save(version: int | None) -> None:
        actions.change(journey, form.facts(), by=request.user, version=version)

    return Editing(
        journey,
        form,
        "journey changed",
        save,
        {name: getattr(journey, name) for name in TEXTS},
        {name: getattr(journey, name) for name in ("weeks", "practice", "activity")},
        back=reverse("learning:journey", args=[journey.pk]),
        done=_("The journey is changed."),
        draft_key=f"journey-{journey.pk}",
        context={
            "title": _("Change %(title)s") % {"title": journey},
            "crumb": journey,
            "button": _("Save"),
        },
    )


@require_http_methods(["GET", "POST"])
def step_new(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """One step more."""
    journey = _draft(request, journey_id)
    week = request.GET.get("week", "")
    form = StepForm(request.POST or None, journey=journey, initial={"week": week if week.isdecimal() else 1})
    if request.method == "POST" and form.is_valid():
        back = reverse("learning:journey", args=[journey.pk])
        only_once(request, lambda: _add_step(request, journey, form))
        messages.success(request, _("The step is in the plan."))
        return redirect(back)
    context = {
        "form": form,
        "title": _("A new step"),
        "crumb": journey,
        "back": reverse("learning:journey", args=[journey.pk]),
        "button": _("Put it into the plan"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _add_step(request: PersonRequest, journey: Journey, form: StepForm) -> str:
    return reverse("learning:journey_step_edit", args=[actions.add_step(journey, form.facts(), by=request.user).pk])


@require_http_methods(["GET", "POST"])
def step_edit(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """Change a step of a draft."""
    return edit_page(request, FORM, lambda: _editing_step(request, step_id))


def _editing_step(request: PersonRequest, step_id: UUID) -> Editing:
    step = get_object_or_404(JourneyStep, pk=step_id)
    journey = _draft(request, step.journey_id)
    form = StepForm(request.POST or None, journey=journey, step=step)

    def save(version: int | None) -> None:
        actions.change_step(step, form.facts(), by=request.user, version=version)

    return Editing(
        step,
        form,
        "journey step changed",
        save,
        {name: getattr(step, name) for name in STEP_TEXTS},
        {name: getattr(step, name) for name in STEP_CHOICES},
        back=reverse("learning:journey", args=[journey.pk]),
        done=_("The step is changed."),
        context={
            "title": _("Change %(title)s") % {"title": step},
            "crumb": journey,
            "button": _("Save"),
        },
    )


@require_POST
def step_delete(request: PersonRequest, step_id: UUID) -> HttpResponse:
    """The step goes from the plan."""
    step = get_object_or_404(JourneyStep, pk=step_id)
    journey = _draft(request, step.journey_id)
    actions.delete_step(step, by=request.user)
    messages.success(request, _("The step is out of the plan."))
    return redirect("learning:journey", journey.pk)


@require_POST
def begin(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """It begins: from now its steps stand, and those who take part have them before them."""
    journey = _led(request, journey_id)
    form = BeginForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(str(one) for one in form.errors["starts_on"]))
        return redirect("learning:journey", journey.pk)
    try:
        actions.begin(journey, form.cleaned_data["starts_on"], by=request.user)
    except actions.NotNow:
        messages.warning(request, _("It cannot begin yet. The page says what is missing."))
    else:
        messages.success(request, _("The journey begins. Invite those who are to take part."))
    return redirect("learning:journey", journey.pk)


@require_POST
def end(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """It is over: nobody is asked for more."""
    journey = _led(request, journey_id)
    try:
        actions.end(journey, by=request.user)
    except actions.NotNow:
        messages.warning(request, _("Somebody was here before you. This is how it stands now."))
    else:
        messages.success(request, _("The journey is over. What people wrote stays with them."))
    return redirect("learning:journey", journey.pk)


@require_POST
def copy(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """The same plan once more, as a draft of one's own."""
    journey = seen(request, journey_id)
    require(may_make_journeys(request.user, clock.today()))
    title = _("%(title)s, once more") % {"title": journey.title}
    address, done = only_once(request, lambda: _copy(request, journey, title[:200]))
    if done:
        messages.success(request, _("This is a plan of your own. Change what is to be different."))
    return redirect(address)


def _copy(request: PersonRequest, journey: Journey, title: str) -> str:
    return reverse("learning:journey", args=[actions.copy(journey, title, by=request.user).pk])


@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest, journey_id: UUID) -> HttpResponse:
    """Ask people to take part. They say yes or no themselves."""
    journey = _led(request, journey_id)
    if journey.state == Journey.State.ENDED:
        raise Http404
    form = InviteForm(request.POST or None)
    back = reverse("learning:journey", args=[journey.pk])
    if request.method == "POST" and form.is_valid():
        actions.invite(journey, form.cleaned_data["people"], by=request.user)
        messages.success(request, _("They are invited. Each of them says yes or no herself."))
        return redirect(back)
    context = {
        "form": form,
        "title": _("Invite to %(title)s") % {"title": journey},
        "lede": _("An invitation waits on their own page. Each says yes herself, and so does her manager."),
        "crumb": journey,
        "back": back,
        "button": _("Invite"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def seen(request: PersonRequest, journey_id: UUID) -> Journey:
    """The journey where the person may read it; a draft also where she is invited to it. 404 for everybody else."""
    rows = Journey.objects.select_related("owner", "activity")
    found = Journey.objects.visible_to(request.user) | Journey.objects.filter(parts__person=request.user)
    return get_object_or_404(rows.filter(pk__in=found.order_by().values("pk")), pk=journey_id)


def _led(request: PersonRequest, journey_id: UUID) -> Journey:
    journey = seen(request, journey_id)
    require(may_lead_journey(journey, request.user, clock.today()))
    return journey


def _draft(request: PersonRequest, journey_id: UUID) -> Journey:
    journey = _led(request, journey_id)
    require(journey.state == Journey.State.DRAFT)
    return journey
