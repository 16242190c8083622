"""Follow-up: the days the two look at it again, and what they then saw."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.competences.actions.development import set_status
from haandgreb.dialogues.actions import following as actions
from haandgreb.dialogues.actions.following import NotFollowed
from haandgreb.dialogues.forms.agreement import DayForm, FollowUpTalkForm
from haandgreb.dialogues.models import Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.agreement import other_of
from haandgreb.dialogues.queries.following import is_lost, reads_note
from haandgreb.dialogues.queries.plan import agreed_goals
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.editing import Change, conflict_with, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale


@require_POST
def day(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """One more day the two look at it again."""
    dialogue = seen(request, dialogue_id)
    form = DayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a day."))
        return redirect("dialogues:agreement", dialogue.pk)
    try:
        actions.plan_day(dialogue, form.cleaned_data["due_on"], by=request.user)
    except NotFollowed as error:
        raise PermissionDenied from error
    messages.success(request, _("The day is set. Both of you are reminded a week before."))
    return redirect("dialogues:agreement", dialogue.pk)


@require_http_methods(["GET", "POST"])
def follow_up(request: PersonRequest, dialogue_id: UUID, talk_id: UUID) -> HttpResponse:
    """Look at it again together: how each goal goes, what helped, when next; or another day."""
    dialogue = seen(request, dialogue_id)
    talk = get_object_or_404(FollowUpTalk.objects.select_related("held_with"), pk=talk_id, dialogue=dialogue)
    talk.dialogue = dialogue
    if dialogue.state not in actions.FOLLOWED:
        raise PermissionDenied
    act = request.POST.get("act", "")
    if act in ("move", "drop"):
        return _other_day(request, talk, act)
    key = f"dialogues-follow-up-{talk.pk}"
    if act == "let-go" or request.POST.get("keep") == "theirs":
        drafts.drop(request.user, key)
        return redirect("dialogues:agreement", dialogue.pk)
    form = FollowUpTalkForm(request.POST or None, goals=agreed_goals(dialogue, request.user, clock.today()))
    if request.method == "POST" and form.is_valid():
        conflict = _hold(request, talk, form)
        if conflict is not None:
            return _render(request, dialogue, talk, form, key, conflict)
        drafts.drop(request.user, key)
        messages.success(request, _("The follow-up is written down."))
        return redirect("dialogues:agreement", dialogue.pk)
    if talk.held_on is not None:
        return redirect("dialogues:agreement", dialogue.pk)
    return _render(request, dialogue, talk, form, key)


def _other_day(request: PersonRequest, talk: FollowUpTalk, act: str) -> HttpResponse:
    form = DayForm(request.POST)
    try:
        if act == "drop":
            actions.drop_day(talk, by=request.user)
            messages.success(request, _("The day is taken away."))
        elif form.is_valid():
            sent = version_in(request.POST, 0)
            actions.move_day(talk, form.cleaned_data["due_on"], by=request.user, version=sent)
            messages.success(request, _("The day is moved."))
        else:
            messages.error(request, _("Choose a day."))
    except NotFollowed as error:
        raise PermissionDenied from error
    except (Refused, Stale):
        messages.warning(request, _("Somebody was here before you. This is how it stands now."))
    return redirect("dialogues:agreement", talk.dialogue_id)


def _hold(request: PersonRequest, talk: FollowUpTalk, form: FollowUpTalkForm) -> Conflict | None:
    """Write it down. Where the other wrote first, both texts are shown and nothing is lost."""
    cleaned = form.cleaned_data
    sent = version_in(request.POST, 0)
    try:
        actions.hold_talk(talk, cleaned["note"], by=request.user, version=sent, next_on=cleaned["next_on"])
    except NotFollowed as error:
        raise PermissionDenied from error
    except (Refused, Stale):
        conflict = _both(request, talk, form)
        if conflict is not None:
            return conflict
    for goal, status in form.changed_statuses():
        set_status(goal, status, by=request.user)
    return None


def _both(request: PersonRequest, talk: FollowUpTalk, form: FollowUpTalkForm) -> Conflict | None:
    row = FollowUpTalk.objects.select_related("held_with", "dialogue").get(pk=talk.pk)
    if row.held_on is None:  # only its day was moved
        note, next_on = form.cleaned_data["note"], form.cleaned_data["next_on"]
        actions.hold_talk(row, note, by=request.user, version=row.version, next_on=next_on)
        return None
    if not reads_note(row, row.dialogue, request.user):
        raise PermissionDenied
    if request.POST.get("keep") == "both":
        actions.rewrite_note(row, form.cleaned_data["note"], by=request.user, version=version_in(request.POST, 0))
        return None
    who = Change(other_of(row.dialogue, request.user), clock.now())
    theirs = "" if is_lost(row) else row.note or ""
    return conflict_with(form, {"note": theirs}, row.version, who)


def _render(
    request: PersonRequest,
    dialogue: Dialogue,
    talk: FollowUpTalk,
    form: FollowUpTalkForm,
    key: str,
    conflict: Conflict | None = None,
) -> HttpResponse:
    drafted = with_draft(request, key, form)
    context = {
        "dialogue": dialogue,
        "talk": talk,
        "form": form,
        "conflict": conflict,
        "draft_key": key,
        "drafted": drafted,
        "version": version_in(drafted or request.POST, talk.version),
        "day_form": DayForm(initial={"due_on": talk.due_on}),
        "other": other_of(dialogue, request.user),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/agreement/follow_up.html", context, status=status)
