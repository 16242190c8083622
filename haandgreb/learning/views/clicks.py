"""Fælles klik: the same module at the same time, and a quarter of an hour to talk about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import clicks as actions
from haandgreb.learning.forms.offerings import CancelForm
from haandgreb.learning.forms.together import ClickForm
from haandgreb.learning.models import Activity, SharedClick, Track
from haandgreb.learning.queries import together as queries
from haandgreb.learning.together_calendar import file_of
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.address import base_url


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """All that are to come."""
    found = queries.click_list(request.user, clock.now(), request.GET.get("page", "1"))
    return render(request, "learning/tracks/clicks.html", {"page": found})


@require_GET
def page(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """One: what, when, what to talk about, and a seat."""
    click = _click(click_id)
    found = queries.click_page(request.user, click)
    tracks = Track.objects.filter(module_links__activity=click.activity, state=Track.State.OPEN)
    context = {
        "click": click,
        "page": found,
        "left": found.left(click),
        "is_host": click.host_id == request.user.pk,
        "is_to_come": click.state == SharedClick.State.PLANNED and click.starts_at > clock.now(),
        "is_over": click.state == SharedClick.State.PLANNED and click.starts_at <= clock.now(),
        "questions": [click.question] if click.question else [one for track in tracks for one in track.questions],
    }
    return render(request, "learning/tracks/click.html", context)


@require_GET
def calendar(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """The time as a file, for one's own calendar."""
    click = _click(click_id)
    address = base_url(request) + reverse("learning:click", args=[click.pk])
    answer = HttpResponse(file_of(click, address, clock.now()), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="faelles-klik.ics"'
    return answer


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Host one: anybody can."""
    activity = get_object_or_404(Activity.objects.open(), pk=activity_id)
    form = ClickForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def plan() -> str:
            return reverse("learning:click", args=[actions.plan_click(activity, by=request.user, **form.facts()).pk])

        address, done = only_once(request, plan)
        if done:
            messages.success(request, _("It is on the list. Colleagues can take a seat."))
        return redirect(address)
    context = {
        "form": form,
        "title": _("A fælles klik"),
        "lede": _("You take “%(title)s” at the same time, and talk about it for a quarter of an hour.")
        % {"title": activity},
        "crumb": activity,
        "back": reverse("learning:activity", args=[activity.pk]),
        "button": _("Invite colleagues"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """Another time or place. Those with a seat are told of a new time."""
    return edit_page(request, "organisation/form.html", lambda: _editing(request, click_id))


def _editing(request: PersonRequest, click_id: UUID) -> Editing:
    click = _hosted(request, click_id)
    form = ClickForm(request.POST or None, click=click)

    def save(version: int | None) -> None:
        try:
            actions.change_click(click, form.facts(), by=request.user, version=version)
        except actions.TooFewSeats as few:
            told = ngettext("%(n)d person has a seat already.", "%(n)d people have a seat already.", few.taken)
            form.add_error("seats", told % {"n": few.taken})

    shown = ClickForm(click=click)
    return Editing(
        click,
        form,
        "click changed",
        save,
        {name: getattr(click, name) for name in ("minutes", "talk_minutes", "place", "seats", "question")},
        {name: shown.fields[name].initial for name in ("day", "at")},
        back=reverse("learning:click", args=[click.pk]),
        done=_("It is changed."),
        context={
            "title": _("Change %(title)s") % {"title": click.activity},
            "lede": _("Those with a seat get a mail when the time changes."),
            "crumb": click.activity,
            "button": _("Save"),
        },
    )


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """It will not be."""
    click = _hosted(request, click_id)
    form = CancelForm(request.POST or None)
    back = reverse("learning:click", args=[click.pk])
    if request.method == "POST" and form.is_valid():
        actions.cancel_click(click, why=form.cleaned_data["why"], by=request.user)
        messages.success(request, _("It is cancelled, and those with a seat have been told."))
        return redirect(back)
    context = {
        "form": form,
        "title": _("Cancel %(title)s") % {"title": click.activity},
        "lede": _("Those with a seat are told by mail."),
        "crumb": click.activity,
        "back": back,
        "button": _("Cancel it, and tell people"),
        "danger": True,
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_POST
def take(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """A seat for her."""
    click = _click(click_id)
    try:
        actions.take_seat(click, by=request.user)
    except actions.Full:
        messages.error(request, _("The last seat was just taken. Look for another time, or host one yourself."))
    except actions.Over:
        messages.error(request, _("It has begun, or is cancelled."))
    else:
        messages.success(request, _("You have a seat."))
    return redirect("learning:click", click.pk)


@require_POST
def give_back(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """Somebody else can have it."""
    click = _click(click_id)
    actions.give_seat_back(click, by=request.user)
    messages.success(request, _("Your seat is free for somebody else."))
    return redirect("learning:click", click.pk)


@require_POST
def held(request: PersonRequest, click_id: UUID) -> HttpResponse:
    """The host says that it has been."""
    click = _hosted(request, click_id)
    require(click.starts_at <= clock.now())
    actions.hold_click(click, by=request.user)
    messages.success(request, _("It is marked as held. Ten minutes in the team come next."))
    return redirect("learning:click", click.pk)


def _click(click_id: UUID) -> SharedClick:
    found = queries.click_seen(click_id)
    if found is None:
        raise Http404
    return found


def _hosted(request: PersonRequest, click_id: UUID) -> SharedClick:
    """One she hosts and that is planned; 403 for everybody else, 404 where it is over or cancelled."""
    click = _click(click_id)
    require(click.host_id == request.user.pk)
    if click.state != SharedClick.State.PLANNED:
        raise Http404
    return click
