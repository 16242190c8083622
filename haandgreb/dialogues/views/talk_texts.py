"""Saving one text of a talk; two who write at once choose between both texts."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haandgreb.dialogues.actions import talk as clock_actions
from haandgreb.dialogues.actions import talk_texts as actions
from haandgreb.dialogues.forms.talk import TextForm
from haandgreb.dialogues.queries.talk_reading import Reader, text_to_write, texts_of
from haandgreb.dialogues.queries.talk_words import words_of
from haandgreb.dialogues.rules.texts import REALISED, TEXTS, Reads, keys_of
from haandgreb.dialogues.views.talk import address, at_of, closed, draft_key, pause_page, reader, screen
from haandgreb.organisation.editing import Change, conflict_with, version_in
from haandgreb.organisation.http import PersonRequest, autosave
from haandgreb.shared import clock, drafts
from haandgreb.shared.versions import Stale


@require_POST
def save(request: PersonRequest, dialogue_id: UUID, key: str) -> HttpResponse:
    """Save the text of this key: private, said to the other, or written together."""
    who = reader(request, dialogue_id)
    if key not in TEXTS:
        raise Http404
    name = draft_key(who.dialogue, key)
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, name)
        return _back(request, who, key)
    form = TextForm(key, request.POST)
    version = version_in(request.POST, 0)
    if not form.is_valid():
        return _again(request, who, key, {"form": form, "version": version}, 422)
    try:
        actions.write(who.dialogue, key, form.cleaned_data["text"], by=request.user, version=version)
    except clock_actions.Closed:
        return closed(request, who)
    except Stale:
        return _both(request, who, key, form)
    drafts.drop(request.user, name)
    messages.success(request, _told(key))
    return _back(request, who, key)


@autosave
@require_POST
def keep(request: PersonRequest, dialogue_id: UUID, key: str) -> HttpResponse:
    """
    Save a private text while it is typed. What cannot be saved so is kept as a draft: where the same person has written
    in another window, where it is too long, or where nothing is written in the talk any more.
    """
    who = reader(request, dialogue_id)
    if key not in keys_of(Reads.PRIVATE):
        raise Http404
    name, form = draft_key(who.dialogue, key), TextForm(key, request.POST)
    try:
        if form.is_valid():
            saved = _keep(request, who, key, form.cleaned_data["text"])
            drafts.drop(request.user, name)
            return JsonResponse({"saved_at": in_clock_figures(clock.now()), "version": saved})
    except (Stale, clock_actions.Closed):
        pass
    return JsonResponse({"saved_at": in_clock_figures(drafts.keep(request.user, name, request.POST))})


def _keep(request: PersonRequest, who: Reader, key: str, text: str) -> int:
    version = version_in(request.POST, 0)
    row = actions.write(who.dialogue, key, text, by=request.user, version=version, quietly=True)
    return row.version if row is not None else 0


def in_clock_figures(moment: datetime) -> str:
    """14.02, as people in Denmark read it."""
    return moment.astimezone(clock.COPENHAGEN).strftime("%H.%M")


def _told(key: str) -> str:
    if TEXTS[key].reads is Reads.PRIVATE:
        return _("Saved. Only you can see it.")
    return _("Saved. Both of you can see it.")


def _both(request: PersonRequest, who: Reader, key: str, form: TextForm) -> HttpResponse:
    """Somebody has written since: both texts, side by side; where they are alike there is nothing to choose."""
    row = text_to_write(who, key, texts_of(who))
    words = (words_of(row) if row is not None else "") or ""
    version = row.version if row is not None else 0
    change = Change(row.changed_by, row.changed_at) if row is not None else Change()
    conflict = conflict_with(form, {"text": words}, version, change)
    if conflict is None:
        drafts.drop(request.user, draft_key(who.dialogue, key))
        return _back(request, who, key)
    return _again(request, who, key, {"form": form, "version": version, "conflict": conflict}, 409)


def _again(request: PersonRequest, who: Reader, key: str, box: dict[str, Any], status: int) -> HttpResponse:
    if key == REALISED:
        return pause_page(request, who, box, status)
    return screen(request, who, {"texts": {key: box}}, status)


def _back(request: PersonRequest, who: Reader, key: str) -> HttpResponse:
    if key == REALISED and request.POST.get("act") == "drop":
        return redirect(reverse("dialogues:guide_pause", args=[who.dialogue.pk]))
    return redirect(address(who.dialogue, at_of(request), "" if key == REALISED else f"text-{key}"))
