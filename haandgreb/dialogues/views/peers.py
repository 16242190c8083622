"""Colleagues prepare each other: my pairs, one of them, and who is put together in a round."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import peers as actions
from haandgreb.dialogues.actions.preparation import BothWrote
from haandgreb.dialogues.forms.peers import AnswersForm
from haandgreb.dialogues.models import Pair, Round
from haandgreb.dialogues.preparation_words import household
from haandgreb.dialogues.queries import peers as queries
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.organisation.editing import require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Clash, Conflict


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """Whom I ask, and who asks me."""
    today = clock.today()
    context = {
        "pairs": queries.mine(request.user),
        "rounds": queries.rounds_to_pair(request.user, today),
    }
    return render(request, "dialogues/peers/mine.html", context)


@require_http_methods(["GET", "POST"])
def pair(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """One pair: the asker reads the questions and the answers, the other one writes them."""
    found = _pair(request, pair_id)
    answered, is_asked = queries.answered(found), found.asked_id == request.user.pk
    if not is_asked:
        require(request.method == "GET")
        return render(request, "dialogues/peers/ask.html", {"pair": found, "answered": answered})
    if not queries.may_answer(found):
        return _closed_page(request, found)
    if request.POST.get("act") == "drop" or request.POST.get("keep") == "theirs":
        drafts.drop(request.user, _draft_key(found))
        return redirect("dialogues:peer", found.pk)
    form = AnswersForm(answered, request.POST if request.method == "POST" else None)
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, found, form)
        if conflict is None:
            text = _("Saved. %(name)s and you can read it, and nobody else.")
            messages.success(request, text % {"name": found.asker})
            return redirect("dialogues:peer", found.pk)
    return _answer_page(request, found, form, conflict)


@require_POST
def met(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """We have talked."""
    found = _pair(request, pair_id)
    actions.say_met(found, by=request.user)
    messages.success(request, _("It is noted that you two have talked."))
    return redirect("dialogues:peer", found.pk)


@require_GET
def of_round(request: PersonRequest, round_id: UUID) -> HttpResponse:
    """The units of a round in which I may put colleagues together, and how far they are."""
    round_ = _round(request, round_id)
    lines = queries.units_to_pair(round_, request.user, clock.today())
    return render(request, "dialogues/peers/round.html", {"round": round_, "lines": lines})


@require_http_methods(["GET", "POST"])
def of_unit(request: PersonRequest, round_id: UUID, unit_id: UUID) -> HttpResponse:
    """Who is with whom in a unit; offer pairs to those who have nobody, or take an offer back."""
    round_, today = _round(request, round_id), clock.today()
    unit = get_object_or_404(Unit, pk=unit_id)
    if not queries.may_pair_in(request.user, unit, today):
        raise Http404
    if request.method == "POST":
        return _change(request, round_, unit)
    context = {
        "round": round_,
        "unit": unit,
        "group": queries.group_of(round_, unit),
        "may_offer": round_.state in queries.OFFERED_IN,
    }
    return render(request, "dialogues/peers/unit.html", context)


def _change(request: PersonRequest, round_: Round, unit: Unit) -> HttpResponse:
    if request.POST.get("act") == "back":
        count = actions.take_back(round_, unit, by=request.user)
        text = ngettext("The offer to one person is taken back.", "The offer to %(n)d people is taken back.", count)
        messages.success(request, text % {"n": count} if count else _("Everybody has begun; nothing was taken back."))
        return redirect("dialogues:peers_unit", round_.pk, unit.pk)
    try:
        actions.offer(round_, unit, by=request.user)
    except actions.NotNow:
        messages.error(request, _("There is nobody to put together here now."))
    else:
        messages.success(request, _("They are put together, and each can see with whom."))
    return redirect("dialogues:peers_unit", round_.pk, unit.pk)


def _pair(request: PersonRequest, pair_id: UUID) -> Pair:
    found = queries.pair_seen(request.user, pair_id)
    if found is None:
        raise Http404
    return found


def _round(request: PersonRequest, round_id: UUID) -> Round:
    found = [one for one in queries.rounds_to_pair(request.user, clock.today()) if one.pk == round_id]
    if not found:
        raise Http404
    return found[0]


def _draft_key(pair: Pair) -> str:
    return f"dialogues-peer-{pair.pk}"


def _save(request: PersonRequest, pair: Pair, form: AnswersForm) -> Conflict | None:
    marks = {name: request.POST[rules.MARK + name] for name in form.fields if rules.MARK + name in request.POST}
    try:
        actions.answer(pair, form.sent(), marks, by=request.user)
    except BothWrote as error:
        return _conflict(pair, form, error)
    drafts.drop(request.user, _draft_key(pair))
    return None


def _conflict(pair: Pair, form: AnswersForm, error: BothWrote) -> Conflict:
    saved = {one.question.key: one.text for one in queries.answered(pair)}
    both = {clash.key for clash in error.clashes}
    sent = form.data
    assert isinstance(sent, QueryDict)
    kept = [(rules.MARK + name, rules.mark(saved[name])) for name in form.fields if name in both]
    for name in form.fields:
        if name not in both:
            kept += [(rules.MARK + name, sent.get(rules.MARK + name, "")), (name, sent.get(name, ""))]
    clashes = [Clash(one.key, str(form.fields[one.key].label), one.mine, one.theirs) for one in error.clashes]
    return Conflict(other="", at=clock.now(), version=0, clashes=clashes, kept=kept)


def _closed_page(request: PersonRequest, pair: Pair) -> HttpResponse:
    """What I said, when the round is over; what was sent too late is shown, so that it can be taken along."""
    answered = queries.answered(pair)
    late = [(one.question, request.POST.get(one.question.key, "").strip()) for one in answered]
    context = {"pair": pair, "answered": answered, "late": [one for one in late if one[1]], "is_mine": True}
    return render(request, "dialogues/peers/ask.html", context, status=409 if request.method == "POST" else 200)


def _answer_page(request: PersonRequest, pair: Pair, form: AnswersForm, conflict: Conflict | None) -> HttpResponse:
    answered = queries.answered(pair)
    drafted = with_draft(request, _draft_key(pair), form)
    source = drafted or (form.data if form.is_bound else {})
    marks = {
        rules.MARK + one.question.key: source.get(rules.MARK + one.question.key) or rules.mark(one.text)
        for one in answered
        if not one.is_lost
    }
    context = {
        "pair": pair,
        "form": form,
        "lines": [(one, form[one.question.key] if not one.is_lost else None) for one in answered],
        "said": [one for one in answered if one.answer is not None and not one.is_lost],
        "marks": marks.items(),
        "drafted": drafted,
        "draft_key": _draft_key(pair),
        "conflict": conflict,
        "household": household(),
        "own": queries.to_prepare(request.user, pair),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/peers/answer.html", context, status=status)
