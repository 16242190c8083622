"""When an activity takes place: plan, move, hold, cancel."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.learning.actions import offerings as actions
from haandgreb.learning.forms.offerings import CancelForm, OfferingForm
from haandgreb.learning.models import Activity, Offering
from haandgreb.learning.permissions import may_plan_offerings
from haandgreb.learning.queries.activities import taken_by_id
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Say when the activity takes place."""
    activity = get_object_or_404(Activity.objects.open(), pk=activity_id)
    require(may_plan_offerings(request.user, clock.today()))
    form = OfferingForm(request.POST or None)
    back = reverse("learning:activity", args=[activity.pk])
    if request.method == "POST" and form.is_valid():

        def plan() -> str:
            actions.plan_offering(activity, by=request.user, **form.facts())
            return back

        address, done = only_once(request, plan)
        if done:
            messages.success(request, _("The days are set. People can ask for a place now."))
        return redirect(address)
    context = {
        "form": form,
        "title": _("When does it take place?"),
        "lede": activity,
        "crumb": activity,
        "back": back,
        "button": _("Set the days"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def move(request: PersonRequest, offering_id: UUID) -> HttpResponse:
    """New days or another room. Who has a place is told of new days."""
    return edit_page(request, "organisation/form.html", lambda: _moving(request, offering_id))


def _moving(request: PersonRequest, offering_id: UUID) -> Editing:
    offering = _planned(offering_id)
    require(may_plan_offerings(request.user, clock.today()))
    form = OfferingForm(request.POST or None, offering=offering)
    taken = taken_by_id(offering.pk)

    def save(version: int | None) -> None:
        try:
            actions.move_offering(offering, by=request.user, version=version, **form.facts())
        except actions.TooFewSeats as few:
            told = ngettext("%(n)d person has a place already.", "%(n)d people have a place already.", few.taken)
            form.add_error("seats", told % {"n": few.taken})

    lede = ngettext(
        "%(n)d person has a place, or has asked for one. New days are told by mail.",
        "%(n)d people have a place, or have asked for one. New days are told by mail.",
        taken,
    )
    texts = {name: getattr(offering, name) for name in ("place", "seats")}
    days = {name: getattr(offering, name) for name in ("starts_on", "ends_on")}
    return Editing(
        offering,
        form,
        "offering changed",
        save,
        texts,
        days,
        back=reverse("learning:activity", args=[offering.activity_id]),
        done=_("The days are changed."),
        context={
            "title": _("Move %(title)s") % {"title": offering.activity},
            "lede": lede % {"n": taken} if taken else _("Nobody has a place yet."),
            "crumb": offering.activity,
            "button": _("Save"),
        },
    )


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, offering_id: UUID) -> HttpResponse:
    """It will not be. Everybody who has a place is told."""
    offering = _planned(offering_id)
    require(may_plan_offerings(request.user, clock.today()))
    form = CancelForm(request.POST or None)
    back = reverse("learning:activity", args=[offering.activity_id])
    if request.method == "POST" and form.is_valid():
        told = actions.cancel_offering(offering, why=form.cleaned_data["why"], by=request.user)
        text = ngettext(
            "It is cancelled, and %(n)d person has been told.",
            "It is cancelled, and %(n)d people have been told.",
            told,
        )
        messages.success(request, text % {"n": told} if told else _("It is cancelled. Nobody had a place."))
        return redirect(back)
    taken = taken_by_id(offering.pk)
    lede = ngettext(
        "%(n)d person loses a place and is told by mail. Nothing more is asked of her about it.",
        "%(n)d people lose their place and are told by mail. Nothing more is asked of them about it.",
        taken,
    )
    context = {
        "form": form,
        "title": _("Cancel %(title)s") % {"title": offering.activity},
        "lede": lede % {"n": taken} if taken else _("Nobody has a place yet."),
        "crumb": offering.activity,
        "back": back,
        "button": _("Cancel it, and tell people"),
        "danger": True,
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_POST
def hold(request: PersonRequest, offering_id: UUID) -> HttpResponse:
    """It has taken place."""
    offering = _planned(offering_id)
    require(may_plan_offerings(request.user, clock.today()) and offering.starts_on <= clock.today())
    actions.hold(offering, by=request.user)
    messages.success(request, _("It is marked as held."))
    return redirect("learning:activity", offering.activity_id)


def _planned(offering_id: UUID) -> Offering:
    """An offering that can still be changed; 404 for one that is over or cancelled."""
    rows = Offering.objects.select_related("activity").filter(state=Offering.State.PLANNED)
    return get_object_or_404(rows, pk=offering_id)
