"""Rounds: the list, planning one, and the page of one with its steps and how far it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues import round_chart, tasks
from haandgreb.dialogues.actions import rounds as actions
from haandgreb.dialogues.actions.rounds import Lacks, NotYet
from haandgreb.dialogues.forms.rounds import FACTS, PLANNED, DiscussedForm, RoundForm
from haandgreb.dialogues.models import Kind, Round
from haandgreb.dialogues.permissions import may_change_round, may_plan_rounds, may_read_names
from haandgreb.dialogues.queries import due, members, rounds, status
from haandgreb.dialogues.queries.at_once import left_out
from haandgreb.dialogues.queries.lus import managers_without_lus
from haandgreb.dialogues.rules.states import ROUND
from haandgreb.organisation.editing import conflict_with, last_change, number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.permissions import hr_units, is_hr, is_works_council
from haandgreb.shared import clock
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

S = Round.State

LACKS = {
    Lacks.DAY: gettext_lazy("Write which day the works council discussed it. It cannot be a day to come."),
    Lacks.UNITS: gettext_lazy("The round has no units yet. Choose them first."),
    Lacks.DIALOGUES: gettext_lazy("The dialogues are still being made. Try again in a moment."),
    Lacks.FOLLOW_UP: gettext_lazy("The round has no days for follow-up yet. Write them first."),
    Lacks.HELD: gettext_lazy("No talk has been held yet."),
    Lacks.STARTED: gettext_lazy("The round has begun, and cannot be deleted."),
}
STEPPED = gettext_lazy("Somebody took this step before you. Here is how it stands now.")


def round_of(request: PersonRequest, round_id: UUID) -> Round:
    """The round, where the person plans or counts it; 404 for all others alike."""
    found = Round.objects.visible_to(request.user, clock.today()).select_related("kind", "concept")
    round_ = found.filter(pk=round_id).first()
    if round_ is None:
        raise Http404
    return round_


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """The rounds somebody plans or counts."""
    today = clock.today()
    found = rounds.rounds_seen(request.user, today)
    may_plan = may_plan_rounds(request.user, today)
    if not (found or is_hr(request.user, today) or is_works_council(request.user, today)):
        raise Http404
    return render(request, "dialogues/rounds/list.html", {"rounds": found, "may_plan": may_plan})


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Plan a round."""
    today = clock.today()
    require(may_plan_rounds(request.user, today))
    kind = Kind.objects.filter(is_used=True).first()
    form = _form(request, initial={"leaders_out": True, "kind": kind.pk if kind else None})
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form))
        if done:
            messages.success(request, _("The round is planned. Nobody is invited before you open it."))
        return redirect(address)
    return render(request, "dialogues/rounds/new.html", {"form": form}, status=422 if form.errors else 200)


def _form(request: PersonRequest, begun: Round | None = None, **kwargs: Any) -> RoundForm:
    kinds = members.kinds_of_jobs(clock.today())
    return RoundForm(request.POST or None, person=request.user, kinds_of_jobs=kinds, begun=begun, **kwargs)


def _create(request: PersonRequest, form: RoundForm) -> str:
    made = actions.create(units=form.units(), by=request.user, **form.facts())
    return reverse("dialogues:round", args=[made.pk])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Change a round's days, and before it has begun also whom it is for."""
    round_ = round_of(request, round_id)
    require(may_change_round(round_, request.user, clock.today()) and round_.state != S.CLOSED)
    if request.POST.get("keep") == "theirs":
        return redirect("dialogues:round", round_.pk)
    begun = round_ if round_.started_at is not None else None
    units = list(round_.units.all())
    initial = {name: getattr(round_, name) for name in (*FACTS, *PLANNED)}
    initial |= {"kind": round_.kind_id, **dict(zip(("unit", "unit_2", "unit_3"), units, strict=False))}
    form = _form(request, begun=begun, initial=initial)
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, round_, form)
        if conflict is None:
            messages.success(request, _("The round is changed."))
            return redirect("dialogues:round", round_.pk)
    version = number(request, "version") if request.method == "POST" and conflict is None else round_.version
    context = {"form": form, "round": round_, "version": version, "conflict": conflict}
    return render(request, "dialogues/rounds/edit.html", context, status=422 if form.errors or conflict else 200)


def _save(request: PersonRequest, round_: Round, form: RoundForm) -> Conflict | None:
    try:
        version = number(request, "version")
        actions.change(round_, version, units=form.units(), by=request.user, **form.facts())
    except Stale:
        round_.refresh_from_db()
        texts = {name: getattr(round_, name) for name in ("title", "title_en")}
        days = {name: getattr(round_, name) for name in FACTS[2:]}
        who = last_change(round_, "round changed")
        found = conflict_with(form, texts, round_.version, who, days)
        if found is None:
            actions.change(round_, round_.version, units=form.units(), by=request.user, **form.facts())
        return found
    return None


@require_POST
def delete(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Delete a plan nothing has come of."""
    round_ = round_of(request, round_id)
    require(may_change_round(round_, request.user, clock.today()))
    try:
        actions.delete(round_, by=request.user)
    except NotYet as lack:
        messages.warning(request, LACKS[lack.lacks])
        return redirect("dialogues:round", round_.pk)
    messages.success(request, _("The plan is deleted."))
    return redirect("dialogues:round_list")


@require_POST
def go(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Take the round a step."""
    round_ = round_of(request, round_id)
    require(may_change_round(round_, request.user, clock.today()))
    wanted = request.POST.get("to", "")
    if wanted == round_.state:  # pressed twice
        return redirect("dialogues:round", round_.pk)
    form = DiscussedForm(request.POST) if wanted == S.DISCUSSED else None
    on = form.cleaned_data["on"] if form is not None and form.is_valid() else None
    try:
        if wanted == S.PREPARING:
            tasks.start(round_, by=request.user)
        else:
            actions.go(round_, wanted, by=request.user, on=on)
    except NotYet as lack:
        messages.warning(request, LACKS[lack.lacks])
    except (Refused, Stale, KeyError):
        messages.warning(request, STEPPED)
    return redirect("dialogues:round", round_.pk)


@require_GET
def page(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """How far a round is, for who reads it: HR by name, managers above and the works council in counts."""
    round_, today = round_of(request, round_id), clock.today()
    context: dict[str, Any] = {
        "round": round_,
        "units": list(round_.units.all()),
        "stages": _stages(round_),
        "is_being_made": round_.started_at is not None and round_.ready_at is None,
        "may_change": may_change_round(round_, request.user, today),
        "today": today,
    }
    if may_read_names(round_, request.user, today):
        return render(request, "dialogues/rounds/round.html", {**context, **_for_hr(request, round_)})
    return render(request, "dialogues/rounds/counts.html", {**context, **_in_counts(request, round_)})


def _stages(round_: Round) -> list[tuple[str, str, bool]]:
    """Each state with its words, and whether the round has passed it."""
    at = S.values.index(round_.state)
    return [(value, str(label), number < at) for number, (value, label) in enumerate(S.choices)]


def _for_hr(request: PersonRequest, round_: Round) -> dict[str, Any]:
    today = clock.today()
    rows = rounds.counted_by_unit(round_, request.user, today)
    whole = rounds.together(rows)
    return {
        "whole": whole,
        "bar": round_chart.of_steps(whole.counts) if whole.people else "",
        "rows": [(row, round_chart.of_steps(row.counts, small=True)) for row in rows],
        "legend": round_chart.steps(),
        "waits": rounds.waits_for_hr(round_, request.user, today),
        "due": due.due_people(today, units=hr_units(request.user, today)).count(),
        "without_lus": managers_without_lus(round_, today, units=hr_units(request.user, today)),
        "next": _next_steps(round_),
        "left_out": left_out(round_, today),
        "discussed": DiscussedForm(initial={"on": round_.discussed_on or today}),
    }


def _next_steps(round_: Round) -> list[str]:
    """The states the table has next, in the order of a round."""
    return [state for state in S.values if state in ROUND[round_.state]]


def _in_counts(request: PersonRequest, round_: Round) -> dict[str, Any]:
    shown = status.shown(round_, request.user, clock.today())
    lines = [(line, round_chart.of_group(line.count)) for line in shown.lines]
    return {"shown": shown, "lines": lines, "legend": round_chart.thirds()}
