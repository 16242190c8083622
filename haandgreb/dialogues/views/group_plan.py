"""The group's plan: read, written line by line, looked at again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import group_plan as actions
from haandgreb.dialogues.forms.group import LineForm, PrivateForm, ReviewForm
from haandgreb.dialogues.models import GroupAction, GroupTalk
from haandgreb.dialogues.queries import group as queries
from haandgreb.dialogues.queries.group_own import private_points
from haandgreb.dialogues.views import group_pages
from haandgreb.organisation.editing import (
    as_text,
    conflict_with,
    last_change,
    number,
    only_once,
    with_draft,
)
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, drafts
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

State = GroupTalk.State
TEXTS, CHOICES = ("what", "sign"), ("who", "when", "handle")


@require_GET
def plan(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """The plan, for the group, its manager, the managers above and HR."""
    today = clock.today()
    talk = queries.plan_seen(request.user, talk_id, today)
    if talk is None:
        raise Http404
    context = queries.plan_page(talk, request.user, today)
    context |= {
        "may_write": context["inside"] and talk.state in {State.PLANNING, State.FOLLOWING},
        "review_form": ReviewForm(auto_id="review-%s"),
        "private": private_points(talk, request.user),
        "private_form": PrivateForm(auto_id="private-%s"),
        "member": talk.members.filter(person=request.user).select_related("own_talk").first(),
    }
    return render(request, "dialogues/group/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_line(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """A line more."""
    talk = _written(request, talk_id)
    key = f"dialogues-group-line-{talk.pk}"
    form = LineForm(request.POST or None, people=_people(talk), initial={"what": _first_words(request, talk)})
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.add_line(talk, form.cleaned_data, by=request.user)
            drafts.drop(request.user, key)
            return _back(talk)

        try:
            address, _done = only_once(request, act)
        except Refused:
            messages.warning(request, _("The plan is not being made now."))
            address = reverse("dialogues:group", args=[talk.pk])
        return redirect(address)
    return _render(request, talk, form, key)


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: PersonRequest, talk_id: UUID, line_id: UUID) -> HttpResponse:
    """A line written anew, or taken away. Of two who write the second is shown both texts."""
    talk = _written(request, talk_id)
    found = get_object_or_404(talk.plan.select_related("who", "promise"), pk=line_id)
    key = f"dialogues-group-line-{found.pk}"
    if request.method == "POST" and request.POST.get("act") == "delete":
        actions.delete_line(found, by=request.user)
        drafts.drop(request.user, key)
        return redirect(_back(talk))
    form = LineForm(request.POST or None, people=_people(talk), initial=_facts(found))
    if request.method == "POST" and form.is_valid():
        if request.POST.get("keep") == "theirs":
            drafts.drop(request.user, key)
            return redirect(_back(talk))
        try:
            actions.change_line(found, form.cleaned_data, version=number(request, "version"), by=request.user)
        except Stale:
            found.refresh_from_db()
            saved = _facts(found)
            theirs = {name: as_text(saved[name]) for name in TEXTS}
            chosen = {name: saved[name] for name in CHOICES}
            who = last_change(talk, "group plan line changed")
            conflict = conflict_with(form, theirs, found.version, who, chosen)
            if conflict is not None:
                return _render(request, talk, form, key, found, conflict)
        drafts.drop(request.user, key)
        return redirect(_back(talk))
    return _render(request, talk, form, key, found)


@require_POST
def review(request: PersonRequest, talk_id: UUID, review_id: UUID) -> HttpResponse:
    """The unit has looked at the plan."""
    talk = group_pages.led(request, talk_id)
    found = get_object_or_404(talk.reviews, pk=review_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "; ".join(str(wrong) for wrong in form.errors["note"]))
        return redirect("dialogues:group_plan", talk.pk)
    try:
        actions.review(found, form.cleaned_data["note"], by=request.user)
    except Refused:
        messages.warning(request, _("The plan is not sent yet."))
    else:
        messages.success(request, _("Noted. The plan is kept alive."))
    return redirect("dialogues:group_plan", talk.pk)


def _written(request: PersonRequest, talk_id: UUID) -> GroupTalk:
    """The talk, while those in it make or follow its plan."""
    talk = group_pages.talk_of(request, talk_id)
    if talk.state not in {State.PLANNING, State.FOLLOWING}:
        raise Http404
    return talk


def _people(talk: GroupTalk) -> Any:
    return Person.objects.filter(queries.may_be_asked(talk)).distinct().order_by("sort_key", "pk")


def _first_words(request: PersonRequest, talk: GroupTalk) -> str:
    """A line that comes from a card begins with the card's words."""
    wanted = request.GET.get("card", "")
    found = next((card.point for card in queries.cards(talk) if str(card.point.pk) == wanted), None)
    return "" if found is None else str(found.text)[:200]


def _facts(found: GroupAction) -> dict[str, Any]:
    return {name: getattr(found, name) for name in actions.FACTS}


def _back(talk: GroupTalk) -> str:
    """While the plan is made the screen; afterwards the plan."""
    return reverse("dialogues:group_screen" if talk.state == State.PLANNING else "dialogues:group_plan", args=[talk.pk])


def _render(
    request: PersonRequest,
    talk: GroupTalk,
    form: LineForm,
    key: str,
    found: GroupAction | None = None,
    conflict: Any = None,
) -> HttpResponse:
    drafted = with_draft(request, key, form)
    context = {
        "talk": talk,
        "form": form,
        "line": found,
        "conflict": conflict,
        "version": found.version if found else None,
        "draft_key": key,
        "drafted": drafted,
        "back": _back(talk),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/group/line.html", context, status=status)
