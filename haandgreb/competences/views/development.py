"""Development goals: my own, my staff's, one of them with its form, and its earlier texts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.competences.actions import development as actions
from haandgreb.competences.actions.development_base import draft_key
from haandgreb.competences.actions.goal_opening import note_opening
from haandgreb.competences.actions.levels import NotTheTwo
from haandgreb.competences.development_words import HINTS, MISSING
from haandgreb.competences.forms.development import DevelopmentForm, FollowUpForm, StatusForm, rows_in, values_of
from haandgreb.competences.handle_words import HANDLES
from haandgreb.competences.models import Competence, DevelopmentGoal, Room
from haandgreb.competences.permissions import reads_passed_on
from haandgreb.competences.queries import development as queries
from haandgreb.competences.queries.development_links import choices_for
from haandgreb.competences.queries.development_reading import readable
from haandgreb.competences.queries.goal_opening import openings_of
from haandgreb.competences.queries.required import required_of_one
from haandgreb.organisation.editing import Change, as_text, conflict_with, only_once, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.permissions import acts_as_manager
from haandgreb.organisation.queries.managers import may_agree_with
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.passport import pages_about, under_way
from haandgreb.shared.versions import Stale

NEW = "competences-goal-new"
TEXTS = ("title", "local_task", "changed_practice", "sign", "why", "first_tried")
Status = DevelopmentGoal.Status


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """My goals, how they go, and what colleagues have opened of theirs."""
    today = clock.today()
    context = {
        "lines": queries.lines_of(request.user),
        "colleagues": queries.open_titles(request.user, today),
        "manages": acts_as_manager(request.user, today),
        "today": today,
        "under_way": under_way(request.user, today),
    }
    return render(request, "competences/development/mine.html", context)


@require_GET
def staff(request: PersonRequest) -> HttpResponse:
    """The goals of my own staff: agreed, or shared with me; a page of nothing for everybody else."""
    today = clock.today()
    people, going_on = queries.staff_lines(request.user, today), under_way(request.user, today)
    context = {"people": people, "today": today, "under_way": going_on}
    return render(request, "competences/development/staff.html", context)


@require_GET
def passed_on(request: PersonRequest) -> HttpResponse:
    """For HR: what both have said may be passed on."""
    if not reads_passed_on(request.user, clock.today()):
        raise Http404
    context = {"goals": queries.passed_on(request.user, clock.today()), "handles": HANDLES}
    return render(request, "competences/development/passed_on.html", context)


@require_GET
def page(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """One goal: what it says, whether both have said yes, how it goes."""
    goal = goal_seen(request, goal_id)
    found = queries.page_of(goal, request.user, clock.today())
    note_opening(goal, by=request.user)
    context = {
        "page": found,
        "goal": goal,
        "openings": openings_of(goal) if found.is_hers else [],
        "missing": [MISSING[what] for what in found.missing],
        "hints": [HINTS[what] for what in found.hints],
        "handles": HANDLES,
        "status_form": StatusForm(initial={"status": goal.status, "brake": goal.brake}),
        "follow_up_form": FollowUpForm(initial={"status": goal.status}),
        "may_pass_on": goal.state == DevelopmentGoal.State.AGREED,
        "today": clock.today(),
        "links": pages_about(request.user, goal),
        "under_way": under_way(request.user, clock.today()),
    }
    return render(request, "competences/development/goal.html", context)


@require_GET
def history(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """What it said before."""
    goal = goal_seen(request, goal_id)
    versions = queries.versions_for(goal, request.user)
    context = {
        "goal": goal,
        "versions": versions,
        "handles": HANDLES,
        "rooms": dict(Room.choices),
        "wheres": dict(DevelopmentGoal.SignWhere.choices),
    }
    return render(request, "competences/development/history.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Write a goal of my own; nobody else sees it."""
    if request.POST.get("act") == "drop":
        drafts.drop(request.user, NEW)
        return redirect("competences:development_new")
    form = _form(request, None, NEW)
    if request.method == "POST" and form.is_valid():
        address, is_new = only_once(request, lambda: _write(request, form))
        if is_new:
            messages.success(request, _("The goal is saved. Only you can see it until you share it."))
        return redirect(address)
    return _render_form(request, form, None, NEW)


def _write(request: PersonRequest, form: DevelopmentForm) -> str:
    goal = actions.write(request.user, form.text())
    drafts.drop(request.user, NEW)
    return reverse("competences:development_goal", args=[goal.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Change a goal: the person, and the manager who may read it. Of two at once the second one chooses."""
    goal = goal_to_write(request, goal_id)
    key = draft_key(goal)
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        back = "competences:development_edit" if request.POST.get("act") == "drop" else "competences:development_goal"
        return redirect(back, goal.pk)
    form = _form(request, goal, key)
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, goal, form)
        if conflict is None:
            drafts.drop(request.user, key)
            return redirect("competences:development_goal", goal.pk)
    return _render_form(request, form, goal, key, conflict)


def _save(request: PersonRequest, goal: DevelopmentGoal, form: DevelopmentForm) -> Conflict | None:
    try:
        is_new = actions.change(goal, form.text(), by=request.user, version=version_in(request.POST, 0))
    except NotTheTwo as error:  # her manager, or what is shared with her, is another one since the page was opened
        raise PermissionDenied from error
    except Stale:
        goal = goal_to_write(request, goal.pk)
        saved = values_of(goal)
        fields = form.fields
        texts = {name: as_text(saved.get(name)) for name in fields if name in TEXTS or name.endswith("_text")}
        # A room belongs to a step: where the other has no such step there is no room to differ.
        rooms = {name: form.cleaned_data[name] for name in fields if name.endswith("_room")}
        chosen = {name: saved.get(name, rooms.get(name)) for name in fields if name not in texts}
        who = Change(goal.changed_by, goal.changed_at)
        conflict = conflict_with(form, texts, goal.version, who, chosen)
        if conflict is not None:
            return conflict
        is_new = actions.change(goal, form.text(), by=request.user)  # both wrote the same
    if is_new and goal.state == DevelopmentGoal.State.AGREED:
        text = _("The new text is saved. What you agreed still holds until both say yes to the new one.")
        messages.success(request, text)
    else:
        messages.success(request, _("The goal is saved."))
    return None


def _form(request: PersonRequest, goal: DevelopmentGoal | None, key: str) -> DevelopmentForm:
    today = clock.today()
    person = goal.person if goal is not None else request.user
    draft = drafts.find(request.user, key) if request.method == "GET" else None
    return DevelopmentForm(
        request.POST or None,
        editor=request.user,
        goal=goal,
        choices=choices_for(request.user, today, goal),
        competences=Competence.objects.in_bulk(list(required_of_one(person, today))),
        initial=_first_words(request, person, goal),
        rows=rows_in(draft) if draft is not None else None,
    )


def _first_words(request: HttpRequest, person: Person, goal: DevelopmentGoal | None) -> dict[str, Any]:
    """A new goal hangs where one came from; where nobody supports it yet, the only manager there is may."""
    found: dict[str, Any] = {"hangs_on": request.GET.get("on", "")[:60]} if goal is None else {}
    managers = may_agree_with(person, clock.today())
    if len(managers) == 1 and (goal is None or not goal.support.exists()):
        found["support_1_who"] = managers[0]
    return found


def _render_form(
    request: PersonRequest,
    form: DevelopmentForm,
    goal: DevelopmentGoal | None,
    key: str,
    conflict: Conflict | None = None,
) -> HttpResponse:
    drafted = with_draft(request, key, form)
    context = {
        "form": form,
        "goal": goal,
        "conflict": conflict,
        "version": version_in(drafted or request.POST, goal.version) if goal is not None else None,
        "draft_key": key,
        "drafted": drafted,
        "page": request.path,
        "under_way": under_way(request.user, clock.today()),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "competences/development/edit.html", context, status=status)


def goal_seen(request: PersonRequest, goal_id: UUID) -> DevelopmentGoal:
    """A goal this person may read, in the words she may read; for everybody else there is no such page."""
    rows = queries.with_links(DevelopmentGoal.objects.visible_to(request.user)).filter(pk=goal_id)
    found = readable(rows, request.user)
    if not found:
        raise Http404
    return found[0]


def goal_to_write(request: PersonRequest, goal_id: UUID) -> DevelopmentGoal:
    """A goal this person may read as it stands; 403 for a manager who reads only what was agreed."""
    goal = goal_seen(request, goal_id)
    require(goal.agreed_text is None)
    return goal
