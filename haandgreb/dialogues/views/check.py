"""The ten questions: the checks, one check for each side and then for both, and one's own ambassador check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues import check_chart
from haandgreb.dialogues.actions import ambassador as private
from haandgreb.dialogues.actions import check as actions
from haandgreb.dialogues.forms.check import AgreeForm, AmbassadorForm, LevelsForm, SideForm, facts_of
from haandgreb.dialogues.models import Ambassador, Check, CheckAnswer, CheckSide
from haandgreb.dialogues.permissions import may_check, may_give_levels
from haandgreb.dialogues.queries import check as queries
from haandgreb.dialogues.queries.evidence import evidence_for
from haandgreb.organisation.editing import as_text, conflict_with, last_change, only_once, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.keyring import Unreadable
from haandgreb.shared.versions import Stale

TEXTS = ("today", "evidence", "next_step")


def _for_council(request: PersonRequest) -> None:
    """For everybody else there is no such page."""
    if not may_check(request.user, clock.today()):
        raise Http404


def _check(request: PersonRequest, check_id: UUID) -> Check:
    _for_council(request)
    return get_object_or_404(Check, pk=check_id)


@require_GET
def check_list(request: PersonRequest) -> HttpResponse:
    """The checks, and the years beside each other."""
    _for_council(request)
    years = queries.history()
    context = {
        "checks": queries.checks(),
        "running": queries.open_check(),
        "questions": queries.questions(),
        "years": years,
        "figure": check_chart.history(years) if years else None,
        "words": queries.level_words(),
    }
    return render(request, "dialogues/council/check_list.html", context)


@require_POST
def check_new(request: PersonRequest) -> HttpResponse:
    """Begin a check, or go to the one under way."""
    _for_council(request)
    address, _done = only_once(request, lambda: reverse("dialogues:check", args=[actions.begin(by=request.user).pk]))
    return redirect(address)


@require_GET
def check(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """One check: which side I speak for, how far each side is, and from then on the split view."""
    found = _check(request, check_id)
    page = queries.page_of(found, request.user)
    context = {
        "page": page,
        "check": found,
        "may_speak": may_give_levels(request.user, clock.today()),
        "rows": [(line, check_chart.stands(line.levels)) for line in page.lines],
        "side_form": SideForm(initial={"side": page.own}),
        "words": queries.level_words(),
    }
    return render(request, "dialogues/council/check.html", context)


def _act(request: PersonRequest, check_id: UUID, act: Callable[[Check], object], done: str) -> HttpResponse:
    """One step of a check; says it where it does not fit any more."""
    found = _check(request, check_id)
    try:
        act(found)
    except actions.WrongStep:
        messages.error(request, _("The check has moved on since this page was opened. Nothing was changed."))
    except actions.NotWhole as error:
        numbers = ", ".join(key.removeprefix("MUS-") for key in error.missing)
        messages.error(request, _("Something is missing in question %(numbers)s.") % {"numbers": numbers})
    else:
        messages.success(request, done)
    return redirect("dialogues:check", check_id)


def _for_speakers(request: PersonRequest) -> None:
    if not may_give_levels(request.user, clock.today()):
        raise Http404


@require_POST
def check_side(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Choose the side I speak for."""
    _for_speakers(request)
    form = SideForm(request.POST)
    if not form.is_valid():
        return redirect("dialogues:check", check_id)
    side = form.cleaned_data["side"]
    saved = _("Saved. You read your own side's levels, and the other side's when both are in.")
    return _act(request, check_id, lambda found: actions.choose_side(found, side, by=request.user), saved)


@require_POST
def check_hand_in(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """My side is ready, or takes its levels back."""
    _for_speakers(request)
    if request.POST.get("act") == "back":
        done = _("Taken back. Your side can change its levels.")
        return _act(request, check_id, lambda found: actions.take_back(found, by=request.user), done)
    done = _("Handed in.")
    return _act(request, check_id, lambda found: actions.hand_in(found, by=request.user), done)


@require_POST
def check_finish(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Both are done: the next steps are promised."""
    _for_speakers(request)
    done = _("Done. Each next step now stands with the one who does it.")
    return _act(request, check_id, lambda found: actions.finish(found, by=request.user), done)


@require_http_methods(["GET", "POST"])
def check_levels(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """My side's levels. Of two of a side who write at once the second chooses."""
    found = _check(request, check_id)
    _for_speakers(request)
    try:
        side = actions.own_side(found, request.user)
    except actions.WrongStep:
        messages.error(request, _("Choose the side you speak for first."))
        return redirect("dialogues:check", found.pk)
    if side.is_in or found.state != Check.State.SIDES:
        return redirect("dialogues:check", found.pk)
    key = f"dialogues-check-{side.pk}"
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect("dialogues:check_levels", found.pk)
    saved = dict(found.answers.values_list("key", side.side))
    form = LevelsForm(request.POST or None, initial=saved)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            conflict = _give(request, found, side, form)
        except actions.WrongStep:
            messages.error(request, _("Your side was handed in while you were writing. Take it back to change it."))
            return redirect("dialogues:check", found.pk)
        if conflict is None:
            drafts.drop(request.user, key)
            messages.success(request, _("Saved. Hand it in when your side agrees."))
            return redirect("dialogues:check", found.pk)
    return _form_page(request, "levels", found, form, key, side.version, conflict, {"side": side})


def _give(request: PersonRequest, found: Check, side: CheckSide, form: LevelsForm) -> Conflict | None:
    try:
        actions.give_levels(found, form.levels(), version=version_in(request.POST, 0), by=request.user)
    except Stale:
        side.refresh_from_db()
        saved = {key: as_text(level) for key, level in found.answers.values_list("key", side.side)}
        conflict = conflict_with(form, {}, side.version, last_change(found, "check levels given"), saved)
        if conflict is not None:
            return conflict
        actions.give_levels(found, form.levels(), version=None, by=request.user)
    return None


@require_http_methods(["GET", "POST"])
def check_answer(request: PersonRequest, check_id: UUID, key: str) -> HttpResponse:
    """What both sides say together about one question."""
    found = _check(request, check_id)
    _for_speakers(request)
    answer = get_object_or_404(found.answers.select_related("owner"), key=key)
    if found.state != Check.State.TOGETHER:
        return redirect("dialogues:check", found.pk)
    draft = f"dialogues-check-answer-{answer.pk}"
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, draft)
        return redirect("dialogues:check_answer", found.pk, key)
    form = AgreeForm(request.POST or None, initial=facts_of(answer))
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            conflict = _agree(request, answer, form)
        except actions.WrongStep:
            messages.error(request, _("The check was finished while you were writing. Nothing was changed."))
            return redirect("dialogues:check", found.pk)
        if conflict is None:
            drafts.drop(request.user, draft)
            return redirect(f"{reverse('dialogues:check', args=[found.pk])}#{key}")
    question = next(one for one in queries.questions() if one.key == key)
    facts = {"answer": answer, "question": question, "words": queries.level_words()}
    evidence = evidence_for(question.system, clock.today())
    return _form_page(request, "answer", found, form, draft, answer.version, conflict, {**facts, "evidence": evidence})


def _agree(request: PersonRequest, answer: CheckAnswer, form: AgreeForm) -> Conflict | None:
    try:
        actions.agree(answer, form.facts(), version=version_in(request.POST, 0), by=request.user)
    except Stale:
        answer.refresh_from_db()
        saved = facts_of(answer)
        texts = {name: as_text(saved[name]) for name in TEXTS}
        chosen = {name: saved[name] for name in saved if name not in TEXTS}
        chosen["common"] = as_text(saved["common"])
        conflict = conflict_with(form, texts, answer.version, last_change(answer, "check question agreed"), chosen)
        if conflict is not None:
            return conflict
        actions.agree(answer, form.facts(), version=None, by=request.user)
    return None


def _form_page(
    request: PersonRequest,
    what: str,
    found: Check,
    form: Any,
    key: str,
    version: int,
    conflict: Conflict | None,
    more: dict[str, Any],
) -> HttpResponse:
    drafted = with_draft(request, key, form)
    context = {
        "form": form,
        "check": found,
        "conflict": conflict,
        "version": version_in(drafted or request.POST, version),
        "draft_key": key,
        "drafted": drafted,
        **more,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, f"dialogues/council/check_{what}.html", context, status=status)


@require_http_methods(["GET", "POST"])
def ambassador(request: PersonRequest) -> HttpResponse:
    """Am I a good ambassador myself? For me alone."""
    if request.POST.get("act") == "forget":
        private.forget(request.user)
        messages.success(request, _("What you ticked is deleted."))
        return redirect("dialogues:ambassador")
    row = Ambassador.objects.filter(person=request.user).first()
    try:
        ticked, lost = (row.answers if row is not None else {}), False
    except Unreadable:
        ticked, lost = {}, True
    form = AmbassadorForm(request.POST or None, initial=ticked)
    if request.method == "POST" and form.is_valid():
        private.reflect(request.user, form.cleaned_data)
        messages.success(request, _("Saved. Only you can see it."))
        return redirect("dialogues:ambassador")
    context = {"form": form, "row": row, "lost": lost, "question": queries.questions()[7]}
    return render(request, "dialogues/council/ambassador.html", context)
