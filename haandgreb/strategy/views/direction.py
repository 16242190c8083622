"""The front page of direction and goals, and the texts of the direction."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.organisation.editing import (
    Change,
    conflict_with,
    only_once,
    require,
    version_in,
    with_draft,
)
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.organisation.queries import main_unit, unit_choices
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions import statements as actions
from haandgreb.strategy.forms.goals import StatementForm
from haandgreb.strategy.models import Statement
from haandgreb.strategy.permissions import may_edit_direction
from haandgreb.strategy.queries import goals as queries
from haandgreb.strategy.views.common import around

WHOLE = "whole"
"""What the chooser sends for the goals of the whole workplace alone."""


@require_GET
def front(request: PersonRequest) -> HttpResponse:
    """What we are here for, where we are going, and the goals that hold in my unit or the one I choose."""
    today = clock.today()
    unit = _chosen_unit(request)
    home = queries.home(request.user, unit, today)
    context = {
        "home": home,
        "statements": _statements(home.statements),
        "chosen": str(unit.pk) if unit else WHOLE,
        "whole": WHOLE,
        "choices": unit_choices(today),
        **around(request, None, today),
    }
    return render(request, "strategy/home.html", context)


def _statements(now: dict[str, Statement]) -> list[dict[str, Any]]:
    """All kinds but the core task, which stands above them, whether written or not."""
    kinds = [kind for kind in Statement.Kind if kind != Statement.Kind.CORE_TASK]
    return [{"kind": kind.value, "label": kind.label, "now": now.get(kind.value)} for kind in kinds]


def _chosen_unit(request: PersonRequest) -> Unit | None:
    chosen = request.GET.get("unit", "")
    today = clock.today()
    if chosen == WHOLE:
        return None
    if not chosen:
        return main_unit(request.user, today)
    try:
        pk = UUID(chosen)
    except ValueError as wrong:
        raise Http404 from wrong
    return get_object_or_404(Unit.objects.on(today), pk=pk)


@require_GET
def statement(request: PersonRequest, kind: str) -> HttpResponse:
    """What one text of the direction says, and said before, with who and when."""
    _known(kind)
    today = clock.today()
    context = {
        "kind": Statement.Kind(kind),
        "versions": queries.versions_of(kind),
        "may_write": may_edit_direction(request.user, None, today),
        **around(request, None, today),
    }
    return render(request, "strategy/statement.html", context)


@require_http_methods(["GET", "POST"])
def statement_edit(request: PersonRequest, kind: str) -> HttpResponse:
    """Write it anew; the earlier text stays readable."""
    _known(kind)
    require(may_edit_direction(request.user, None, clock.today()))
    now = queries.current_statements().get(kind)
    draft_key = f"strategy-{kind}"
    if request.POST.get("keep") == "theirs":
        drafts.drop(request.user, draft_key)
        return redirect("strategy:home")
    form = StatementForm(request.POST or None, initial={"text": now.text, "text_en": now.text_en} if now else {})
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, kind, form)
        if conflict is None:
            drafts.drop(request.user, draft_key)
            messages.success(request, _("It is saved. What it said before can still be read."))
            return redirect("strategy:home")
    drafted = with_draft(request, draft_key, form)
    context = {
        "form": form,
        "kind": Statement.Kind(kind),
        "version": version_in(drafted or request.POST, now.version if now else 0),
        "conflict": conflict,
        "draft_key": draft_key,
        "drafted": drafted,
    }
    return render(request, "strategy/statement_edit.html", context, status=_status(conflict, form))


def _save(request: PersonRequest, kind: str, form: StatementForm) -> Conflict | None:
    try:
        only_once(request, lambda: _write(request, kind, form))
    except Stale:
        now = next(iter(queries.versions_of(kind)), None)
        conflict = None  # a form may name a version that never was
        if now is not None:
            who = Change(now.written_by, now.written_at)
            conflict = conflict_with(form, {"text": now.text, "text_en": now.text_en}, now.version, who)
        if conflict is None:  # they wrote the same, or nobody has written
            actions.write(kind, by=request.user, **form.cleaned_data)
        return conflict
    return None


def _write(request: PersonRequest, kind: str, form: StatementForm) -> str:
    actions.write(kind, by=request.user, version=version_in(request.POST, 0), **form.cleaned_data)
    return ""


def _known(kind: str) -> None:
    if kind not in Statement.Kind.values:
        raise Http404


def _status(conflict: Conflict | None, form: StatementForm) -> int:
    return 409 if conflict else 422 if form.errors else 200
