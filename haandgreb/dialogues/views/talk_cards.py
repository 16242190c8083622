"""Cards of the board: a new one, one of them, turned over, taken away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.dialogues.actions import talk as clock_actions
from haandgreb.dialogues.actions import talk_cards as actions
from haandgreb.dialogues.forms.talk import CardForm, MiddleForm
from haandgreb.dialogues.models import Card
from haandgreb.dialogues.queries.talk_board import Board, Laid, board
from haandgreb.dialogues.queries.talk_reading import Reader
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.views.talk import address, at_of, card_form, closed, draft_key, reader, screen
from haandgreb.organisation.editing import Change, conflict_with, only_once, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts
from haandgreb.shared.versions import Stale

Column = Card.Column


@require_POST
def add(request: PersonRequest, dialogue_id: UUID, column: str) -> HttpResponse:
    """A new card in a side's column."""
    who = reader(request, dialogue_id)
    if column not in (Column.MINE, Column.WORK):
        raise Http404
    form = card_form(column, request.POST)
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    if not form.is_valid():
        return screen(request, who, {"bound_cards": {column: form}}, 422)

    def act() -> str:
        actions.add(who.dialogue, column, form.cleaned_data["text"], by=request.user)
        return address(who.dialogue, at_of(request), "boardbox")

    try:
        found, _done = only_once(request, act)
    except clock_actions.Closed:
        return closed(request, who)
    except actions.TooMany:
        form.add_error("text", _("There is no room for more cards. Take one away first."))
        return screen(request, who, {"bound_cards": {column: form}}, 422)
    return redirect(found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_in_the_middle(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """A new card of both: what it says, and what it builds on."""
    who = reader(request, dialogue_id)
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    key, laid = draft_key(who.dialogue, "card-new"), board(who)
    form = _middle_form(request, laid)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            facts = {"only": form.cleaned_data["only"], "points_to": form.points_to}
            actions.add(who.dialogue, Column.OURS, form.cleaned_data["text"], by=request.user, **facts)
            drafts.drop(request.user, key)
            return address(who.dialogue, at_of(request), "boardbox")

        found = _try(request, form, lambda: only_once(request, act)[0])
        if found is not None:
            return redirect(found)
    return _page(request, who, form, None, key, laid)


def _try(request: PersonRequest, form: CardForm, act: Any) -> str | None:
    """Where the act leads; None where the form came back with a word about why."""
    try:
        return str(act())
    except actions.TooMany:
        form.add_error("text", _("There is no room for more cards. Take one away first."))
    except actions.PointsNowhere:
        form.add_error(None, _("A card you pointed to is not there any more. Choose again."))
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, dialogue_id: UUID, card_id: UUID) -> HttpResponse:
    """Write a card anew; of the middle also what it builds on. Of two at once the second chooses."""
    who = reader(request, dialogue_id)
    laid = board(who)
    one = _card(laid, card_id)
    require(one.may_change)
    if who.dialogue.state not in OPEN_STATES:
        return closed(request, who)
    key = draft_key(who.dialogue, f"card-{card_id}")
    if request.POST.get("keep") == "theirs" or request.POST.get("act") == "drop":
        drafts.drop(request.user, key)
        return redirect(address(who.dialogue, at_of(request), "boardbox"))
    form = _form(request, laid, one)
    if request.method == "POST" and form.is_valid():
        try:
            if _try(request, form, lambda: _change(request, one, form)) is not None:
                drafts.drop(request.user, key)
                return redirect(address(who.dialogue, at_of(request), "boardbox"))
        except Stale:
            return _both(request, who, form, one, key)
    return _page(request, who, form, one, key, laid)


def _change(request: PersonRequest, one: Laid, form: CardForm) -> str:
    facts: dict[str, Any] = {}
    if isinstance(form, MiddleForm):
        facts = {"only": form.cleaned_data["only"], "points_to": form.points_to}
    version = version_in(request.POST, 0)
    actions.change(one.card, form.cleaned_data["text"], by=request.user, version=version, **facts)
    return "changed"


def _both(request: PersonRequest, who: Reader, form: CardForm, one: Laid, key: str) -> HttpResponse:
    laid = board(who)
    now = _card(laid, one.card.pk)
    change = Change(now.card.changed_by, now.card.changed_at)
    choices: dict[str, Any] = {}
    if isinstance(form, MiddleForm):
        choices = {name: value for name, value in _initial(now).items() if name != "text"}
    conflict = conflict_with(form, {"text": now.words or ""}, now.card.version, change, choices)
    if conflict is None:
        drafts.drop(request.user, key)
        return redirect(address(who.dialogue, at_of(request), "boardbox"))
    return _page(request, who, form, now, key, laid, {"conflict": conflict})


@require_POST
def turn(request: PersonRequest, dialogue_id: UUID, card_id: UUID) -> HttpResponse:
    """Turn a card over, turn it back, or take it away."""
    who = reader(request, dialogue_id)
    one = _card(board(who), card_id)
    require(one.may_change)
    act = request.POST.get("act", "")
    try:
        if act == "show":
            actions.show(one.card, by=request.user)
        elif act == "back":
            actions.turn_back(one.card, by=request.user)
        elif act == "remove":
            actions.remove(one.card, by=request.user)
            drafts.drop(request.user, draft_key(who.dialogue, f"card-{card_id}"))
    except clock_actions.Closed:
        return closed(request, who)
    except actions.Joined:
        messages.warning(request, _("A card in the middle builds on this one, so it stays. Change that card first."))
    return redirect(address(who.dialogue, at_of(request), "boardbox"))


def _card(laid: Board, card_id: UUID) -> Laid:
    """A card she reads; any other is not there."""
    everywhere = [one for _column, cards in laid.columns for one in cards] + list(laid.earlier)
    found = next((one for one in everywhere if one.card.pk == card_id), None)
    if found is None:
        raise Http404
    return found


def _initial(one: Laid) -> dict[str, Any]:
    if one.card.column != Column.OURS:
        return {"text": one.words or ""}
    pointed = {
        name: [str(under.card.pk) for under in one.builds_on if under.card.column == name] for name in ("mine", "work")
    }
    return {"text": one.words or "", "only": one.card.only, **pointed}


def _form(request: PersonRequest, laid: Board, one: Laid) -> CardForm:
    if one.card.column == Column.OURS:
        return _middle_form(request, laid, _initial(one))
    return CardForm(request.POST or None, initial=_initial(one))


def _middle_form(request: PersonRequest, laid: Board, initial: dict[str, Any] | None = None) -> MiddleForm:
    sides = {name: [(str(one.card.pk), one.words or "–") for one in laid.open_of(name)] for name in ("mine", "work")}
    return MiddleForm(request.POST or None, initial=initial or {}, mine=sides["mine"], work=sides["work"])


def _page(
    request: PersonRequest,
    who: Reader,
    form: CardForm,
    one: Laid | None,
    key: str,
    laid: Board,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    drafted = with_draft(request, key, form)
    context = {
        "dialogue": who.dialogue,
        "other": who.other,
        "form": form,
        "one": one,
        "is_middle": isinstance(form, MiddleForm),
        "lacks_cards": not (laid.open_of("mine") and laid.open_of("work")),
        "version": version_in(drafted or request.POST, one.card.version) if one is not None else None,
        "draft_key": key,
        "drafted": drafted,
        "at": at_of(request),
        "back": address(who.dialogue, at_of(request), "boardbox"),
        "page_url": reverse("dialogues:card_edit", args=[who.dialogue.pk, one.card.pk])
        if one is not None
        else reverse("dialogues:card_new", args=[who.dialogue.pk]),
    } | (more or {})
    status = 409 if more else 422 if form.errors else 200
    return render(request, "dialogues/talk/card.html", context, status=status)
