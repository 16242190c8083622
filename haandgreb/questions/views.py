"""Pages about question sets: read them, copy one, change its wording, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation.http import PersonRequest
from haandgreb.questions import actions, queries
from haandgreb.questions.forms import WordingForm
from haandgreb.questions.models import QuestionSet
from haandgreb.questions.permissions import may_change_questions
from haandgreb.questions.reading import read_row


@require_GET
def all_sets(request: PersonRequest) -> HttpResponse:
    """Every set in use: open to everybody, as people may know what they will be asked."""
    sets = [{"row": row, "set": read_row(row)} for row in queries.latest_of_each()]
    return render(request, "questions/list.html", {"sets": sets})


@require_GET
def one_set(request: PersonRequest, key: str) -> HttpResponse:
    """The version in use, the versions before it and, for HR, the draft."""
    current = get_object_or_404(QuestionSet, key=key, is_current=True)
    return render(request, "questions/set.html", _page(request, current))


@require_GET
def version(request: PersonRequest, key: str, version: int) -> HttpResponse:
    """An earlier version, as it was when people answered it."""
    row = get_object_or_404(QuestionSet, key=key, version=version, published_at__isnull=False)
    return render(request, "questions/set.html", _page(request, row))


def _page(request: PersonRequest, row: QuestionSet) -> dict[str, Any]:
    may_change = may_change_questions(request.user)
    versions = list(queries.versions_of(row.key))
    return {
        "row": row,
        "set": read_row(row),
        "versions": [found for found in versions if found.published_at],
        "draft": next((found for found in versions if not found.published_at), None) if may_change else None,
        "may_change": may_change,
    }


@require_POST
def copy(request: PersonRequest, key: str) -> HttpResponse:
    """Begin the workplace's own wording."""
    original = get_object_or_404(QuestionSet, key=key, is_current=True)
    _may_change(request)
    actions.copy_set(original, by=request.user)
    return redirect("questions:wording", key=key)


@require_http_methods(["GET", "POST"])
def wording(request: PersonRequest, key: str) -> HttpResponse:
    """Change the words of the draft, in both languages."""
    draft = _draft(request, key)
    form = WordingForm(read_row(draft), request.POST or None)
    seen = _seen(request, draft)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            texts = {name: form.text(name) for name in ["title", "intro", *_keys(draft)]}
            actions.change_wording(draft, texts, seen=seen, by=request.user)
        except actions.StaleEdit:
            draft.refresh_from_db()
            # What stands meanwhile is shown beside what was written; saving again is a choice made knowingly.
            return render(request, "questions/wording.html", _conflict(draft, form), status=409)
        messages.success(request, _("The wording is saved. It is asked when you publish it."))
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        status = 422
    context = {"draft": draft, "form": form, "set": read_row(draft), "seen": seen}
    return render(request, "questions/wording.html", context, status=status)


def _conflict(draft: QuestionSet, form: WordingForm) -> dict[str, Any]:
    return {"draft": draft, "form": form, "set": read_row(draft), "seen": draft.edit_version, "is_stale": True}


def _seen(request: PersonRequest, draft: QuestionSet) -> int:
    given = request.POST.get("seen", "")
    return int(given) if given.isdecimal() and len(given) < 9 else draft.edit_version


def _keys(draft: QuestionSet) -> list[str]:
    return [question.key for question in read_row(draft).questions]


@require_POST
def publish(request: PersonRequest, key: str) -> HttpResponse:
    """From now on people are asked in the new words."""
    actions.publish(_draft(request, key), by=request.user)
    messages.success(request, _("The new wording is published. Answers given before keep the questions they answered."))
    return redirect("questions:set", key=key)


@require_POST
def drop(request: PersonRequest, key: str) -> HttpResponse:
    """Throw the draft away."""
    actions.drop_draft(_draft(request, key), by=request.user)
    messages.success(request, _("The draft is deleted."))
    return redirect("questions:set", key=key)


@require_POST
def use_again(request: PersonRequest, key: str, version: int) -> HttpResponse:
    """Go back to an earlier version."""
    row = get_object_or_404(QuestionSet, key=key, version=version, published_at__isnull=False)
    _may_change(request)
    actions.publish(row, by=request.user)
    messages.success(request, _("This version is used from now on."))
    return redirect("questions:set", key=key)


def _may_change(request: PersonRequest) -> None:
    if not may_change_questions(request.user):
        raise PermissionDenied


def _draft(request: PersonRequest, key: str) -> QuestionSet:
    """The draft; to others than HR it does not exist."""
    if not may_change_questions(request.user):
        raise Http404
    return get_object_or_404(QuestionSet, key=key, published_at__isnull=True)
