"""What the views of a group's talk share: who sees it, who leads it, and its two pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from haandgreb.dialogues.actions.group_own import note_draft
from haandgreb.dialogues.forms.group import CardForm, DotsForm, LevelsForm, NoteForm, PointForm, PrivateForm, ThemesForm
from haandgreb.dialogues.models import GroupTalk
from haandgreb.dialogues.queries import group as queries
from haandgreb.organisation.editing import require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.rules import is_own_path
from haandgreb.shared import clock

State = GroupTalk.State


def talk_of(request: PersonRequest, talk_id: UUID) -> GroupTalk:
    """The talk, for those in it and who leads it; 404 for everybody else."""
    found = queries.seen(request.user, talk_id, clock.today())
    if found is None:
        raise Http404
    return found


def led(request: PersonRequest, talk_id: UUID) -> GroupTalk:
    """The talk, for who leads it today; 403 for its members."""
    found = talk_of(request, talk_id)
    require(queries.leads(found, request.user, clock.today()))
    return found


def card_draft(talk: GroupTalk) -> str:
    """The name under which a half-written card is kept."""
    return f"dialogues-group-card-{talk.pk}"


def own(
    request: PersonRequest, talk: GroupTalk, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The reader's own page, with a form that came back in place of an empty one."""
    context = queries.own_page(talk, request.user, clock.today())
    note = context["note"]
    note_form = NoteForm(initial={"text": note.text if note else ""}, auto_id="note-%s")
    card_form = CardForm(auto_id="card-%s")
    drafted = with_draft(request, note_draft(talk), note_form)
    card_drafted = with_draft(request, card_draft(talk), card_form)
    context |= {
        "note_form": note_form,
        "note_version": version_in(drafted, note.version if note else 1),
        "note_draft": note_draft(talk),
        "note_drafted": drafted,
        "card_form": card_form,
        "card_draft": card_draft(talk),
        "card_drafted": card_drafted,
        "private_form": PrivateForm(auto_id="private-%s"),
        "themes_form": ThemesForm(initial={"themes": talk.themes}),
        "late": False,
    }
    if talk.state == State.VOTING:
        context["dots_form"] = DotsForm(cards=context["cards"], each=talk.dots_each, given=context["dots"])
    if talk.levels_open:
        context["levels_form"] = LevelsForm(spokes=context["spokes"])
    return render(request, "dialogues/group/own.html", context | (bound or {}), status=status)


def screen(
    request: PersonRequest, talk: GroupTalk, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The screen all look at."""
    context = queries.screen_page(talk, request.user, clock.today())
    context["point_form"] = PointForm(auto_id="point-%s")
    context["own_address"] = request.build_absolute_uri(reverse("dialogues:group", args=[talk.pk]))
    return render(request, "dialogues/group/screen.html", context | (bound or {}), status=status)


def back(request: PersonRequest, talk: GroupTalk) -> HttpResponse:
    """To where the form stood: a page of ours, else the reader's own page of the talk."""
    wanted = request.POST.get("next", "")
    return redirect(wanted) if is_own_path(wanted) else redirect("dialogues:group", talk.pk)


def sent_id(request: PersonRequest, name: str) -> UUID:
    """An id a form sent; 404 for anything else."""
    found = sent_ids(request, name)
    if len(found) != 1:
        raise Http404
    return found[0]


def sent_ids(request: PersonRequest, name: str) -> list[UUID]:
    """The ids a form sent; what is none is left out."""
    found = []
    for text in request.POST.getlist(name):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
