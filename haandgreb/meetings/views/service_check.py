"""The service check: list, beginning, and one page that follows its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings import improving
from haandgreb.meetings.actions import check_decisions, service_check
from haandgreb.meetings.forms.service_check import BookingForm, LookForm, StartForm, VoteForm
from haandgreb.meetings.models import Booking, ServiceCheck
from haandgreb.meetings.permissions import may_lead_check, may_start_check, may_vote_in_check
from haandgreb.meetings.queries import service_check as queries
from haandgreb.meetings.queries.check_scopes import Scope, people_in, scopes, series_in
from haandgreb.organisation.editing import number, only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict, clashes_between

Step = ServiceCheck.Step
PAGE_OR_FORM = ["GET", "HEAD", "POST"]


@require_GET
def checks(request: PersonRequest) -> HttpResponse:
    """The checks I take part in, and where to begin one."""
    context = {
        "checks": queries.checks_of(request.user),
        "may_start": may_start_check(request.user, clock.today()),
        "about": improving.about_check("about"),
        "no_ranking": improving.about_check("no_ranking"),
        "starts": improving.starts(),
    }
    return render(request, "meetings/service_checks.html", context)


@require_http_methods(PAGE_OR_FORM)
def start(request: PersonRequest) -> HttpResponse:
    """Choose the meetings and who votes."""
    today = clock.today()
    require(may_start_check(request.user, today))
    found = {scope.key: scope for scope in scopes(request.user, today)}
    form = StartForm(found.values(), request.POST or None, initial={"title": improving.about_check("title")})
    if request.method == "POST" and form.is_valid():
        try:
            address, _done = only_once(request, lambda: _begin(request, form, found[form.cleaned_data["scope"]]))
        except service_check.NothingToCheck:
            form.add_error("scope", _("There are no meeting series in it. Choose something else."))
        else:
            return redirect(address)
    context = {"form": form, "steps": improving.steps()}
    return render(request, "meetings/service_check_start.html", context, status=422 if form.errors else 200)


def _begin(request: PersonRequest, form: StartForm, scope: Scope) -> str:
    series = series_in(scope, request.user)
    voters = form.cleaned_data["voters"] or people_in(series, clock.today())
    check = service_check.start(
        title=form.cleaned_data["title"], series=series, voters=voters, by=request.user, unit=scope.unit
    )
    return reverse("meetings:check", args=[check.pk])


@require_GET
def check(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """The check at its present step."""
    return _page(request, check_of(request, check_id))


def _page(request: PersonRequest, found: ServiceCheck, status: int = 200, **forms: django_forms.Form) -> HttpResponse:
    context = queries.page(found, request.user, clock.today())
    if found.step == Step.VOTE and context["is_voter"]:
        form = forms.get("vote_form") or _vote_form(request, found)
        context["vote_form"] = form
        context["rows"] = [replace(one, field=form[str(one.row.pk)]) for one in context["rows"]]
    if context["may_lead"]:
        context["booking_form"] = forms.get("booking_form") or BookingForm(initial={"from_day": clock.today()})
        context["look_form"] = forms.get("look_form") or LookForm(initial={"note": found.look_note})
        context["look_draft"] = _look_draft(found)
        if "look_form" not in forms:
            context["look_drafted"] = with_draft(request, _look_draft(found), context["look_form"])
    context |= {
        "no_ranking": improving.about_check("no_ranking"),
        "prompts": improving.prompts(),
        "starts": improving.starts(),
        "verdicts": [verdict for key, verdict in improving.verdicts().items() if key != "missing"],
    }
    return render(request, "meetings/service_check.html", context, status=status)


def _vote_form(request: PersonRequest, found: ServiceCheck) -> VoteForm:
    own = {str(pk): verdict for pk, verdict in queries.own_verdicts(found, request.user).items()}
    return VoteForm(found.rows.all(), initial={**own, "wanted": queries.own_wanted(found, request.user)})


@require_POST
def go_on(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """To the next step."""
    found = _led(request, check_id)
    to = request.POST.get("to", "")
    if to == Step.LOOK:
        done = _("The decisions are made. Each owner has the ball, and you look again in three months.")
        return acted(request, found, lambda: check_decisions.settle(found, by=request.user), done)
    return acted(request, found, lambda: service_check.go_on(found, to=to, by=request.user))


@require_POST
def vote(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """My silent verdicts."""
    found = check_of(request, check_id)
    require(may_vote_in_check(request.user, found))
    form = VoteForm(found.rows.all(), request.POST)
    if not form.is_valid():
        return _page(request, found, 422, vote_form=form)
    return acted(
        request,
        found,
        lambda: service_check.vote(found, form.verdicts(), by=request.user, wanted=form.cleaned_data["wanted"]),
        _("Your verdicts are in. You can change them until the vote ends, and nobody else sees them."),
    )


@require_POST
def book(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Book freed hours."""
    found = _led(request, check_id)
    form = BookingForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, booking_form=form)

    def add() -> str:
        service_check.book(found, **form.cleaned_data, by=request.user)
        return reverse("meetings:check", args=[found.pk])

    return acted(request, found, lambda: only_once(request, add), _("The hours are booked."))


@require_POST
def unbook(request: PersonRequest, check_id: UUID, booking_id: UUID) -> HttpResponse:
    """A booking that came to nothing."""
    found = _led(request, check_id)
    booking = get_object_or_404(Booking.objects.select_related("check_of"), pk=booking_id, check_of=found)
    return acted(request, found, lambda: service_check.unbook(booking, by=request.user), _("The booking is dropped."))


@require_http_methods(PAGE_OR_FORM)
def look(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Three months on: what came of it."""
    found = _led(request, check_id)
    if request.method != "POST" or request.POST.get("keep") == "theirs":
        return redirect("meetings:check", found.pk)
    form = LookForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, look_form=form)
    note = form.cleaned_data["note"]
    try:
        saved = service_check.finish(found, note=note, version=number(request, "version"), by=request.user)
    except service_check.WrongStep:
        return wrong_step(request, found)
    if not saved:
        found.refresh_from_db()
        clashes = clashes_between({"note": note}, {"note": found.look_note}, {"note": str(form.fields["note"].label)})
        conflict = Conflict(str(found.leader), clock.now(), found.version, clashes)
        context = {"check": found, "title": found.title, "conflict": conflict}
        return render(request, "meetings/service_check_conflict.html", context, status=409)
    drafts.drop(request.user, _look_draft(found))
    messages.success(request, _("The service check is finished."))
    return redirect("meetings:check", found.pk)


def _look_draft(found: ServiceCheck) -> str:
    return f"meetings-look-{found.pk}"


def check_of(request: PersonRequest, check_id: UUID) -> ServiceCheck:
    """A check this person takes part in, or 404."""
    rows = ServiceCheck.objects.visible_to(request.user).select_related("leader", "unit")
    return get_object_or_404(rows, pk=check_id)


def _led(request: PersonRequest, check_id: UUID) -> ServiceCheck:
    found = check_of(request, check_id)
    require(may_lead_check(request.user, found))
    return found


def acted(request: PersonRequest, found: ServiceCheck, do: Callable[[], Any], done: str = "") -> HttpResponse:
    """Do it and return to the check, or say that it has gone on meanwhile."""
    try:
        do()
    except service_check.WrongStep:
        return wrong_step(request, found)
    if done:
        messages.success(request, done)
    return redirect("meetings:check", found.pk)


def wrong_step(request: PersonRequest, found: ServiceCheck) -> HttpResponse:
    """Somebody was quicker: nothing is changed, and the page shows where the check is."""
    messages.error(request, _("The check is at another step now. Nothing was changed."))
    return redirect("meetings:check", found.pk)
