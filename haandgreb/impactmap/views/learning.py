"""Pages about learning goals and planned activities."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.competences.actions import learning as actions
from haandgreb.competences.models import Competence, LearningGoal, PlannedActivity, RoleProfile
from haandgreb.impactmap.forms.cards import STEPS, ActivityForm, LearningForm
from haandgreb.impactmap.forms.whom import EVERYBODY, UNITS
from haandgreb.impactmap.kinds import page_of
from haandgreb.impactmap.permissions import held_for_by, may_edit_card
from haandgreb.impactmap.queries import pages
from haandgreb.impactmap.views.common import card_asked_for, card_of
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries import main_unit
from haandgreb.shared import clock, drafts
from haandgreb.shared.passport import pages_about
from haandgreb.strategy.actions.links import connect
from haandgreb.strategy.models import PracticeChange

GOAL_DRAFT, ACTIVITY_DRAFT = "map-new-learning", "map-new-activity"


@require_GET
def page(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """One learning goal: for whom, which step, which practice it changes, what is planned."""
    _kind, goal = card_of(request, "learning", goal_id)
    return render(request, "impactmap/learning.html", pages.learning_page(goal, request.user, clock.today()))


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A learning goal under the practice one came from; or one for an activity that has none."""
    practice = card_asked_for(request, "practice")
    activity = card_asked_for(request, "activity")
    form = LearningForm(
        request.POST or None,
        by=request.user,
        through=held_for_by(request.user, practice, clock.today()),
        **_offers(request, practice),
    )
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _add(request, form, practice, activity))
        if done:
            messages.success(request, _("The learning goal stands on the map. How will it be learned?"))
        return redirect(address)
    drafted = with_draft(request, GOAL_DRAFT, form)
    context = {"form": form, "above": practice or activity, "draft_key": GOAL_DRAFT, "drafted": drafted}
    return render(request, "impactmap/learning_new.html", context, status=422 if form.errors else 200)


def _offers(request: PersonRequest, above: Any) -> dict[str, Any]:
    """The lists to choose from, and whom it most likely holds for: whom the card above it holds for."""
    return {
        "competences": list(Competence.objects.visible_to(request.user).active().filter(source="own")),
        "profiles": list(RoleProfile.objects.visible_to(request.user).active()),
        "initial": _whom(request, above),
    }


def _whom(request: PersonRequest, above: PracticeChange | LearningGoal | None) -> dict[str, Any]:
    if above is not None:
        if above.person_id is not None:
            return {"for_whom": "me"}
        units = list(above.units.all())
        return {"for_whom": UNITS if units else EVERYBODY, "units": units}
    unit = main_unit(request.user, clock.today())
    return {"for_whom": UNITS, "units": [unit] if unit else []}


def _add(
    request: PersonRequest, form: LearningForm, practice: PracticeChange | None, activity: PlannedActivity | None
) -> str:
    facts = form.facts()
    goal = actions.add_goal(
        by=request.user,
        practices=[practice] if practice else [],
        strength=form.cleaned_data["strength"],
        person=form.person,
        **facts,
    )
    if activity is not None and may_edit_card(request.user, activity, clock.today()):
        connect(actions.LEARNING_ACTIVITY, goal, activity, by=request.user)
    drafts.drop(request.user, GOAL_DRAFT)
    return page_of(goal)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, goal_id: UUID) -> HttpResponse:
    """Change a learning goal."""
    return edit_page(request, "impactmap/learning_edit.html", lambda: _editing(request, goal_id))


def _editing(request: PersonRequest, goal_id: UUID) -> Editing:
    goal: LearningGoal = card_of(request, "learning", goal_id)[1]
    require(may_edit_card(request.user, goal, clock.today()))
    units = list(goal.units.all())
    texts = {"title": goal.title, "title_en": goal.title_en}
    choices: dict[str, Any] = {
        "for_whom": UNITS if units else EVERYBODY,
        "units": units,
        "profiles": list(goal.profiles.all()),
        **_steps(goal),
    }
    offers = {**_offers(request, None), "initial": {**texts, **choices}}
    form = LearningForm(request.POST or None, by=request.user, person=goal.person, is_new=False, **offers)

    def save(version: int | None) -> None:
        actions.change_goal(goal, form.facts(), by=request.user, version=version)

    return Editing(
        goal,
        form,
        "learning goal changed",
        save,
        texts,
        choices,
        back=page_of(goal),
        done=_("The change is saved."),
        draft_key=f"map-learning-{goal.pk}",
        context={"card": goal},
    )


def _steps(goal: LearningGoal) -> dict[str, str]:
    """The steps as the form has them."""
    found: dict[str, str] = {}
    steps = list(goal.steps.all())[:STEPS]
    for number in range(1, STEPS + 1):
        step = steps[number - 1] if number <= len(steps) else None
        found[f"competence_{number}"] = str(step.competence_id) if step else ""
        found[f"from_{number}"] = str(step.level_from) if step else ""
        found[f"to_{number}"] = str(step.level_to) if step else ""
    return found


@require_GET
def activity(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """One planned activity."""
    _kind, found = card_of(request, "activity", activity_id)
    context = pages.activity_page(found, request.user, clock.today())
    return render(request, "impactmap/activity.html", {**context, "links": pages_about(request.user, found)})


@require_http_methods(["GET", "POST"])
def activity_new(request: PersonRequest) -> HttpResponse:
    """A line of the plan, for the learning goal one came from."""
    goal = card_asked_for(request, "learning")
    form = ActivityForm(
        request.POST or None,
        by=request.user,
        through=held_for_by(request.user, goal, clock.today()),
        initial=_whom(request, goal),
    )
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _plan(request, form, goal))
        if done:
            messages.success(request, _("The activity is planned."))
        return redirect(address)
    drafted = with_draft(request, ACTIVITY_DRAFT, form)
    context = {"form": form, "above": goal, "draft_key": ACTIVITY_DRAFT, "drafted": drafted}
    return render(request, "impactmap/activity_new.html", context, status=422 if form.errors else 200)


def _plan(request: PersonRequest, form: ActivityForm, goal: LearningGoal | None) -> str:
    activity = actions.add_activity(
        by=request.user,
        goals=[goal] if goal else [],
        strength=form.cleaned_data["strength"],
        person=form.person,
        **form.facts(),
    )
    drafts.drop(request.user, ACTIVITY_DRAFT)
    return page_of(goal or activity)


@require_http_methods(["GET", "POST"])
def activity_edit(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Change a planned activity."""
    return edit_page(request, "impactmap/activity_edit.html", lambda: _editing_activity(request, activity_id))


def _editing_activity(request: PersonRequest, activity_id: UUID) -> Editing:
    found: PlannedActivity = card_of(request, "activity", activity_id)[1]
    require(may_edit_card(request.user, found, clock.today()))
    units = list(found.units.all())
    texts = {name: getattr(found, name) for name in ("title", "title_en", "when", "hours", "cost")}
    choices = {
        "room": found.room,
        "handle": found.handle,
        "for_whom": UNITS if units else EVERYBODY,
        "units": units,
    }
    form = ActivityForm(
        request.POST or None,
        by=request.user,
        person=found.person,
        is_new=False,
        initial={**texts, **choices},
    )

    def save(version: int | None) -> None:
        actions.change_activity(found, form.facts(), by=request.user, version=version)

    return Editing(
        found,
        form,
        "planned activity changed",
        save,
        texts,
        choices,
        back=page_of(found),
        done=_("The change is saved."),
        draft_key=f"map-activity-{found.pk}",
        context={"card": found},
    )
