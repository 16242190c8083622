"""The evaluation of a round: opened by the works council, answered by those who talked, read by everybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues import evaluation_chart
from haandgreb.dialogues.actions import evaluation as actions
from haandgreb.dialogues.forms.evaluation import CommentsForm, OpenForm
from haandgreb.dialogues.models import Evaluation, Round
from haandgreb.dialogues.permissions import may_check
from haandgreb.dialogues.queries import evaluation as queries
from haandgreb.organisation.editing import only_once, version_in
from haandgreb.organisation.http import PersonRequest, without_name
from haandgreb.organisation.permissions import is_hr_for_all, is_works_council
from haandgreb.questions.forms import AnswerForm, answer_form
from haandgreb.questions.reading import read_row
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale


def _for_council(request: PersonRequest) -> None:
    if not may_check(request.user, clock.today()):
        raise Http404


def _evaluation(evaluation_id: UUID) -> Evaluation:
    """The evaluation, closed where its last day has passed: no page waits for the clock."""
    rows = Evaluation.objects.select_related("round__kind", "question_set")
    found = get_object_or_404(rows, pk=evaluation_id)
    now = clock.now()
    if found.closed_at is None and not actions.is_open(found, now):
        actions.close(found, by=None, now=now)
        found.refresh_from_db()
    return found


@require_http_methods(["GET", "POST"])
def evaluation_new(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """Ask everybody who has talked in a round."""
    _for_council(request)
    found = get_object_or_404(Round, pk=round_id, kind__is_group=False)
    form = OpenForm(request.POST or None, initial={"when": Evaluation.When.AFTER})
    if request.method == "POST" and form.is_valid():
        try:
            address, is_new = only_once(request, lambda: _open(request, found, form))
        except actions.WrongDay:
            form.add_error("closes_on", _("Choose a day after today, and at most sixty days from now."))
        except actions.TooSoon:
            form.add_error("when", _("The same people were asked less than thirty days ago, or are being asked now."))
        except actions.TooFew:
            form.add_error("when", _("Fewer than five have talked. Talk about it instead: nobody could be anonymous."))
        else:
            if is_new:
                messages.success(request, _("Sent. Whoever is asked has it on her own page."))
            return redirect(address)
    people = len(actions.asked_in(found, clock.today()))
    context = {"form": form, "round": found, "people": people}
    return render(request, "dialogues/council/evaluation_new.html", context, status=422 if form.errors else 200)


def _open(request: PersonRequest, found: Round, form: OpenForm) -> str:
    made = actions.open_evaluation(found, by=request.user, **form.cleaned_data)
    return reverse("dialogues:evaluation", args=[made.pk])


@without_name
@require_http_methods(["GET", "POST"])
def evaluate(request: PersonRequest, evaluation_id: UUID) -> HttpResponse:
    """Answer without a name. Nothing is kept while one types, and what was sent is never shown again."""
    found = _evaluation(evaluation_id)
    if found.closed_at is not None:
        return _over(request, found)
    if not queries.may_answer(found.pk, request.user):
        return render(request, "dialogues/council/evaluate_thanks.html", {"evaluation": found})
    form = _form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_evaluation(found.pk, form.values(), by=request.user)
        except actions.NotOpen:
            return _over(request, found)
        except actions.NoKey:
            pass  # sent before, from another window
        return redirect("dialogues:evaluate", found.pk)
    context = {"evaluation": found, "form": form, "set": read_row(found.question_set)}
    return render(request, "dialogues/council/evaluate.html", context, status=422 if form.errors else 200)


def _form(found: Evaluation, data: Any) -> AnswerForm:
    form = answer_form(read_row(found.question_set), data)
    if not found.asks_openly:
        form.fields.pop(actions.COMMENT, None)
    return form


def _over(request: PersonRequest, found: Evaluation) -> HttpResponse:
    return render(request, "dialogues/council/evaluate_over.html", {"evaluation": found}, status=410)


@require_GET
def evaluation(request: PersonRequest, evaluation_id: UUID) -> HttpResponse:
    """The result for everybody, once it is closed; before that the works council sees that it runs, and no figure."""
    found = _evaluation(evaluation_id)
    may_run = may_check(request.user, clock.today())
    result = queries.result_of(found)
    if result is None and not may_run:
        raise Http404
    context = {
        "evaluation": found,
        "result": result,
        "may_run": may_run,
        "reads_first": may_run and bool(found.comments),
        "rows": evaluation_chart.rows_of(result) if result is not None else [],
        "words": evaluation_chart.step_words(found.question_set),
    }
    return render(request, "dialogues/council/evaluation.html", context)


@require_POST
def evaluation_close(request: PersonRequest, evaluation_id: UUID) -> HttpResponse:
    """Close it before its last day, for good."""
    _for_council(request)
    actions.close(_evaluation(evaluation_id), by=request.user)
    messages.success(request, _("Closed. The figures are computed once and stay."))
    return redirect("dialogues:evaluation", evaluation_id)


@require_http_methods(["GET", "POST"])
def evaluation_comments(request: PersonRequest, evaluation_id: UUID) -> HttpResponse:
    """What people wrote, for the two who read it first."""
    _for_council(request)
    found = _evaluation(evaluation_id)
    if not found.comments:
        raise Http404
    form = CommentsForm(found.comments, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _cut(request, found, form)
        except actions.OnlyCut:
            form.add_error(None, _("Words may be taken out, and nothing put in. Write […] where something was."))
        except Stale:
            messages.error(request, _("The other one changed something meanwhile. Read it again before you say yes."))
            return redirect("dialogues:evaluation_comments", found.pk)
        else:
            messages.success(request, _("Saved. It is shown when both of you have said yes to the same texts."))
            return redirect("dialogues:evaluation", found.pk)
    context = {"evaluation": found, "form": form, "version": version_in(request.POST, found.version)}
    return render(request, "dialogues/council/evaluation_comments.html", context, status=422 if form.errors else 200)


def _cut(request: PersonRequest, found: Evaluation, form: CommentsForm) -> None:
    today = clock.today()
    actions.cut(
        found,
        form.texts(),
        version=version_in(request.POST, 0),
        by=request.user,
        as_hr=is_hr_for_all(request.user, today),
        as_council=is_works_council(request.user, today),
    )
