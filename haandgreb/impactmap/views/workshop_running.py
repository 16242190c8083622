"""The one screen a workshop is run on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from haandgreb.impactmap.actions import workshop as actions
from haandgreb.impactmap.actions import workshop_cards as cards
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.actions import workshop_notes as notes
from haandgreb.impactmap.models import Workshop, WorkshopNote
from haandgreb.impactmap.permissions import may_run_workshop
from haandgreb.impactmap.queries import workshop as queries
from haandgreb.impactmap.queries.workshop_sentences import practices_to_mark
from haandgreb.impactmap.rules.workshop import LAST
from haandgreb.impactmap.views.workshop_common import State, run_by, sent_version, workshop_of
from haandgreb.organisation.editing import number, only_once
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

MORE_MINUTES = 2


@require_GET
def run(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """The facilitator's screen; who only takes part is led to her own page."""
    found = workshop_of(request, workshop_id)
    if found.state == State.RUNNING and may_run_workshop(request.user, found, clock.today()):
        return _screen(request, found)
    page = reverse("impactmap:workshop", args=[found.pk])
    if request.htmx:
        # The screen asks every few seconds; it moves on when somebody has closed the workshop.
        return HttpResponse(headers={"HX-Redirect": page})
    return redirect(page)


@require_POST
def begin(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Begin now, whoever is there."""
    found = run_by(request, workshop_id)
    return _acted(request, found, lambda: actions.begin(found, by=request.user))


@require_POST
def clock_act(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Pause, go on, two minutes more, or another step."""
    found = run_by(request, workshop_id)
    act = request.POST.get("act", "")
    if act == "more":
        return _acted(request, found, lambda: only_once(request, lambda: _more(request, found)))
    if act == "pause":
        return _acted(request, found, lambda: actions.pause(found, by=request.user))
    if act == "resume":
        return _acted(request, found, lambda: actions.resume(found, by=request.user))
    if act == "reopen":
        return _acted(request, found, lambda: actions.go_on_with(found, by=request.user))
    step, version = number(request, "step"), sent_version(request)
    return _acted(request, found, lambda: actions.go(found, step, version=version, by=request.user))


def _more(request: PersonRequest, found: Workshop) -> str:
    actions.give_more_time(found, MORE_MINUTES, by=request.user)
    return reverse("impactmap:workshop_run", args=[found.pk])


@require_POST
def round_act(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Open what was written or marked in silence, or begin one more silent round."""
    found = run_by(request, workshop_id)
    version, by = sent_version(request), request.user
    opens = request.POST.get("act") == "open"
    if found.step == LAST:
        act = marks.open_marks if opens else marks.mark_again
        return _acted(request, found, lambda: act(found, version=version, by=by))
    if opens:
        return _acted(request, found, lambda: notes.open_round(found, version=version, by=by))
    return _acted(request, found, lambda: notes.write_again(found, version=version, by=by))


@require_POST
def sort(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Merge the ticked notes, part them again, let one lie, take one up, or choose one as a moment."""
    found = run_by(request, workshop_id)
    act, _colon, which = request.POST.get("act", "").partition(":")
    version, by = sent_version(request), request.user
    if act == "merge":
        ticked = _notes(found, request.POST.getlist("note"))
        if len(ticked) < 2:
            messages.warning(request, _("Tick at least two notes that say the same."))
        return _acted(request, found, lambda: notes.merge(found, ticked, version=version, by=by))
    note = next(iter(_notes(found, [which])), None)
    if note is None:
        return _acted(request, found, lambda: None)
    if act == "part":
        return _acted(request, found, lambda: notes.part(found, note, version=version, by=by))
    if act == "moment":
        return _acted(request, found, lambda: cards.choose_moment(found, note, by=by))
    fate = WorkshopNote.Fate.LIES if act == "lie" else WorkshopNote.Fate.FREE
    return _acted(request, found, lambda: notes.settle(found, note, fate, version=version, by=by))


def _notes(found: Workshop, ids: list[str]) -> list[WorkshopNote]:
    """Of the ids those of notes that are shown here."""
    wanted = set(ids)
    return [one for one in found.notes.filter(writer=None) if str(one.pk) in wanted]


@require_POST
def cut(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """Close the ticked sentences' practices; none ticked: everything stays."""
    found = run_by(request, workshop_id)
    wanted = set(request.POST.getlist("practice"))
    chosen = [one for one in practices_to_mark(found) if str(one.pk) in wanted]

    def act() -> None:
        closed = marks.cut(found, chosen, version=sent_version(request), by=request.user)
        if closed:
            text = ngettext(
                "%(n)s sentence is cut. What it said can still be read.",
                "%(n)s sentences are cut. What they said can still be read.",
                len(closed),
            )
            messages.success(request, text % {"n": len(closed)})
        else:
            messages.success(request, _("Everything stays."))

    return _acted(request, found, act)


@require_POST
def close(request: PersonRequest, workshop_id: UUID) -> HttpResponse:
    """It is over."""
    found = run_by(request, workshop_id)
    try:
        actions.close(found, by=request.user)
    except actions.WrongState:
        messages.warning(request, _("The workshop has not begun."))
    return redirect("impactmap:workshop", found.pk)


def _acted(request: PersonRequest, found: Workshop, act: Callable[[], object]) -> HttpResponse:
    """
    Do it, and show the screen as it is now: a part of it to htmx, the whole page by a redirect to others.

    Who was second is told, and sees what the first one did.
    """
    try:
        act()
    except Stale:
        messages.warning(request, _("Somebody else was a moment faster. This is how it stands now; nothing was lost."))
    except cards.AlreadyUsed:
        messages.warning(request, _("This note is on the map already."))
    except actions.WrongState:
        messages.warning(request, _("That does not fit where the workshop is now."))
    found = workshop_of(request, found.pk)
    if request.htmx and found.state == State.RUNNING:
        return _screen(request, found)
    return redirect("impactmap:workshop_run" if found.state == State.RUNNING else "impactmap:workshop", found.pk)


def _screen(request: PersonRequest, found: Workshop) -> HttpResponse:
    context = queries.run_page(found, clock.now())
    drawn = request.GET.get("key", "")
    if drawn and drawn != context["key"]:
        return HttpResponse(headers={"HX-Refresh": "true"})
    part = request.htmx
    return render(request, "impactmap/workshop/_run.html" if part else "impactmap/workshop/run.html", context)
