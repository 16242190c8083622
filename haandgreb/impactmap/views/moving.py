"""Linking, moving and closing cards of every kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.impactmap.actions import closing
from haandgreb.impactmap.forms.cards import CloseForm
from haandgreb.impactmap.forms.links import LinkForm, ParentForm
from haandgreb.impactmap.kinds import KINDS, Kind, below, page_of
from haandgreb.impactmap.permissions import editor, may_edit_card
from haandgreb.impactmap.queries import pages
from haandgreb.impactmap.views.common import card_of
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.strategy.actions import links
from haandgreb.strategy.actions.closing import BuiltOn
from haandgreb.strategy.models import Strength

MOVED = gettext_lazy(
    "Somebody has moved this card since the page was drawn. Here is how it lies now; move it again if you like."
)


@require_http_methods(["GET", "POST"])
def link(request: PersonRequest, kind: str, card_id: UUID) -> HttpResponse:
    """Draw a line to a card in the next column, and say how sure we are."""
    found, card = card_of(request, kind, card_id)
    require(may_edit_card(request.user, card, clock.today()))
    words = request.GET.get("q", "")
    groups = pages.candidates(card, request.user, editor(request.user, clock.today()), words)
    form = LinkForm(request.POST or None, groups=groups, initial={"strength": Strength.EXPERIENCE})
    if request.method == "POST" and form.is_valid():
        _connect(request, found, card, form.cleaned_data["to"], form.cleaned_data["strength"])
        messages.success(request, _("They are linked."))
        return redirect(page_of(card))
    shown, more = pages.first_few(groups)
    if request.method == "GET":
        form = LinkForm(groups=shown, initial={"strength": Strength.EXPERIENCE})
    context = {"form": form, "card": card, "kind": found, "words": words, "more": more, "back": page_of(card)}
    context["any"] = bool(groups)
    return render(request, "impactmap/link.html", context, status=422 if form.errors else 200)


def _connect(request: PersonRequest, kind: Kind, card: Any, to: str, strength: str) -> None:
    name, _dash, pk = to.partition("-")
    other_kind, other = card_of(request, name, UUID(pk))
    upper, lower, lower_kind = (other, card, kind) if kind.above == name else (card, other, other_kind)
    assert lower_kind.join is not None
    links.connect(lower_kind.join, upper, lower, by=request.user, strength=strength)


@require_POST
def line(request: PersonRequest, kind: str, card_id: UUID, upper_id: UUID) -> HttpResponse:
    """Change how sure we are of a line, or take it away. The line belongs to the card at its lower end."""
    found, card = card_of(request, kind, card_id)
    require(may_edit_card(request.user, card, clock.today()))
    upper = _above(request, found, upper_id)
    assert found.join is not None
    act = request.POST.get("act", "")
    try:
        if act == "unlink":
            links.disconnect(found.join, upper, card, by=request.user)
            messages.success(request, _("They are no longer linked. Both stand on the map."))
        elif request.POST.get("strength") in Strength.values:
            links.set_strength(found.join, upper, card, request.POST["strength"], by=request.user)
    except links.Moved:
        messages.warning(request, str(MOVED))
    return redirect(_own_path(request) or page_of(card))


@require_POST
def move(request: PersonRequest, kind: str, card_id: UUID) -> HttpResponse:
    """
    Up or down among the cards under the same parent; `go` is how far, and the place it had when the page was drawn.

    Dragged onto a card of the column above, it moves there (`into`).
    """
    found, card = card_of(request, kind, card_id)
    require(may_edit_card(request.user, card, clock.today()))
    under = _above(request, found, _id(request.GET.get("under", "")))
    assert found.join is not None
    try:
        if into := request.POST.get("into", ""):
            target = _above(request, found, _id(into))
            links.reconnect(found.join, card, out_of=under, into=target, by=request.user)
        else:
            steps, seen_at = _go(request.POST.get("go", ""))
            rows = found.join.model._default_manager.filter(**{found.join.upper: under})
            beside = pages.seen(found, request.user).filter(
                pk__in=rows.values(f"{found.join.lower}_id"), state="active"
            )
            among = list(beside.values_list("pk", flat=True))
            if not links.shift(card, steps, among=among, by=request.user, seen_at=seen_at):
                messages.info(request, _("The card stands at the end already."))
                return redirect(_board(request, found, under, card))
    except links.Moved:
        messages.warning(request, str(MOVED))
    else:
        messages.success(request, _("The card is moved."))
    return redirect(_board(request, found, under, card))


def _go(text: str) -> tuple[int, int | None]:
    """ "-1 12" → one up, seen at place 12. Raises 404 for anything else."""
    parts = text.split()
    try:
        steps = int(parts[0])
        seen_at = int(parts[1]) if len(parts) > 1 else None
    except (ValueError, IndexError) as wrong:
        raise Http404 from wrong
    if abs(steps) > 10_000:
        raise Http404
    return steps, seen_at


@require_http_methods(["GET", "POST"])
def parent(request: PersonRequest, kind: str, card_id: UUID) -> HttpResponse:
    """Move the card from one parent to another."""
    found, card = card_of(request, kind, card_id)
    require(may_edit_card(request.user, card, clock.today()))
    leaving = _above(request, found, _id(request.GET.get("from", "")))
    cards = pages.parents_for(card, request.user, leaving.pk)
    form = ParentForm(request.POST or None, cards=cards)
    if request.method == "POST" and form.is_valid():
        into = _above(request, found, UUID(form.cleaned_data["to"]))
        assert found.join is not None
        try:
            links.reconnect(found.join, card, out_of=leaving, into=into, by=request.user)
            messages.success(request, _("It is moved."))
        except links.Moved:
            messages.warning(request, str(MOVED))
        return redirect(page_of(card))
    context = {"form": form, "card": card, "leaving": leaving, "any": bool(cards), "back": page_of(card)}
    return render(request, "impactmap/parent.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, kind: str, card_id: UUID) -> HttpResponse:
    """Close a card with a reason, open it again, or delete what nobody has built on."""
    found, card = card_of(request, kind, card_id)
    if kind not in ("practice", "learning", "activity"):
        raise Http404
    require(may_edit_card(request.user, card, clock.today()))
    act = request.POST.get("act", "")
    form = CloseForm(request.POST if act == "close" else None)
    refused = False
    if act == "delete":
        try:
            closing.delete(card, by=request.user)
        except BuiltOn:
            refused = True
        else:
            messages.success(request, _("It is deleted."))
            return redirect("impactmap:home")
    elif act == "reopen" and kind != "activity":
        closing.reopen(card, by=request.user)
        return redirect(page_of(card))
    elif act == "close" and kind != "activity" and form.is_valid():
        closing.close(card, form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is closed and can still be read. Those who built on it are told."))
        return redirect(page_of(card))
    context = {"form": form, "card": card, "kind": found, "refused": refused, "back": page_of(card)}
    return render(request, "impactmap/close.html", context, status=422 if form.errors else 409 if refused else 200)


def _above(request: PersonRequest, kind: Kind, upper_id: UUID) -> Any:
    """The card one step up that she sees; 404 for others, and for a kind nothing stands above."""
    if kind.name not in KINDS or not kind.above:
        raise Http404
    return card_of(request, kind.above, upper_id)[1]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as wrong:
        raise Http404 from wrong


def _own_path(request: PersonRequest) -> str:
    """Where she came from, of the map's own pages; the page of the card otherwise."""
    back = request.POST.get("back", "")
    kind, _dash, pk = back.partition("-")
    if kind in KINDS and pk:
        return page_of(card_of(request, kind, _id(pk))[1])
    return ""


def _board(request: PersonRequest, kind: Kind, under: Any, card: Any) -> str:
    """Back to the board the card was moved on, at the card."""
    goal = request.POST.get("goal", "")
    if goal:
        board = card_of(request, "goal", _id(goal))[1]
        return f"{reverse('impactmap:goal', args=[board.pk])}#{kind.name}-{card.pk}"
    return page_of(card if below(kind) is not None else under)
