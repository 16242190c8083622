"""A time for the talk: proposed, picked, moved, taken back, postponed; and many at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.actions import calendar
from haandgreb.dialogues.actions.booking import CannotBook, Why
from haandgreb.dialogues.forms.booking import (
    ASKED,
    BOOKED,
    FillForm,
    ManyForm,
    PostponeForm,
    Slot,
    TimeForm,
    as_sent,
    read_slots,
)
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.permissions import MANAGER, side_of
from haandgreb.dialogues.queries import booking as queries
from haandgreb.dialogues.rules.times import row_of_times
from haandgreb.dialogues.views.seen import seen
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import units_managed_by
from haandgreb.shared import clock, ical
from haandgreb.shared.holidays import is_working_day
from haandgreb.shared.versions import Stale

SAID = {
    Why.HELD: gettext_lazy("The talk has been held. Its time stands."),
    Why.GONE: gettext_lazy("That time is not proposed any more. Here is how it stands now."),
    Why.PAST: gettext_lazy("That time has passed. Choose another."),
    Why.TAKEN: gettext_lazy("One of you is in another talk then. Choose another time."),
    Why.OTHER: gettext_lazy("Somebody was here before you. Here is how it stands now."),
}


@require_http_methods(["GET", "POST"])
def book(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The talk's time: what is booked or proposed, and a form to propose."""
    dialogue = seen(request, dialogue_id)
    if request.method == "GET" and not queries.can_be_booked(dialogue):
        return redirect("dialogues:dialogue", dialogue.pk)
    time = queries.time_of(dialogue, request.user, clock.now())
    form = TimeForm(request.POST or None, initial={"minutes": dialogue.minutes, "place": dialogue.place})
    if request.method == "POST" and form.is_valid():
        return _proposed(request, dialogue, form)
    context = {"dialogue": dialogue, "time": time, "form": form}
    return render(request, "dialogues/booking/book.html", context, status=422 if form.errors else 200)


def _proposed(request: PersonRequest, dialogue: Dialogue, form: TimeForm) -> HttpResponse:
    times, facts = form.times(), {"minutes": form.cleaned_data["minutes"], "place": form.cleaned_data["place"]}

    def act() -> None:
        if form.cleaned_data["settled"]:
            found = actions.book(dialogue, times[0], by=request.user, **facts)
            _say_booked(request, found)
        else:
            found = actions.propose(dialogue, times, by=request.user, **facts)
            _say_proposed(request, found)

    return _once(request, dialogue, act)


@require_POST
def pick(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Say yes to a time the other has proposed."""
    dialogue = seen(request, dialogue_id)
    try:
        wanted = UUID(request.POST.get("time", ""))
    except ValueError as error:
        raise Http404 from error
    return _once(request, dialogue, lambda: _say_booked(request, actions.pick(dialogue, wanted, by=request.user)))


@require_POST
def release(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Take the booked time back."""
    dialogue = seen(request, dialogue_id)

    def act() -> None:
        actions.release(dialogue, by=request.user)
        messages.success(request, _("The time is taken out of both calendars. Find a new one when it suits you."))

    return _once(request, dialogue, act)


@require_http_methods(["GET", "POST"])
def postpone(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Let the talk wait."""
    dialogue = seen(request, dialogue_id)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        why, until = form.cleaned_data["why"], form.cleaned_data["until"]

        def act() -> None:
            actions.postpone(dialogue, why, until=until, by=request.user)
            messages.success(request, _("The talk is postponed. Either of you can take it up again."))

        return _once(request, dialogue, act)
    context = {"dialogue": dialogue, "form": form}
    return render(request, "dialogues/booking/postpone.html", context, status=422 if form.errors else 200)


@require_POST
def resume(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """Take up a talk that waits."""
    dialogue = seen(request, dialogue_id)

    def act() -> None:
        actions.resume(dialogue, by=request.user)
        messages.success(request, _("The talk is taken up again. Find a time."))

    return _once(request, dialogue, act)


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """No talk this time, after a look at what that means."""
    dialogue = seen(request, dialogue_id)
    require(side_of(dialogue, request.user, clock.today()) == MANAGER)
    if request.method == "POST":

        def act() -> None:
            actions.cancel(dialogue, by=request.user)
            messages.success(request, _("The talk is cancelled. Either of you can take it up again."))

        return _once(request, dialogue, act)
    return render(request, "dialogues/booking/cancel.html", {"dialogue": dialogue})


@require_GET
def file(request: PersonRequest, dialogue_id: UUID) -> HttpResponse:
    """The talk for one's own calendar; it says no more than the mail."""
    dialogue = seen(request, dialogue_id)
    if dialogue.state != Dialogue.State.BOOKED:
        raise Http404
    text = ical.feed([calendar.happening(calendar.booked(dialogue), clock.now())], "")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="talk.ics"'
    return response


@require_http_methods(["GET", "POST"])
def book_all(request: PersonRequest) -> HttpResponse:
    """Times for many: a row for each person without one."""
    now = clock.now()
    today = clock.local_day(now)
    require(bool(units_managed_by(request.user, today)))
    dialogues = queries.to_book(request.user, today)
    usual = {"minutes": dialogues[0].minutes if dialogues else 90}
    fill = FillForm(request.GET if request.GET.get("fill") else None, initial={**usual, "first": today})
    form = ManyForm(request.POST or None, initial=usual | {"minutes": request.GET.get("minutes", usual["minutes"])})
    rows = [Slot(dialogue) for dialogue in dialogues]
    if request.method == "POST":
        minutes = form.cleaned_data.get("minutes", usual["minutes"]) if form.is_valid() else usual["minutes"]
        rows = read_slots(dialogues, request.POST, minutes, queries.booked_by(request.user, now), now)
        if form.is_valid() and (done := _booked_all(request, rows, form)):
            return done
    elif fill.is_bound and fill.is_valid():
        _fill(rows, fill, request, now)
    wrong = [row for row in rows if row.wrong]
    context = {"form": form, "fill": fill, "rows": rows, "wrong": wrong, "most": queries.MOST_AT_ONCE}
    return render(request, "dialogues/booking/all.html", context, status=422 if wrong or form.errors else 200)


def _fill(rows: list[Slot], fill: FillForm, request: PersonRequest, now: datetime) -> None:
    facts = fill.cleaned_data
    busy = queries.booked_by(request.user, now)
    times = row_of_times(
        facts["first"], facts["begins"], facts["ends"], facts["minutes"], facts["pause"], busy, is_working_day
    )
    ahead = (one for one in times if one > now)
    for row, moment in zip((row for row in rows if not row.dialogue.proposed_times.all()), ahead, strict=False):
        row.text = as_sent(moment)


def _booked_all(request: PersonRequest, rows: list[Slot], form: ManyForm) -> HttpResponse | None:
    """Where the form leads once all its rows are in order; None where a row is wrong."""
    wanted = {row.dialogue: row.moment for row in rows if row.moment is not None}
    if any(row.wrong for row in rows):
        return None
    facts = {"minutes": form.cleaned_data["minutes"], "place": form.cleaned_data["place"]}
    at_once = form.cleaned_data["at_once"] == "yes"
    page = reverse("dialogues:book_all")

    def act() -> str:
        done = actions.book_all(wanted, at_once=at_once, by=request.user, **facts)
        if done:
            messages.success(request, (BOOKED if at_once else ASKED) % {"n": done})
            _name_without_mail(request, [dialogue.person for dialogue in wanted if not dialogue.person.email])
        else:
            messages.info(request, _("Write a time in at least one row."))
        return page

    try:
        address, _done = only_once(request, act)
    except (CannotBook, Stale) as error:
        _complain(request, error)
        address = page
    return redirect(address)


def _once(request: PersonRequest, dialogue: Dialogue, act: Callable[[], None]) -> HttpResponse:
    """Do it once, and come back to the talk's page; what could not be done is said there."""
    page = reverse("dialogues:dialogue", args=[dialogue.pk])

    def done() -> str:
        act()
        return page

    try:
        address, _done = only_once(request, done)
    except (CannotBook, Stale) as error:
        _complain(request, error)
        address = page
    return redirect(address)


def _complain(request: PersonRequest, error: Exception) -> None:
    why = error.why if isinstance(error, CannotBook) else Why.OTHER
    if why is Why.NOT_YOURS:
        raise Http404
    messages.warning(request, str(SAID[why]))


def _say_booked(request: PersonRequest, dialogue: Dialogue) -> None:
    assert dialogue.starts_at is not None
    facts = {"when": calendar.when(dialogue.starts_at, dialogue.minutes)}
    messages.success(request, _("Booked: %(when)s. It is on its way to both calendars.") % facts)
    two = [one for one in (dialogue.person, dialogue.manager) if one is not None]
    _name_without_mail(request, [one for one in two if not one.email and one.pk != request.user.pk])


def _say_proposed(request: PersonRequest, dialogue: Dialogue) -> None:
    other: Any = queries.other_of(dialogue, request.user)
    messages.success(request, _("%(name)s is asked to pick.") % {"name": other})
    _name_without_mail(request, [other] if not other.email else [])


def _name_without_mail(request: PersonRequest, people: list[Any]) -> None:
    for person in people[:20]:
        text = _("%(name)s has no mail address. It waits on %(name)s's own page; give word yourself.")
        messages.warning(request, text % {"name": person})
