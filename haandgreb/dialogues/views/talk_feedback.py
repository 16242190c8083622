"""Feedback: written for oneself, changed, given, taken away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.dialogues.actions import talk as clock_actions
from haandgreb.dialogues.actions import talk_feedback as actions
from haandgreb.dialogues.forms.talk import FeedbackForm
from haandgreb.dialogues.models import Feedback
from haandgreb.dialogues.queries.talk_reading import Reader, feedback_of
from haandgreb.dialogues.queries.talk_words import parts_of
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.talk_words import FEEDBACK
from haandgreb.dialogues.views.talk import address, at_of, closed, draft_key, reader, screen
from haandgreb.organisation.editing import Change, conflict_with, only_once, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts
from haandgreb.shared.versions import Stale


@require_POST
def add(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Write feedback; given at once where that was pressed."""
    who = reader(request, dialogue_id)
    key = draft_key(who.dialogue, "feedback-new")
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return screen(request, who, {"feedback_form": form}, 422)

    def act() -> str:
        made = actions.write(who.dialogue, form.parts, by=request.user)
        if request.POST.get("act") == "give":
            actions.give(made, by=request.user)
        drafts.drop(request.user, key)
        return address(who.dialogue, at_of(request), "feedback")

    try:
        found, _done = only_once(request, act)
    except clock_actions.Closed:
        return closed(request, who)
    except actions.TooMany:
        form.add_error(None, _("You have written as much feedback here as there is room for."))
        return screen(request, who, {"feedback_form": form}, 422)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, dialogue_id: UUID, feedback_id: UUID) -> HttpResponse:
    """Write feedback anew before it is given. Nobody else finds it."""
    who = reader(request, dialogue_id)
    row = _row(who, feedback_id)
    require(row.giver_id == request.user.pk and row.given_at is None)
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    key = draft_key(who.dialogue, f"feedback-{feedback_id}")
    back = address(who.dialogue, at_of(request), "feedback")
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect(back)
    form = FeedbackForm(request.POST or None, initial=parts_of(row) or {})
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(row, form.parts, by=request.user, version=version_in(request.POST, 0))
        except Stale:
            row = _row(who, feedback_id)
            theirs = {name: (parts_of(row) or {}).get(name, "") for name in FEEDBACK}
            conflict = conflict_with(form, theirs, row.version, Change(row.giver, row.changed_at))
        if conflict is None:
            drafts.drop(request.user, key)
            return redirect(back)
    drafted = with_draft(request, key, form)
    context = {
        "dialogue": who.dialogue,
        "other": who.other,
        "form": form,
        "row": row,
        "conflict": conflict,
        "version": version_in(drafted or request.POST, row.version),
        "draft_key": key,
        "drafted": drafted,
        "at": at_of(request),
        "back": back,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/talk/feedback_edit.html", context, status=status)


@require_POST
def act(request: PersonRequest, dialogue_id: UUID, feedback_id: UUID) -> HttpResponse:
    """Give it, or take it away before that."""
    who = reader(request, dialogue_id)
    row = _row(who, feedback_id)
    require(row.giver_id == request.user.pk)
    try:
        if request.POST.get("act") == "give":
            actions.give(row, by=request.user)
            messages.success(request, _("Given. Both of you can read it now."))
        elif request.POST.get("act") == "remove":
            actions.remove(row, by=request.user)
    except clock_actions.Closed:
        return closed(request, who)
    except actions.NotHers:
        messages.warning(request, _("It is given already. Say aloud what you would put differently."))
    return redirect(address(who.dialogue, at_of(request), "feedback"))


def _row(who: Reader, feedback_id: UUID) -> Feedback:
    found = next((one for one in feedback_of(who) if one.pk == feedback_id), None)
    if found is None:
        raise Http404
    return found
