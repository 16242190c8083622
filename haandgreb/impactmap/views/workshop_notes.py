"""A participant's own page: she writes in silence, and marks in silence."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.actions import workshop as workshop_actions
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.actions import workshop_notes as actions
from haandgreb.impactmap.forms.workshop import MarkForm, NoteForm, OwnNoteForm
from haandgreb.impactmap.models import Workshop
from haandgreb.impactmap.permissions import may_write_in_workshop
from haandgreb.impactmap.queries import workshop as queries
from haandgreb.impactmap.queries.workshop_sentences import practices_to_mark
from haandgreb.impactmap.rules.workshop import is_step
from haandgreb.impactmap.views.workshop_common import State, workshop_of
from haandgreb.organisation.editing import number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


def phone(
    request: PersonRequest, found: Workshop, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The running workshop as a participant has it."""
    context = queries.phone_page(found, request.user, clock.now()) | {"late": False}
    context["form"] = _form(found, found.step)
    context["written_at"] = found.step
    return render(request, "impactmap/workshop/phone.html", context | (bound or {}), status=status)


def _form(found: Workshop, step: int, data: QueryDict | None = None) -> NoteForm:
    """The form of a step has its own ids, so that what is half-written there is not taken for the next."""
    text = workshop_steps.step(step)
    abouts = queries.about_choices(found, text.about)
    return NoteForm(data, abouts=abouts, prompt=text.prompt, auto_id=f"step-{step}-%s")


@require_POST
def write(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """A silent note; where the notes of its step have been opened meanwhile, nothing is lost and nothing is shown."""
    found = workshop_of(request, workshop_id)
    require(may_write_in_workshop(request.user, found))
    step = number(request, "step")
    if found.state != State.RUNNING or not is_step(step):
        messages.warning(request, _("The workshop is not running. Nothing was kept."))
        return _back(found)
    form = _form(found, step, request.POST)
    if not form.is_valid():
        return phone(request, found, {"form": form, "written_at": step}, 422)

    def act() -> str:
        actions.write(
            found,
            step,
            form.cleaned_data["text"],
            by=request.user,
            about=form.about_id,
            openly=request.POST.get("openly") == "yes",
        )
        return reverse("impactmap:workshop", args=[found.pk])

    try:
        only_once(request, act)
    except actions.RoundIsOpen:
        return phone(request, found, {"form": form, "late": True, "written_at": step}, 409)
    except actions.TooMany:
        messages.warning(request, _("You have written as many notes here as there is room for. Delete one first."))
        return phone(request, found, {"form": form, "written_at": step}, 409)
    except workshop_actions.WrongState:
        messages.warning(request, _("The workshop has not come to this step yet. Nothing was kept."))
    return _back(found)


@require_POST
def own(request: PersonRequest, workshop_id: UUID, note_id: UUID) -> HttpResponse:
    """Write one's own silent note anew, or delete it. Anybody else's is not found."""
    found = workshop_of(request, workshop_id)
    note = get_object_or_404(found.notes.filter(writer=request.user), pk=note_id)
    if request.POST.get("act") == "delete":
        actions.delete(note, by=request.user)
        return _back(found)
    form = OwnNoteForm(request.POST)
    if not form.is_valid():
        return phone(request, found, {"own_form": form, "own_note": note.pk}, 422)
    try:
        actions.change(note, form.cleaned_data["text"], by=request.user)
    except (actions.RoundIsOpen, workshop_actions.WrongState):
        messages.warning(request, _("The notes were opened meanwhile. Yours stands there as you first wrote it."))
    return _back(found)


@require_POST
def mark(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Keep or cut, in silence."""
    found = workshop_of(request, workshop_id)
    require(may_write_in_workshop(request.user, found))
    form = MarkForm(practices_to_mark(found), request.POST)
    if not form.is_valid():
        messages.warning(request, _("Choose keep or cut. Nothing was kept."))
        return _back(found)
    try:
        opened = marks.mark(found, form.marks(), by=request.user)
    except actions.RoundIsOpen:
        messages.warning(request, _("The marks are open already. Say aloud what you think."))
    except workshop_actions.WrongState:
        messages.warning(request, _("The workshop has not come to this step yet. Nothing was kept."))
    else:
        done = _("Everybody has marked. Look up.") if opened else _("Kept. Nobody can see it until all have marked.")
        messages.success(request, done)
    return _back(found)


def _back(found: Workshop) -> HttpResponse:
    return redirect("impactmap:workshop", found.pk)
