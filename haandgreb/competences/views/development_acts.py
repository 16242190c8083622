"""What is done with a development goal: shared, agreed, passed on, followed up, deleted."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions import development_sharing as sharing
from haandgreb.competences.actions.development_sharing import Outcome
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.development_words import MISSING
from haandgreb.competences.forms.development import FollowUpForm, StatusForm
from haandgreb.competences.models import DevelopmentGoal, GoalFollowUp
from haandgreb.competences.queries import development as queries
from haandgreb.competences.views.development import goal_seen, goal_to_write
from haandgreb.competences.views.level_common import manager_sent
from haandgreb.organisation.editing import number, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

State = DevelopmentGoal.State


@require_POST
def share(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Share it with my manager, or take it back while it is not agreed."""
    goal = goal_seen(request, goal_id)
    require(goal.person_id == request.user.pk)
    if request.POST.get("act") == "withdraw":
        if sharing.withdraw(goal, by=request.user):
            messages.success(request, _("Withdrawn. Only you can see it now."))
        else:
            messages.warning(request, _("You have both agreed to it meanwhile. An agreed goal is not taken back."))
    elif goal.state != State.AGREED or goal.is_changed_since:
        manager = manager_sent(request)
        sharing.share(goal, manager, by=request.user)
        text = _("Shared with %(name)s. You can withdraw it until you have both agreed.")
        if goal.state == State.AGREED:
            text = _("Shared with %(name)s. What you agreed holds until you both say yes to the new text.")
        messages.success(request, text % {"name": manager})
    return redirect("competences:development_goal", goal.pk)


@require_POST
def say_yes(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Say yes to the text on the page, or take back one's own yes."""
    goal = goal_to_write(request, goal_id)
    if request.POST.get("act") == "back":
        if sharing.take_back_yes(goal, by=request.user):
            messages.success(request, _("Your yes is taken back."))
        return redirect("competences:development_goal", goal.pk)
    try:
        outcome = sharing.say_yes(goal, number(request, "version"), by=request.user)
    except NotTheTwo as error:  # it is shared with somebody else since the page was opened
        raise PermissionDenied from error
    _tell(request, goal, outcome)
    return redirect("competences:development_goal", goal.pk)


def _tell(request: PersonRequest, goal: DevelopmentGoal, outcome: Outcome) -> None:
    page = queries.page_of(goal, request.user, clock.today())
    other = page.manager if page.is_hers else goal.person
    if outcome is Outcome.AGREED:
        messages.success(request, _("You have both said yes. The goal is agreed."))
    elif outcome is Outcome.ASKED:
        text = _("You have said yes. The goal is agreed when %(name)s says yes to the same text.")
        messages.success(request, text % {"name": other})
    elif outcome is Outcome.CHANGED:
        messages.warning(request, _("The text was changed meanwhile. Read it, and say yes to what it says now."))
    elif outcome is Outcome.MISSING:
        lines = "; ".join(str(MISSING[what]) for what in page.missing)
        messages.warning(request, _("Before you can agree, this must be there: %(lines)s.") % {"lines": lines})
    else:
        messages.warning(request, _("The goal is not shared. Share it first."))


@require_POST
def status(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """How it goes, with one press; and what holds it back."""
    goal = goal_seen(request, goal_id)
    require(may_follow(goal, request))
    title = str(goal)  # in the words this reader reads; the act loads it anew
    form = StatusForm(request.POST)
    if form.is_valid():
        brake = form.cleaned_data["brake"] if "brake" in request.POST else None
        actions.set_status(goal, form.cleaned_data["status"], by=request.user, brake=brake)
        text = _("“%(title)s”: %(status)s.")
        messages.success(request, text % {"title": title, "status": goal.get_status_display()})
    else:
        messages.error(request, _("This is not found. Choose from the list."))
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("competences:development_goal", goal.pk)


@require_http_methods(["GET", "POST"])
def follow_up(request: PersonRequest, goal_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Look at it again, and write down what came of it."""
    goal = goal_seen(request, goal_id)
    require(may_follow(goal, request))
    row = get_object_or_404(GoalFollowUp.objects.select_related("goal__person"), pk=follow_up_id, goal=goal)
    form = FollowUpForm(request.POST or None, initial={"status": goal.status})
    if request.method == "POST" and form.is_valid():
        if actions.follow_up(row, by=request.user, **form.cleaned_data):
            messages.success(request, _("The follow-up is written down."))
        else:
            messages.warning(request, _("Somebody wrote this follow-up down before you. It stands here."))
        return redirect("competences:development_goal", goal.pk)
    if row.held_on is not None:
        return redirect("competences:development_goal", goal.pk)
    context = {"goal": goal, "row": row, "form": form}
    answer = 422 if form.errors else 200
    return render(request, "competences/development/follow_up.html", context, status=answer)


@require_POST
def pass_on(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Whether HR may read what both pass on, and colleagues the title."""
    goal = goal_seen(request, goal_id)
    require(goal.state == State.AGREED)
    is_hers = goal.person_id == request.user.pk
    open_title = "title_open" in request.POST if is_hers else None
    actions.pass_on(goal, by=request.user, hr="hr" in request.POST, title_open=open_title)
    messages.success(request, _("It is saved who can see it."))
    return redirect("competences:development_goal", goal.pk)


@require_http_methods(["GET", "POST"])
def delete(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """A goal that is not agreed goes when the person whose it is says so."""
    goal = goal_seen(request, goal_id)
    require(goal.person_id == request.user.pk)
    if goal.state == State.AGREED:
        raise Http404
    if request.method == "POST":
        actions.delete(goal, by=request.user)
        messages.success(request, _("The goal is deleted."))
        return redirect("competences:development")
    return render(request, "competences/development/delete.html", {"goal": goal})


def may_follow(goal: DevelopmentGoal, request: PersonRequest) -> bool:
    """How it goes is said by the person; once it is agreed also by her manager."""
    return goal.person_id == request.user.pk or goal.state == State.AGREED
