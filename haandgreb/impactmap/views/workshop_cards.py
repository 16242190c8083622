"""A note becomes something on the map: the form, filled in from the note, under the parent one chooses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.impactmap import workshop_steps
from haandgreb.impactmap.actions import workshop as workshop_actions
from haandgreb.impactmap.actions import workshop_cards as actions
from haandgreb.impactmap.forms.workshop import (
    BarrierCardForm,
    LearningCardForm,
    PracticeCardForm,
    ResultCardForm,
)
from haandgreb.impactmap.models import Workshop, WorkshopNote
from haandgreb.impactmap.queries import workshop as queries
from haandgreb.impactmap.queries.workshop_sentences import practices_of
from haandgreb.impactmap.views.workshop_common import State, run_by
from haandgreb.impactmap.workshop_steps import BARRIER, LEARNING, MOMENT, PRACTICE, RESULT, StepText
from haandgreb.organisation.editing import only_once, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts


@require_http_methods(["GET", "HEAD", "POST"])
def make(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Put a note on the map, or something nobody wrote a note about. ?kind=result|practice|barrier|learning&note=…"""
    found = run_by(request, workshop_id)
    text = _step(request.GET.get("kind", ""))
    if found.state != State.RUNNING:
        return redirect("impactmap:workshop", found.pk)
    note = _note(found, request.GET.get("note", ""))
    if note is not None and note.fate == WorkshopNote.Fate.USED:
        messages.warning(request, _("This note is on the map already."))
        return redirect("impactmap:workshop_run", found.pk)
    form = _form(request, found, text.makes, note)
    draft_key = f"workshop-{found.pk}-{text.makes}-{note.pk if note is not None else 'new'}"
    if request.method == "POST" and form.is_valid():
        return _save(request, found, text.makes, note, form, draft_key)
    drafted = with_draft(request, draft_key, form)
    context = {
        "form": form,
        "workshop": found,
        "text": text,
        "note": note,
        "same": list(note.same.all()) if note is not None else [],
        "draft_key": draft_key,
        "drafted": drafted,
        "lacks": _lacks(form),
    }
    return render(request, "impactmap/workshop/make.html", context, status=422 if form.errors else 200)


def _step(kind: str) -> StepText:
    if kind not in {RESULT, PRACTICE, BARRIER, LEARNING}:
        raise Http404
    return workshop_steps.step_that_makes(kind)


def _note(found: Workshop, text: str) -> WorkshopNote | None:
    """The note that is shown here; 404 for a silent one, as for one that is not there."""
    if not text:
        return None
    try:
        pk = UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong
    note = found.notes.filter(pk=pk, writer=None).first()
    if note is None:
        raise Http404
    return note


def _form(request: PersonRequest, found: Workshop, kind: str, note: WorkshopNote | None) -> forms.Form:
    data = request.POST or None
    said = note.text[:200] if note is not None else ""
    about = str(note.about) if note is not None and note.about is not None else ""
    if kind == RESULT:
        return ResultCardForm(data, initial={"title": said})
    if kind == PRACTICE:
        results = queries.results_to_choose(found)
        only = [str(results[0].pk)] if len(results) == 1 else []
        moments = queries.about_choices(found, MOMENT)
        initial = {"title": said, "moment": about, "results": only}
        return PracticeCardForm(data, results=results, moments=moments, initial=initial)
    practices = list(practices_of(found))
    if kind == BARRIER:
        return BarrierCardForm(data, practices=practices, initial={"text": said, "practice": about})
    return LearningCardForm(data, practices=practices, initial={"title": said, "practice": about})


def _lacks(form: forms.Form) -> bool:
    """Whether there is nothing yet that it could hang on."""
    if isinstance(form, PracticeCardForm):
        return not form.choices
    return isinstance(form, BarrierCardForm | LearningCardForm) and not form.practices


def _save(
    request: PersonRequest, found: Workshop, kind: str, note: WorkshopNote | None, form: forms.Form, draft_key: str
) -> HttpResponse:
    def act() -> str:
        _add(request, found, note, form)
        drafts.drop(request.user, draft_key)
        return reverse("impactmap:workshop_run", args=[found.pk])

    try:
        address, done = only_once(request, act)
    except actions.AlreadyUsed:
        messages.warning(request, _("Somebody else has put this note on the map meanwhile."))
        return redirect("impactmap:workshop_run", found.pk)
    except workshop_actions.WrongState:
        messages.warning(request, _("The workshop is closed. What you wrote is kept as a draft."))
        return redirect("impactmap:workshop", found.pk)
    if done:
        messages.success(request, _("It stands on the map."))
    return redirect(address)


def _add(request: PersonRequest, found: Workshop, note: WorkshopNote | None, form: forms.Form) -> None:
    by: Any = request.user
    if isinstance(form, ResultCardForm):
        actions.add_result(found, form.facts(), by=by, note=note, strength=form.cleaned_data["strength"])
    elif isinstance(form, PracticeCardForm):
        moments = found.outcomes.filter(kind=MOMENT, is_cut=False)
        wanted = form.cleaned_data["moment"]
        moment = next((one for one in moments if str(one.card) == wanted), None)
        actions.add_practice(found, form.facts(), under=form.under, by=by, note=note, moment=moment)
    elif isinstance(form, BarrierCardForm):
        actions.add_barrier(found, form.facts(), under=form.under, by=by, note=note)
    elif isinstance(form, LearningCardForm):
        strength = form.cleaned_data["strength"]
        actions.add_learning(found, form.facts(), under=form.under, by=by, note=note, strength=strength)
