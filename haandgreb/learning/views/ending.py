"""What becomes of an enrolment: taken part, absent, cancelled, handed on; and the talk that was not held in time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.learning.actions import enrolments as actions
from haandgreb.learning.actions import talks
from haandgreb.learning.forms.enrolments import CompleteForm, DaysForm, EndForm, ReplaceForm, TalkForm, values_of
from haandgreb.learning.models import Enrolment
from haandgreb.learning.permissions import may_complete, may_end, may_hand_on, may_set_days
from haandgreb.learning.queries.enrolments import coming_times, is_without_talk
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import staff_of
from haandgreb.shared import clock
from haandgreb.shared.states import Refused

State = Enrolment.State
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_AND_POST)
def complete(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """She has taken part: the last day."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    require(may_complete(enrolment, request.user, today) or _is_over(request, enrolment))
    last = min(enrolment.ends_on or today, today)
    form = CompleteForm(request.POST or None, today=today, initial={"on": last})

    def act() -> str:
        actions.complete(enrolment, on=form.cleaned_data["on"], by=request.user)
        return _("Noted. Now it is to be used: try it within seven days.")

    words = {"title": _("Taken part"), "button": _("Save")}
    return _page(request, enrolment, form, act, words)


@require_http_methods(GET_AND_POST)
def end(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """It comes to nothing, and why."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    require(may_end(enrolment, request.user, today) or _is_over(request, enrolment))
    form = EndForm(request.POST or None, choices=_ends(enrolment))

    def act() -> str:
        actions.end(enrolment, form.cleaned_data["what"], by=request.user, why=form.cleaned_data["why"])
        return _("Saved. Nobody is reminded of this any more.")

    words = {"title": _("It comes to nothing"), "button": _("Save"), "danger": True}
    return _page(request, enrolment, form, act, words)


def _ends(enrolment: Enrolment) -> list[tuple[str, str]]:
    if enrolment.state == State.COMPLETED:
        return [(State.CANCELLED, _("It was noted by mistake: it was not taken part in"))]
    found: list[tuple[str, str]] = [(State.CANCELLED, _("It is cancelled"))]
    if enrolment.state == State.APPROVED and enrolment.starts_on and enrolment.starts_on <= clock.today():
        found.insert(0, (State.ABSENT, _("It was held, without taking part")))
    return found


@require_http_methods(GET_AND_POST)
def days(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """It is on other days, or has its first ones."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    require(may_set_days(enrolment, request.user, today))
    times = coming_times(enrolment.activity, today, but=enrolment)
    form = DaysForm(request.POST or None, times=times, initial=values_of(enrolment))

    def act() -> str:
        try:
            actions.set_days(enrolment, by=request.user, **form.days())
        except actions.Full:
            form.add_error("time", _("No seat is left at this time. Choose another one."))
        except (actions.AlreadyThere, actions.Closed):
            form.add_error("time", _("This time is offered no more. Choose another one."))
        return _("The days are set. What lies before and after has moved along.")

    return _page(request, enrolment, form, act, {"title": _("When is it?"), "button": _("Save")})


@require_http_methods(GET_AND_POST)
def hand_on(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """The manager gives the seat to somebody else; nothing of what was written goes along."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    require(may_hand_on(enrolment, request.user, today) or _is_over(request, enrolment))
    form = ReplaceForm(request.POST or None)

    def act() -> str:
        person, why = form.cleaned_data["person"], form.cleaned_data["why"]
        if person == enrolment.person or person not in staff_of(request.user, today):
            form.add_error("person", _("Choose somebody else of your own staff."))
            return ""
        try:
            actions.replace(enrolment, person=person, by=request.user, why=why)
        except actions.AlreadyThere:
            form.add_error("person", _("This person has a place there already. Choose somebody else."))
            return ""
        return _("%(name)s takes the seat, with a plan of her or his own.") % {"name": person}

    words = {
        "title": _("Somebody else takes the seat"),
        "lede": _("Nothing of what was written in the plan goes along."),
        "button": _("Hand the seat on"),
    }
    return _page(request, enrolment, form, act, words)


@require_http_methods(GET_AND_POST)
def talk(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """A week before the course or less, and no talk: a day for it, or the course without it and why."""
    enrolment, today = seen(request, enrolment_id), clock.today()
    if not is_without_talk(enrolment, today) or enrolment.starts_on is None:
        return redirect("learning:enrolment", enrolment.pk)
    form = TalkForm(request.POST or None, today=today, starts_on=enrolment.starts_on)

    def act() -> str:
        if form.cleaned_data["choice"] == "time":
            talks.agree_time(enrolment, form.cleaned_data["talk_on"], by=request.user)
            return _("The day is noted. A quarter of an hour is enough.")
        talks.go_without(enrolment, form.cleaned_data["why"], by=request.user)
        return _("Noted, with the reason. You can still talk afterwards about what it is to be used for.")

    words = {
        "title": _("You have not had the talk before the course"),
        "lede": _(
            "A quarter of an hour about what it is to be used for. "
            "What do you want: agree on a time, or take part without?"
        ),
        "button": _("Save"),
    }
    return _page(request, enrolment, form, act, words)


def _is_over(request: PersonRequest, enrolment: Enrolment) -> bool:
    """Sent a second time: told in words that it is done, and no error."""
    return request.method == "POST" and enrolment.state in (
        State.ABSENT,
        State.CANCELLED,
        State.REPLACED,
        State.COMPLETED,
    )


def _page(
    request: PersonRequest, enrolment: Enrolment, form: forms.Form, act: Callable[[], str], words: dict[str, Any]
) -> HttpResponse:
    back = reverse("learning:enrolment", args=[enrolment.pk])
    if request.method == "POST" and form.is_valid():
        try:
            done = act()
        except Refused:
            messages.info(request, _("It has been settled already."))
            return redirect(back)
        if form.is_valid():
            messages.success(request, done)
            return redirect(back)
    context = {"form": form, "crumb": str(enrolment.activity), "back": back, **words}
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)
