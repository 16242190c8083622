"""The service check, step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings import improving
from haandgreb.meetings.actions import check as act
from haandgreb.meetings.forms import check as forms
from haandgreb.meetings.models import Booking, CheckedSeries, Series, ServiceCheck
from haandgreb.meetings.permissions import may_lead_check, may_start_check, may_write_purpose
from haandgreb.meetings.queries.check import check_page, checks_of, own_verdicts
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.views.common import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.queries import units_led_by
from haandgreb.shared import clock

Step = ServiceCheck.Step
GET_AND_POST = ["GET", "HEAD", "POST"]


@require_GET
def checks(request: PersonRequest) -> HttpResponse:
    """The checks I take part in, and where to begin one."""
    context = {
        "checks": checks_of(request.user),
        "may_start": may_start_check(request.user, clock.today()),
        "about": improving.about_check("about"),
        "no_ranking": improving.about_check("no_ranking"),
        "starts": improving.starts(),
    }
    return render(request, "meetings/checks.html", context)


@require_http_methods(GET_AND_POST)
def start(request: PersonRequest) -> HttpResponse:
    """Choose the meetings and who votes."""
    today = clock.today()
    require(may_start_check(request.user, today))
    units = list(units_led_by(request.user, today))
    owns = Series.objects.filter(owner=request.user, state=Series.State.ACTIVE).exists()
    form = forms.StartForm(units, owns, request.POST or None, initial={"title": improving.about_check("title")})
    if request.method == "POST" and form.is_valid():
        address, _is_new = only_once(request, lambda: _begin(request, form, units))
        return redirect(address)
    return render(request, "meetings/check_start.html", {"form": form}, status=422 if form.errors else 200)


def _begin(request: PersonRequest, form: forms.StartForm, units: list[Unit]) -> str:
    scope = form.cleaned_data["scope"]
    unit = next((unit for unit in units if str(unit.pk) == scope), None)
    series = act.series_to_check(unit=unit, owner=request.user if scope == forms.OWN else None)
    voters = form.cleaned_data["voters"] or _everybody_in(series)
    check = act.start(title=form.cleaned_data["title"], series=series, voters=voters, by=request.user, unit=unit)
    return reverse("meetings:check", args=[check.pk])


def _everybody_in(series: list[Series]) -> list[Person]:
    people = Person.objects.working_on(clock.today())
    return list(people.filter(pk__in=Person.objects.filter(pk__in=_members(series))))


def _members(series: list[Series]) -> set[UUID]:
    return {member.person_id for one in series for member in one.memberships.all()}


@require_GET
def check(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """The check at its present step."""
    found = _check(request, check_id)
    page = check_page(found, request.user, clock.today())
    if found.step == Step.VOTE and page["is_voter"]:
        page["form"] = forms.VoteForm([one.row for one in page["rows"]], own_verdicts(found, request.user))
        page["has_voted"] = bool(own_verdicts(found, request.user))
    page["booking_form"] = forms.BookingForm(initial={"from_day": clock.today()})
    page["look_form"] = forms.LookForm(initial={"note": found.look_note})
    page["following"] = _following(found)
    page["verdicts"] = list(improving.verdicts().values())
    page["starts"] = improving.starts()
    page["no_ranking"] = improving.about_check("no_ranking")
    return render(request, "meetings/check.html", page)


def _following(found: ServiceCheck) -> str:
    """The step after the present one; empty at the last two, which end with a note."""
    order = list(Step)
    place = order.index(Step(found.step))
    return order[place + 1].value if place < order.index(Step.LOOK) else ""


@require_POST
def go_on(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """To the next step."""
    found = _led(request, check_id)
    return _acted(request, found, lambda: act.go_on(found, to=request.POST.get("to", ""), by=request.user))


@require_POST
def vote(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """My silent verdicts."""
    found = _check(request, check_id)
    require(found.voters.filter(person=request.user).exists())
    form = forms.VoteForm(found.rows.all(), {}, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a verdict from the list. Nothing was saved."))
        return redirect("meetings:check", found.pk)
    return _acted(
        request,
        found,
        lambda: act.vote(found, form.verdicts(), by=request.user),
        _("Your verdicts are in. You can change them until the vote closes; nobody sees yours."),
    )


@require_http_methods(GET_AND_POST)
def row(request: PersonRequest, check_id: UUID, row_id: UUID) -> HttpResponse:
    """One series: its purpose first, its decision later."""
    found = _check(request, check_id)
    checked = get_object_or_404(found.rows.select_related("series", "owner", "check_of"), pk=row_id)
    if found.step in {Step.MAP, Step.PURPOSE}:
        require(may_write_purpose(request.user, checked, found))
        return _purpose(request, found, checked)
    require(may_lead_check(request.user, found))
    if found.step not in {Step.TALK, Step.DECIDE}:
        raise Http404
    return _decision(request, found, checked)


def _purpose(request: PersonRequest, found: ServiceCheck, checked: CheckedSeries) -> HttpResponse:
    known = {name: getattr(checked, name) for name in ("purpose", "who_would_miss_it", "version")}
    form = forms.PurposeForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        seen = facts.pop("version")
        try:
            act.write_purpose(checked, **facts, seen=seen, by=request.user)
        except act.Stale:
            return _stale(request, found, checked, form)
        except act.WrongStep:
            return _wrong_step(request, found)
        messages.success(request, _("The purpose is written."))
        return redirect("meetings:check", found.pk)
    return _row_page(request, found, checked, form)


def _decision(request: PersonRequest, found: ServiceCheck, checked: CheckedSeries) -> HttpResponse:
    form = forms.DecideForm(request.POST or None, initial=_known(checked))
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            act.decide(checked, facts, seen=form.cleaned_data["version"], by=request.user)
        except act.Stale:
            return _stale(request, found, checked, form)
        except act.WrongStep:
            return _wrong_step(request, found)
        messages.success(request, _("The decision is written down, and its owner has the ball."))
        return redirect("meetings:check", found.pk)
    return _row_page(request, found, checked, form)


def _known(checked: CheckedSeries) -> dict[str, Any]:
    """What is decided so far, else the usual: from today, twelve months, the series' owner."""
    known = {name: getattr(checked, name) for name in forms.DecideForm.base_fields}
    owner = checked.owner or (checked.series.owner if checked.series else None)
    today = clock.today()
    return known | {
        "owner": owner,
        "from_day": checked.from_day or today,
        "review_on": checked.review_on or deadlines.expires_on(today),
    }


def _row_page(
    request: PersonRequest, found: ServiceCheck, checked: CheckedSeries, form: django_forms.Form
) -> HttpResponse:
    context = {
        "check": found,
        "row": checked,
        "form": form,
        "deciding": isinstance(form, forms.DecideForm),
        "prompts": improving.prompts(),
        "verdicts": list(improving.verdicts().values()),
    }
    return render(request, "meetings/check_row.html", context, status=422 if form.errors else 200)


def _stale(
    request: PersonRequest, found: ServiceCheck, checked: CheckedSeries, form: django_forms.Form
) -> HttpResponse:
    """Somebody saved meanwhile: both texts stand on the page, and saving again keeps this one."""
    checked.refresh_from_db()
    data = form.data.copy()
    data["version"] = str(checked.version)
    again = type(form)(data)
    context = {
        "check": found,
        "row": checked,
        "form": again,
        "stale": True,
        "deciding": isinstance(form, forms.DecideForm),
        "prompts": improving.prompts(),
        "verdicts": list(improving.verdicts().values()),
    }
    return render(request, "meetings/check_row.html", context, status=409)


@require_http_methods(GET_AND_POST)
def missing(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """A meeting that is missing."""
    found = _led(request, check_id)
    form = forms.MissingForm(request.POST or None, initial={"from_day": clock.today(), "owner": request.user})
    if request.method == "POST" and form.is_valid():
        address = reverse("meetings:check", args=[found.pk])

        def add() -> str:
            act.add_missing(found, form.cleaned_data, by=request.user)
            return address

        try:
            only_once(request, add)
        except act.WrongStep:
            return _wrong_step(request, found)
        return redirect(address)
    context = {"check": found, "form": form}
    return render(request, "meetings/check_missing.html", context, status=422 if form.errors else 200)


@require_POST
def book(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Book freed hours."""
    found = _led(request, check_id)
    form = forms.BookingForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/check_book.html", {"check": found, "form": form}, status=422)
    address = reverse("meetings:check", args=[found.pk])

    def add() -> str:
        act.book(found, **form.cleaned_data, by=request.user)
        return address

    only_once(request, add)
    messages.success(request, _("The hours are booked."))
    return redirect(address)


@require_POST
def unbook(request: PersonRequest, check_id: UUID, booking_id: UUID) -> HttpResponse:
    """A booking that came to nothing."""
    found = _led(request, check_id)
    act.unbook(get_object_or_404(Booking, pk=booking_id, check_of=found), by=request.user)
    return redirect("meetings:check", found.pk)


@require_POST
def look(request: PersonRequest, check_id: UUID) -> HttpResponse:
    """Three months on: what came of it."""
    found = _led(request, check_id)
    form = forms.LookForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write a line or two on what came of it."))
        return redirect("meetings:check", found.pk)
    return _acted(
        request,
        found,
        lambda: act.finish(found, note=form.cleaned_data["note"], by=request.user),
        _("The service check is finished."),
    )


def _check(request: PersonRequest, check_id: UUID) -> ServiceCheck:
    return get_object_or_404(ServiceCheck.objects.visible_to(request.user).select_related("leader"), pk=check_id)


def _led(request: PersonRequest, check_id: UUID) -> ServiceCheck:
    found = _check(request, check_id)
    if not may_lead_check(request.user, found):
        raise PermissionDenied
    return found


def _acted(request: PersonRequest, found: ServiceCheck, do: Callable[[], object], done: str = "") -> HttpResponse:
    """Do it and return to the check, or say that it has gone on meanwhile."""
    try:
        do()
    except act.WrongStep:
        return _wrong_step(request, found)
    if done:
        messages.success(request, done)
    return redirect("meetings:check", found.pk)


def _wrong_step(request: PersonRequest, found: ServiceCheck) -> HttpResponse:
    messages.error(request, _("The check is at another step now. Nothing was changed."))
    return redirect("meetings:check", found.pk)
