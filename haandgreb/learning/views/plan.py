"""The transfer plan of an enrolment: read, written, shared, said yes to, printed, skipped with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import plans as actions
from haandgreb.learning.actions.plans import Outcome, draft_key
from haandgreb.learning.actions.steps import NotOpen
from haandgreb.learning.forms.plans import TEXTS, OwnForm, PlanForm, SkipForm, TalkedForm, own_values, values_of
from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.learning.plan_words import HINTS, MANAGER_PROMPTS, MISSING, PROMPTS
from haandgreb.learning.queries import enrolments, plans
from haandgreb.learning.queries.keeping import kept_words
from haandgreb.learning.queries.log import BUDDY, entries
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import number, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock, drafts

CLOSED = ("declined", "cancelled", "replaced", "absent")
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_GET
def page(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """What it is to be used for, and what that takes; whether both have said yes."""
    enrolment, plan = _of(request, enrolment_id)
    found = plans.page_of(plan, enrolment, request.user, clock.today())
    context = {
        "page": found,
        "plan": plan,
        "enrolment": enrolment,
        "goal": enrolments.goal_for(enrolment, request.user, clock.today()),
        "missing": [MISSING[what] for what in found.missing],
        "hints": [HINTS[what] for what in found.hints],
        "prompts": PROMPTS if found.is_hers else MANAGER_PROMPTS,
        "may_write": enrolment.state not in CLOSED and found.as_it_stands,
        "is_open": enrolment.state not in CLOSED,
        "today": clock.today(),
        "kept": kept_words(),
        "talked": TalkedForm(initial={"minutes": found.talk.minutes if found.talk is not None else None}),
    }
    return render(request, "learning/plan/page.html", context)


@require_GET
def sheet(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The same on one sheet, to print; nothing of what is hers alone."""
    enrolment, plan = _of(request, enrolment_id)
    found = plans.page_of(plan, enrolment, request.user, clock.today())
    if found.text is None:
        raise Http404
    goal = enrolments.goal_for(enrolment, request.user, clock.today())
    return render(
        request, "learning/plan/sheet.html", {"page": found, "enrolment": enrolment, "plan": plan, "goal": goal}
    )


@require_http_methods(GET_AND_POST)
def edit(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The learner writes, and the manager it is shared with. Of two at once the second one chooses."""
    return edit_page(request, "learning/plan/edit.html", lambda: _editing(request, enrolment_id))


def _editing(request: PersonRequest, enrolment_id: UUID) -> Editing:
    enrolment, plan = _of(request, enrolment_id)
    me, today = request.user, clock.today()
    require(enrolment.state not in CLOSED and plans.reads_as_it_stands(plan, enrolment, me))
    form = PlanForm(request.POST or None, editor=me, plan=plan, links=plans.links_for(me, today, plan))
    values = values_of(plan)

    def save(version: int | None) -> None:
        try:
            actions.write(plan, form.facts(), form.needs_written(), by=me, version=version)
        except actions.NotTheTwo as error:  # it is shared with somebody else since the page was opened
            raise PermissionDenied from error

    return Editing(
        thing=plan,
        form=form,
        action="learning.plan_written",
        save=save,
        texts={name: values[name] for name in TEXTS if name in form.fields},
        choices={name: values[name] for name in form.fields if name not in TEXTS},
        back=reverse("learning:plan", args=[enrolment.pk]),
        done=_("The plan is saved."),
        draft_key=draft_key(enrolment),
        context={
            "enrolment": enrolment,
            "plan": plan,
            "is_hers": enrolment.person_id == me.pk,
            "kept": kept_words(),
            "prompts": PROMPTS if enrolment.person_id == me.pk else MANAGER_PROMPTS,
        },
    )


@require_http_methods(GET_AND_POST)
def own(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """What she writes for herself; nobody else opens this page."""
    enrolment, plan = _of(request, enrolment_id)
    _only_hers(request, enrolment)
    form = OwnForm(request.POST or None, initial=own_values(plan))
    key = f"learning-own-{enrolment.pk}"
    if request.method == "POST" and form.is_valid():
        actions.write_own(plan, form.own(), by=request.user)
        drafts.drop(request.user, key)
        messages.success(request, _("Saved for yourself."))
        return redirect("learning:plan", enrolment.pk)
    drafted = with_draft(request, key, form)
    context = {"form": form, "enrolment": enrolment, "kept": kept_words(), "drafted": drafted, "draft_key": key}
    return render(request, "learning/plan/own.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_AND_POST)
def skip(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """No plan this time, and why."""
    enrolment, plan = _of(request, enrolment_id)
    _only_hers(request, enrolment)
    form = SkipForm(request.POST or None, initial={"why": plan.why_skipped})
    if request.method == "POST" and form.is_valid():
        actions.skip(plan, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("Noted, with the reason. You are reminded of no plan here."))
        return redirect("learning:plan", enrolment.pk)
    context = {
        "form": form,
        "title": _("No plan this time"),
        "lede": _("A plan of five lines does most of it. Where it makes no sense, write why."),
        "crumb": str(enrolment.activity),
        "back": reverse("learning:plan", args=[enrolment.pk]),
        "button": _("Save"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_POST
def share(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Share it with my manager, or take it back while it is not agreed."""
    enrolment, plan = _of(request, enrolment_id)
    _only_hers(request, enrolment)
    if request.POST.get("act") == "withdraw":
        if actions.withdraw(plan, by=request.user):
            messages.success(request, _("Withdrawn. Only you can see it now."))
        else:
            messages.warning(request, _("You have both said yes to it meanwhile. What is agreed is not taken back."))
        return redirect("learning:plan", enrolment.pk)
    managers = {str(one.pk): one for one in managers_of(request.user, clock.today())}
    manager = managers.get(request.POST.get("manager", ""))
    if manager is None:
        raise PermissionDenied
    actions.share(plan, manager, by=request.user)
    text = _("Shared with %(name)s. You can withdraw it until you have both said yes.")
    messages.success(request, text % {"name": manager})
    return redirect("learning:plan", enrolment.pk)


@require_POST
def say_yes(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Say yes to the text on the page, or take back one's own yes."""
    enrolment, plan = _of(request, enrolment_id)
    if request.POST.get("act") == "back":
        if actions.take_back_yes(plan, by=request.user):
            messages.success(request, _("Your yes is taken back."))
        return redirect("learning:plan", enrolment.pk)
    try:
        outcome = actions.say_yes(plan, number(request, "version"), by=request.user)
    except actions.NotTheTwo as error:  # it is shared with somebody else since the page was opened
        raise PermissionDenied from error
    _tell(request, plan, enrolment, outcome)
    return redirect("learning:plan", enrolment.pk)


def _tell(request: PersonRequest, plan: TransferPlan, enrolment: Enrolment, outcome: Outcome) -> None:
    found = plans.page_of(plan, enrolment, request.user, clock.today())
    if outcome is Outcome.AGREED:
        messages.success(request, _("You have both said yes. What is needed is promised."))
    elif outcome is Outcome.ASKED:
        other = found.manager if found.is_hers else enrolment.person
        text = _("You have said yes. It is agreed when %(name)s says yes to the same text.")
        messages.success(request, text % {"name": other})
    elif outcome is Outcome.CHANGED:
        messages.warning(request, _("The text was changed meanwhile. Read it, and say yes to what it says now."))
    elif outcome is Outcome.MISSING:
        lines = "; ".join(str(MISSING[what]) for what in found.missing)
        text = pgettext("plan", "Before you can agree, this must be there: %(lines)s.")
        messages.warning(request, text % {"lines": lines})
    else:
        messages.warning(request, _("The plan is not shared. Share it first."))


@require_POST
def talked(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The two have had the talk before: done for both."""
    enrolment = seen(request, enrolment_id)
    form = TalkedForm(request.POST)
    minutes = form.cleaned_data["minutes"] if form.is_valid() else None
    try:
        is_done = actions.have_talked(enrolment, by=request.user, minutes=minutes)
    except NotOpen:
        is_done = False
    if is_done:
        messages.success(request, _("Noted: you have talked about what it is to be used for."))
    else:
        messages.info(request, _("The talk is not asked for here any more."))
    return redirect("learning:plan", enrolment.pk)


@require_GET
def buddy(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """What a buddy sees: who, which course, what to ask about."""
    enrolment = plans.buddy_enrolment(request.user, enrolment_id)
    if enrolment is None:
        raise Http404
    context = {"enrolment": enrolment, "plan": enrolment.plan, "log": entries(enrolment, BUDDY)}
    return render(request, "learning/plan/buddy.html", context)


def _of(request: PersonRequest, enrolment_id: UUID) -> tuple[Enrolment, TransferPlan]:
    enrolment = seen(request, enrolment_id)
    plan = actions.plan_of(enrolment) if request.method == "POST" else plans.plan_or_new(enrolment)
    plan.enrolment = enrolment
    return enrolment, plan


def _only_hers(request: PersonRequest, enrolment: Enrolment) -> None:
    require(enrolment.person_id == request.user.pk)
