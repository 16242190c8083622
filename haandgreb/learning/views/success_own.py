"""What a person meets of a study: the survey, and the card about her; and the talk HR writes down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.confidentiality.queries import kept_words
from haandgreb.learning.actions import success as actions
from haandgreb.learning.actions import success_keeping
from haandgreb.learning.forms.success import ConsentForm, HighForm, LowForm, SurveyForm
from haandgreb.learning.models import SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.permissions import may_study_success
from haandgreb.learning.rules.success import HIGH
from haandgreb.learning.success_pages import card_of
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import version_in
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

_READ = ("study__analyst", "enrolment__activity", "enrolment__person")


@require_http_methods(["GET", "POST"])
def survey(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    """The five items; or "I would rather not", without a reason."""
    mine = SuccessAnswer.objects.filter(enrolment__person=request.user).select_related(*_READ)
    found = get_object_or_404(mine, pk=answer_id)
    study = found.study
    is_open = study.state == SuccessStudy.State.ASKING and study.closes_on is not None
    is_open = is_open and clock.today() <= (study.closes_on or clock.today())
    form = SurveyForm(request.POST or None, initial=_said(found))
    if request.method == "POST" and (request.POST.get("act") == "decline" or form.is_valid()):
        return _answer(request, found, form)
    kept = kept_words(success_keeping.KEY)
    context = {"form": form, "answer": found, "study": study, "is_open": is_open, "kept": kept}
    return render(request, "learning/success/survey.html", context, status=422 if form.errors else 200)


def _answer(request: PersonRequest, found: SuccessAnswer, form: SurveyForm) -> HttpResponse:
    try:
        if request.POST.get("act") == "decline":
            actions.decline(found, by=request.user)
            messages.success(request, _("That is quite all right. Nobody asks why."))
        else:
            actions.answer(found, form.cleaned_data, by=request.user)
            messages.success(request, _("Thank you. You can change it until the survey closes."))
    except actions.NotOpen:
        messages.error(request, _("The survey is closed. Your answer was not kept."))
    return redirect("learning:success_survey", found.pk)


def _said(found: SuccessAnswer) -> dict[str, Any]:
    if found.answered_on is None:
        return {}
    talk = "yes" if found.may_talk else "no"
    return {"use": found.use, "result": found.result, "what": found.what, "mattered": found.mattered, "may_talk": talk}


@require_http_methods(["GET", "POST"])
def talk(request: PersonRequest, answer_id: UUID) -> HttpResponse:
    """The guide of the talk with its answers: for HR, with somebody who said yes."""
    if not may_study_success(request.user, clock.today()):
        raise Http404
    return edit_page(request, "learning/success/talk.html", lambda: _editing(request, answer_id))


def _editing(request: PersonRequest, answer_id: UUID) -> Editing:
    chosen = SuccessAnswer.objects.exclude(sample="").filter(may_talk=True).select_related(*_READ, "case")
    found = get_object_or_404(chosen, pk=answer_id, study__state=SuccessStudy.State.TALKING)
    case: SuccessCase | None = getattr(found, "case", None)
    kind = HighForm if found.sample == HIGH else LowForm
    initial = _case_facts(case, kind) if case is not None else {"held_on": clock.today(), "act": found.what}
    form = kind(request.POST or None, initial=initial)

    def save(version: int | None) -> None:
        # Who saw no card where somebody has written one since, has not read it.
        read = version if case is not None or version is None else 0
        actions.write_case(found, _facts(form), version=read, by=request.user)

    thing = case if case is not None else SuccessCase(answer=found, version=1)
    texts = {name: value for name, value in initial.items() if isinstance(value, str)}
    return Editing(
        thing,
        form,
        "success case changed",
        save,
        texts=texts,
        choices={name: value for name, value in initial.items() if name not in texts},
        back=reverse("learning:success_study", args=[found.study_id]),
        done=_("Saved. The person reads the card on her own page and says how far it may be told."),
        draft_key=f"success-talk-{found.pk}",
        context={"answer": found, "study": found.study, "case": case, "is_high": found.sample == HIGH},
    )


def _facts(form: HighForm | LowForm) -> dict[str, Any]:
    return dict(form.cleaned_data)


def _case_facts(case: SuccessCase, kind: type[HighForm | LowForm]) -> dict[str, Any]:
    return {name: getattr(case, name) for name in kind.base_fields}


@require_http_methods(["GET", "POST"])
def card(request: PersonRequest, case_id: UUID) -> HttpResponse:
    """The card about me: I read it and say how far it may be told, and can take that back."""
    mine = SuccessCase.objects.filter(answer__enrolment__person=request.user)
    rows = mine.select_related("answer__study__analyst", "answer__enrolment__activity", "owner", "practice")
    case = get_object_or_404(rows, pk=case_id)
    form = ConsentForm(request.POST or None, initial={"consent": case.consent, "with_name": case.with_name})
    if request.method == "POST" and form.is_valid():
        try:
            actions.consent(case, version=version_in(request.POST, 0), by=request.user, **_consent(form))
            messages.success(request, _("Saved. You can change it whenever you want."))
            return redirect("learning:success_card", case.pk)
        except Stale:
            messages.error(
                request, _("The card was changed meanwhile. Read it, and say how far this text may be told.")
            )
            return redirect("learning:success_card", case.pk)
    context = {"case": case, "card": card_of(case), "form": form, "is_high": case.answer.sample == HIGH}
    context |= {"kept": kept_words(success_keeping.KEY)}
    return render(request, "learning/success/card.html", context, status=422 if form.errors else 200)


def _consent(form: ConsentForm) -> dict[str, Any]:
    return {"how_far": form.cleaned_data["consent"], "with_name": form.cleaned_data["with_name"]}
