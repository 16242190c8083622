"""Ten minutes in the team: what something one of them learned means there."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.followups.queries import of_source
from haandgreb.learning.actions import together as actions
from haandgreb.learning.forms.notes import TeamTalkForm
from haandgreb.learning.models import Activity, TeamTalk
from haandgreb.learning.permissions import may_change_team_talk
from haandgreb.learning.queries import together as queries
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def talk_new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Write down what it means here."""
    activity = get_object_or_404(Activity, pk=activity_id)
    units = _own_units(request)
    require(units.exists())
    form = TeamTalkForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():

        def write() -> str:
            made = actions.write_team_talk(activity, form.cleaned_data["unit"], by=request.user, **form.facts())
            return reverse("learning:team_talk", args=[made.pk])

        address, done = only_once(request, write)
        if done:
            messages.success(request, _("It is written down. The team can read it."))
        return redirect(address)
    context = {"form": form, "activity": activity, "tracks": activity.tracks.filter(state="open")}
    return render(request, "learning/tracks/team_talk_new.html", context, status=422 if form.errors else 200)


def _own_units(request: PersonRequest) -> QuerySet[Unit]:
    """Where she works today."""
    today = clock.today()
    here = request.user.engagements.on(today).order_by().values("unit")
    return Unit.objects.on(today).filter(pk__in=here).order_by("sort_key")


@require_GET
def talk(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """What the team said."""
    found = _talk(request, talk_id)
    promised = of_source("learning", [found.pk])
    context = {
        "talk": found,
        "promised": promised,
        "may_change": may_change_team_talk(found, request.user, clock.today()),
    }
    return render(request, "learning/tracks/team_talk.html", context)


@require_http_methods(["GET", "POST"])
def talk_edit(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Write it anew; both texts are kept where two write."""
    return edit_page(request, "organisation/form.html", lambda: _editing(request, talk_id))


def _editing(request: PersonRequest, talk_id: UUID) -> Editing:
    found = _talk(request, talk_id)
    require(may_change_team_talk(found, request.user, clock.today()))
    form = TeamTalkForm(request.POST or None, units=Unit.objects.none(), talk=found)

    def save(version: int | None) -> None:
        actions.change_team_talk(found, form.facts(), by=request.user, version=version)

    return Editing(
        found,
        form,
        "team talk changed",
        save,
        {name: getattr(found, name) for name in ("means", "does_not_fit", "tries")},
        {"held_on": found.held_on},
        back=reverse("learning:team_talk", args=[found.pk]),
        done=_("It is changed."),
        context={"title": _("What does it mean here?"), "crumb": found.activity, "button": _("Save")},
    )


@require_POST
def talk_remove(request: PersonRequest, talk_id: UUID) -> HttpResponse:
    """Take it away."""
    found = _talk(request, talk_id)
    require(may_change_team_talk(found, request.user, clock.today()))
    activity = found.activity_id
    actions.remove_team_talk(found, by=request.user)
    messages.success(request, _("It is deleted."))
    return redirect("learning:activity", activity)


def _talk(request: PersonRequest, talk_id: UUID) -> TeamTalk:
    found = queries.talk_seen(request.user, talk_id)
    if found is None:
        raise Http404
    return found
