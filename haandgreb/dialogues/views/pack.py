"""The works council's yearly pack, and what it decides for the next year."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.dialogues import evaluation_chart, pack_chart
from haandgreb.dialogues.actions import decision as actions
from haandgreb.dialogues.forms.evaluation import DecisionForm, facts_of
from haandgreb.dialogues.models import Decision, Evaluation, Round
from haandgreb.dialogues.permissions import may_check
from haandgreb.dialogues.queries import check as checks
from haandgreb.dialogues.queries import pack as queries
from haandgreb.dialogues.queries.goal_counts import STATUSES
from haandgreb.dialogues.queries.group_themes import theme_counts
from haandgreb.organisation.editing import as_text, conflict_with, last_change, only_once, version_in
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale


def _for_council(request: PersonRequest) -> None:
    """For everybody else there is no such page."""
    if not may_check(request.user, clock.today()):
        raise Http404


def _round(request: PersonRequest, round_id: UUID) -> Round:
    _for_council(request)
    rows = Round.objects.exclude(state=Round.State.DRAFT).select_related("kind", "concept")
    return get_object_or_404(rows, pk=round_id, kind__is_group=False)


@require_GET
def packs(request: PersonRequest) -> HttpResponse:
    """The rounds, each with its pack."""
    _for_council(request)
    return render(request, "dialogues/council/packs.html", {"rounds": queries.rounds(), "running": checks.open_check()})


@require_GET
def pack(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """One round on paper: pictures first, then figures; nothing of fewer than five."""
    found = _round(request, round_id)
    goals = queries.goals_of(found)
    evaluated = [
        (one, evaluation_chart.rows_of(one.result) if one.result is not None else [])
        for one in queries.evaluations_of(found)
    ]
    status = queries.status_of(found, request.user, clock.today())
    totals = status.totals if status is not None else None
    context = {
        "round": found,
        "today": clock.today(),
        "status": status,
        "status_bar": pack_chart.status_bar(totals) if totals is not None else "",
        "status_words": pack_chart.words(),
        "goals": goals,
        "statuses": list(zip(STATUSES, goals.status, strict=True)) if goals.status is not None else [],
        "evaluated": evaluated,
        "may_evaluate": {one.evaluation.when for one, _rows in evaluated} != set(Evaluation.When.values),
        "years": checks.history(),
        "needs": queries.needs(),
        "themes": [one for one in theme_counts() if one.groups],
        "earlier": queries.earlier(found),
        "decisions": queries.decisions_of(found),
    }
    return render(request, "dialogues/council/pack.html", context)


@require_http_methods(["GET", "POST"])
def decision_new(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Decide something for the next year."""
    found = _round(request, round_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, is_new = only_once(request, lambda: _decide(request, found, form))
        if is_new:
            messages.success(request, _("Decided. It stands with the one who sees to it."))
        return redirect(address)
    return _page(request, found, form, None)


def _decide(request: PersonRequest, found: Round, form: DecisionForm) -> str:
    actions.decide(found, form.facts(), by=request.user)
    return reverse("dialogues:pack", args=[found.pk]) + "#decisions"


@require_http_methods(["GET", "POST"])
def decision(request: PersonRequest, decision_id: UUID) -> HttpResponse:
    """Change a decision, or drop it. Of two at once the second chooses."""
    _for_council(request)
    row = get_object_or_404(Decision.objects.select_related("round__kind", "owner"), pk=decision_id)
    back = reverse("dialogues:pack", args=[row.round_id]) + "#decisions"
    if request.method == "POST" and request.POST.get("act") == "drop":
        actions.drop(row, by=request.user)
        messages.success(request, _("The decision is dropped."))
        return redirect(back)
    if request.POST.get("keep") == "theirs":
        return redirect(back)
    form = DecisionForm(request.POST or None, initial=facts_of(row))
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _change(request, row, form)
        if conflict is None:
            messages.success(request, _("Saved."))
            return redirect(back)
    return _page(request, row.round, form, row, conflict)


def _change(request: PersonRequest, row: Decision, form: DecisionForm) -> Conflict | None:
    try:
        actions.change(row, form.facts(), version=version_in(request.POST, 0), by=request.user)
    except Stale:
        row.refresh_from_db()
        saved = facts_of(row)
        texts = {name: as_text(saved[name]) for name in ("text", "why")}
        chosen = {name: saved[name] for name in ("owner", "due_on")}
        conflict = conflict_with(form, texts, row.version, last_change(row, "decision changed"), chosen)
        if conflict is not None:
            return conflict
        actions.change(row, form.facts(), version=None, by=request.user)
    return None


def _page(
    request: PersonRequest, found: Round, form: DecisionForm, row: Decision | None, conflict: Conflict | None = None
) -> HttpResponse:
    version = version_in(request.POST, row.version) if row is not None else None
    context = {"form": form, "round": found, "decision": row, "version": version, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/council/decision.html", context, status=status)
