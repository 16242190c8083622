"""What the map's pages share: the card one may see, and a form that keeps both texts where two people write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from haandgreb.impactmap.kinds import KINDS, Kind
from haandgreb.impactmap.queries.pages import seen
from haandgreb.organisation.editing import as_text, conflict_with, last_change, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale


def card_of(request: PersonRequest, kind: str, card_id: UUID) -> tuple[Kind, Any]:
    """The card, where the person sees it; 404 for all others alike."""
    found = KINDS[kind]
    return found, get_object_or_404(seen(found, request.user), pk=card_id)


def card_asked_for(request: PersonRequest, kind: str) -> Any:
    """The card named in the address (?result=…), which the new one hangs on; None where none is named."""
    text = request.GET.get(kind, "")
    if not text:
        return None
    try:
        return card_of(request, kind, UUID(text))[1]
    except ValueError as wrong:
        raise Http404 from wrong


@dataclass
class Editing:
    """One thing that is changed with a form."""

    thing: Any
    form: forms.Form
    action: str  # what the trail calls a change of it
    save: Callable[[int | None], None]
    texts: Mapping[str, Any]  # the saved texts, by the fields of the form
    choices: Mapping[str, Any]
    back: str
    done: str
    draft_key: str
    context: dict[str, Any] = field(default_factory=dict)


def edit_page(request: PersonRequest, template: str, edit: Callable[[], Editing]) -> HttpResponse:
    """Show the form, save it, or show both texts where somebody saved first. `edit` reads the thing anew."""
    now = edit()
    if request.POST.get("keep") == "theirs":
        drafts.drop(request.user, now.draft_key)
        return redirect(now.back)
    conflict = None
    if request.method == "POST" and now.form.is_valid():
        conflict = _save(request, now, edit)
        if conflict is None:
            drafts.drop(request.user, now.draft_key)
            messages.success(request, now.done)
            return redirect(now.back)
    drafted = with_draft(request, now.draft_key, now.form)
    context = {
        "form": now.form,
        "version": version_in(drafted or request.POST, now.thing.version),
        "conflict": conflict,
        "draft_key": now.draft_key,
        "drafted": drafted,
        "back": now.back,
        **now.context,
    }
    return render(request, template, context, status=409 if conflict else 422 if now.form.errors else 200)


def _save(request: PersonRequest, now: Editing, edit: Callable[[], Editing]) -> Conflict | None:
    try:
        now.save(version_in(request.POST, 0))
    except Stale:
        theirs = edit()
        texts = {name: as_text(value) for name, value in theirs.texts.items() if name in now.form.fields}
        choices = {name: value for name, value in theirs.choices.items() if name in now.form.fields}
        who = last_change(theirs.thing, now.action)
        conflict = conflict_with(now.form, texts, theirs.thing.version, who, choices)
        if conflict is None:  # they wrote the same
            now.save(None)
        return conflict
    return None


def moved_elsewhere(request: PersonRequest, card: Model, text: str) -> None:
    """Tell the second of two who moved a card."""
    messages.warning(request, text)
