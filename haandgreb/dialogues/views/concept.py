"""The concept: what everybody reads, its earlier versions, and the draft the works council writes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import concept as actions
from haandgreb.dialogues.forms.concept import ConceptForm
from haandgreb.dialogues.models import Concept
from haandgreb.dialogues.permissions import may_write_concept
from haandgreb.dialogues.queries import concept as queries
from haandgreb.organisation.editing import conflict_with, last_change, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale

NAMES = (*queries.FIELDS, "changed")


@require_GET
def concept(request: PersonRequest) -> HttpResponse:
    """How we use it: the version that holds, for everybody."""
    return _page(request, queries.current())


@require_GET
def concept_version(request: PersonRequest, number: int) -> HttpResponse:
    """One published version."""
    found = queries.published().filter(number=number).first()
    if found is None:
        raise Http404
    return _page(request, found)


def _page(request: PersonRequest, found: Concept | None) -> HttpResponse:
    may_write = may_write_concept(request.user, clock.today())
    latest = queries.current()
    context = {
        "concept": found,
        "latest": latest,
        "holds": found == latest,
        "parts": parts_of(found) if found is not None else [],
        "rounds": queries.rounds_under(found) if found is not None else [],
        "earlier": [one for one in queries.published() if one != found],
        "may_write": may_write,
        "draft": queries.draft() if may_write else None,
    }
    return render(request, "dialogues/council/concept.html", context)


def parts_of(found: Concept) -> list[tuple[str, list[str]]]:
    """The headings of a concept with the lines under each; empty ones are left out."""
    heads = {
        "purpose": _("What we want to get out of it"),
        "scope": _("For whom, and what it is not"),
        "forms": _("Which talks we have"),
        "stored": _("What is stored, and how long"),
        "who_sees": _("Who sees what"),
        "basis": _("Legal basis"),
        "contact": _("Whom to ask"),
    }
    lines = {name: [line for line in getattr(found, name).splitlines() if line.strip()] for name in heads}
    return [(head, lines[name]) for name, head in heads.items() if lines[name]]


@require_POST
def concept_begin(request: PersonRequest) -> HttpResponse:
    """Begin the next version, or go to the one that is being written."""
    require(may_write_concept(request.user, clock.today()))
    actions.begin(by=request.user, language=get_language() or "da")
    return redirect("dialogues:concept_edit")


@require_http_methods(["GET", "POST"])
def concept_edit(request: PersonRequest) -> HttpResponse:
    """Write the draft. Of two at once the second chooses."""
    require(may_write_concept(request.user, clock.today()))
    draft = queries.draft()
    if draft is None:
        return redirect("dialogues:concept")
    key = draft_key(draft)
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect("dialogues:concept_edit")
    form = ConceptForm(request.POST or None, initial={name: getattr(draft, name) for name in NAMES})
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, draft, form)
        if conflict is None:
            drafts.drop(request.user, key)
            return _after(request)
    return _form_page(request, draft, form, conflict)


def draft_key(draft: Concept) -> str:
    """The name of what is typed and not saved."""
    return f"dialogues-concept-{draft.pk}"


def _save(request: PersonRequest, draft: Concept, form: ConceptForm) -> Conflict | None:
    text = {name: form.cleaned_data[name] for name in NAMES}
    try:
        actions.write(draft, text, version=version_in(request.POST, 0), by=request.user)
    except Stale:
        draft.refresh_from_db()
        theirs = {name: getattr(draft, name) for name in NAMES}
        conflict = conflict_with(form, theirs, draft.version, last_change(draft, "concept written"))
        if conflict is not None:
            return conflict
        actions.write(draft, text, version=None, by=request.user)  # both wrote the same
    except (actions.Published, Concept.DoesNotExist):
        messages.error(request, _("This version was published or dropped while you were writing."))
    return None


def _after(request: PersonRequest) -> HttpResponse:
    """Saved; published as well where that button was pressed."""
    draft = queries.draft()
    if draft is None:
        return redirect("dialogues:concept")
    if request.POST.get("act") != "publish":
        messages.success(request, _("The draft is saved. Others can read it when it is published."))
        return redirect("dialogues:concept_edit")
    try:
        actions.publish(draft, version=None, by=request.user)
    except actions.NotWhole as error:
        labels = ", ".join(str(ConceptForm.base_fields[name].label) for name in error.missing)
        messages.error(request, _("Saved, but not published. This is empty: %(fields)s") % {"fields": labels})
        return redirect("dialogues:concept_edit")
    messages.success(request, _("Published. Everybody can read it, and new rounds are planned under it."))
    return redirect("dialogues:concept")


def _form_page(request: PersonRequest, draft: Concept, form: ConceptForm, conflict: Conflict | None) -> HttpResponse:
    key = draft_key(draft)
    drafted = with_draft(request, key, form)
    context: dict[str, Any] = {
        "form": form,
        "draft": draft,
        "conflict": conflict,
        "version": version_in(drafted or request.POST, draft.version),
        "draft_key": key,
        "drafted": drafted,
        "is_first": queries.current() is None,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/council/concept_edit.html", context, status=status)


@require_POST
def concept_drop(request: PersonRequest) -> HttpResponse:
    """Let the draft go; what holds stays."""
    require(may_write_concept(request.user, clock.today()))
    draft = queries.draft()
    if draft is not None:
        drafts.drop(request.user, draft_key(draft))
        actions.drop(draft, by=request.user)
        messages.success(request, _("The draft is gone. What was published stays."))
    return redirect("dialogues:concept")
