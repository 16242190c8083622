"""What each does in silence on her own page: cards, dots, levels."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.forms.group import CardForm, DotsForm, LevelsForm
from haandgreb.dialogues.models import GroupTalk
from haandgreb.dialogues.queries import group as queries
from haandgreb.dialogues.views import group_pages
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest, without_name
from haandgreb.shared import drafts


def _talk(request: PersonRequest, talk_id: UUID) -> GroupTalk:
    talk = group_pages.talk_of(request, talk_id)
    require(queries.is_member(talk, request.user))
    return talk


@require_POST
def card(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """A silent card. Where the cards were shown meanwhile it is not shown, and not lost."""
    talk = _talk(request, talk_id)
    form = CardForm(request.POST, auto_id="card-%s")
    if not form.is_valid():
        return group_pages.own(request, talk, {"card_form": form}, 422)

    def act() -> str:
        cards.write(talk, form.cleaned_data["text"], by=request.user, need=form.cleaned_data["need"])
        drafts.drop(request.user, group_pages.card_draft(talk))
        return reverse("dialogues:group", args=[talk.pk])

    try:
        only_once(request, act)
    except cards.NotSilentAnyMore:
        return group_pages.own(request, talk, {"card_form": form, "late": True}, 409)
    except cards.TooMany:
        messages.warning(request, _("You have written as many cards as there is room for. Delete one first."))
        return group_pages.own(request, talk, {"card_form": form}, 409)
    return redirect(reverse("dialogues:group", args=[talk.pk]) + "#write")


@require_POST
def own_card(request: PersonRequest, talk_id: UUID, card_id: UUID) -> HttpResponse:
    """One's own silent card, written anew or deleted. Anybody else's is not found."""
    talk = _talk(request, talk_id)
    found = get_object_or_404(talk.points.filter(writer=request.user, what="need"), pk=card_id)
    form = CardForm(request.POST, auto_id=f"own-{card_id}-%s")
    try:
        if request.POST.get("act") == "delete":
            cards.delete(found, by=request.user)
        elif form.is_valid():
            text, need = form.cleaned_data["text"], form.cleaned_data["need"]
            cards.change(found, text, by=request.user, need=need)
        else:
            return group_pages.own(request, talk, {"own_form": form, "own_id": card_id}, 422)
    except cards.NotSilentAnyMore:
        messages.warning(request, _("The cards were shown meanwhile. Yours lies there as you first wrote it."))
    return redirect(reverse("dialogues:group", args=[talk.pk]) + "#write")


@require_POST
def done(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """I have written what I have, or write on. Only how many are done is shown."""
    talk = _talk(request, talk_id)
    try:
        cards.say_done(talk, request.POST.get("act") != "back", by=request.user)
    except cards.NotSilentAnyMore:
        messages.warning(request, _("The cards are shown already."))
    return redirect("dialogues:group", talk.pk)


@without_name
@require_POST
def dots(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """My dots; sent again they replace the earlier ones until they are counted."""
    talk = _talk(request, talk_id)
    form = DotsForm(request.POST, cards=queries.cards(talk), each=talk.dots_each, given={})
    if not form.is_valid():
        return group_pages.own(request, talk, {"dots_form": form}, 422)
    try:
        replaced = votes.give_dots(talk, form.dots(), by=request.user, yes=form.cleaned_data["yes"])
    except votes.NotOpen:
        messages.warning(request, _("The dots are counted already. Say aloud what you think."))
    except votes.WrongDots:
        messages.warning(request, _("The cards were changed meanwhile. Give your dots again."))
    else:
        given = _("Kept. Nobody can see your dots, and nobody sees any until all have given theirs.")
        messages.success(request, _("Your new dots count instead of the earlier ones.") if replaced else given)
    return redirect("dialogues:group", talk.pk)


@without_name
@require_POST
def levels(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """My own levels, for the group's wheel alone."""
    talk = _talk(request, talk_id)
    form = LevelsForm(request.POST, spokes=queries.spokes(talk))
    if not form.is_valid():
        return group_pages.own(request, talk, {"levels_form": form}, 422)
    try:
        votes.give_levels(talk, form.levels(), by=request.user)
    except (votes.NotOpen, votes.WrongDots):
        messages.warning(request, _("The levels are counted already. Nothing of yours was kept."))
    else:
        messages.success(request, _("Kept without your name. Only how many said what is shown."))
    return redirect("dialogues:group", talk.pk)
