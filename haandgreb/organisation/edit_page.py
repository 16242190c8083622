"""The page on which one thing is changed with a form, and both texts are kept where two people write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from haandgreb.organisation.editing import as_text, conflict_with, last_change, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale


@dataclass
class Editing:
    """One thing that is changed with a form."""

    thing: Any
    form: forms.Form
    action: str  # what the trail calls a change of it
    save: Callable[[int | None], None]
    texts: Mapping[str, Any]  # the saved texts, by the fields of the form
    choices: Mapping[str, Any]  # what was chosen in its other fields
    back: str
    done: str
    draft_key: str = ""  # where what is typed is kept while it is not saved
    trail: Any = None  # the thing the trail names, where it is not the thing itself
    context: dict[str, Any] = field(default_factory=dict)


def edit_page(request: PersonRequest, template: str, edit: Callable[[], Editing]) -> HttpResponse:
    """
    Show the form, save it, or show both texts where somebody saved first. `edit` reads the thing anew.

    `save` may say no by adding an error to the form.
    """
    now = edit()
    if request.POST.get("keep") == "theirs":
        _drop(request, now)
        return redirect(now.back)
    conflict = None
    if request.method == "POST" and now.form.is_valid():
        conflict = _save(request, now, edit)
        if conflict is None and now.form.is_valid():
            _drop(request, now)
            messages.success(request, now.done)
            return redirect(now.back)
    drafted = with_draft(request, now.draft_key, now.form) if now.draft_key else None
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
        who = last_change(theirs.trail or theirs.thing, now.action)
        conflict = conflict_with(now.form, texts, theirs.thing.version, who, choices)
        if conflict is None:  # they wrote the same
            now.save(None)
        return conflict
    return None


def _drop(request: PersonRequest, now: Editing) -> None:
    if now.draft_key:
        drafts.drop(request.user, now.draft_key)
