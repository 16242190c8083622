"""The ledger of a handle: what was tried, and what changed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.handle_words import HANDLES
from haandgreb.learning.actions import ledger as actions
from haandgreb.learning.forms.ledger import TrialForm
from haandgreb.learning.models import HandleTrial
from haandgreb.learning.queries import ledger as queries
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts

PAGE = 20
FORM = "learning/ledger/edit.html"


@require_GET
def ledger(request: PersonRequest, handle: str) -> HttpResponse:
    """Everything that was tried of one handle, as far as she may read it."""
    key = _handle(handle)
    context = {
        "handle": key,
        "name": HANDLES[key],
        "sums": queries.ledger_of(request.user, key),
        "page": Paginator(queries.trials_of(request.user, key), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "learning/ledger/ledger.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, handle: str) -> HttpResponse:
    """Write what was tried."""
    key = _handle(handle)
    form, draft_key = TrialForm(request.POST or None), f"trial-{key}"
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _write(request, key, form))
        if done:
            drafts.drop(request.user, draft_key)
            messages.success(request, _("It is in the ledger."))
        return redirect(address)
    context = {
        "form": form,
        "draft_key": draft_key,
        "drafted": with_draft(request, draft_key, form),
        "title": _("What came of it?"),
        "lede": HANDLES[key],
        "crumb": HANDLES[key],
        "back": reverse("learning:ledger", args=[key.lower()]),
        "button": _("Write it into the ledger"),
    }
    return render(request, FORM, context, status=422 if form.errors else 200)


def _write(request: PersonRequest, handle: str, form: TrialForm) -> str:
    actions.write(handle, form.facts(), by=request.user)
    return reverse("learning:ledger", args=[handle.lower()])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """Put it right."""
    return edit_page(request, FORM, lambda: _editing(request, trial_id))


def _editing(request: PersonRequest, trial_id: UUID) -> Editing:
    trial = _own(request, trial_id)
    form = TrialForm(request.POST or None, trial=trial)

    def save(version: int | None) -> None:
        actions.change(trial, form.facts(), by=request.user, version=version)

    return Editing(
        trial,
        form,
        "handle trial changed",
        save,
        {"changed": trial.changed},
        {name: getattr(trial, name) for name in ("tried_on", "people", "minutes", "again", "seen_by")},
        back=reverse("learning:ledger", args=[trial.handle.lower()]),
        done=_("The ledger is put right."),
        context={"title": _("What came of it?"), "crumb": HANDLES[trial.handle], "button": _("Save"), "trial": trial},
    )


@require_POST
def delete(request: PersonRequest, trial_id: UUID) -> HttpResponse:
    """Take it out."""
    trial = _own(request, trial_id)
    handle = trial.handle.lower()
    actions.delete(trial, by=request.user)
    messages.success(request, _("It is out of the ledger."))
    return redirect("learning:ledger", handle)


def _handle(text: str) -> str:
    """The id of the handle; 404 where there is none."""
    if text.upper() not in HANDLES:
        raise Http404
    return text.upper()


def _own(request: PersonRequest, trial_id: UUID) -> HandleTrial:
    """Only who wrote it changes it; for everybody else it is not there to be changed."""
    return get_object_or_404(HandleTrial.objects.filter(person=request.user), pk=trial_id)
