"""Pages about series of meetings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings import library
from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import series as actions
from haandgreb.meetings.forms.planning import PlanForm
from haandgreb.meetings.forms.series import NewSeriesForm, SeriesForm
from haandgreb.meetings.models import Series
from haandgreb.meetings.permissions import may_edit_series, may_plan_in_series
from haandgreb.meetings.queries import series as queries
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.views.common import series_of
from haandgreb.meetings.views.people import change_person, people_page
from haandgreb.organisation.editing import (
    as_text,
    conflict_with,
    last_change,
    only_once,
    require,
    version_in,
    with_draft,
)
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries import main_unit
from haandgreb.shared import clock, drafts
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale

NEW_DRAFT = "meetings-new-series"
# The texts of a series that are shown beside each other when two people changed it.
TEXTS = ("title", "purpose", "place", "focus_question", "minutes")
CHOICES = ("type", "cadence", "unit", "chair", "owner", "template", "scoring", "expires_on")


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Make a series."""
    today = clock.today()
    initial = {
        "chair": request.user,
        "owner": request.user,
        "unit": main_unit(request.user, today),
        "type": library.types()[0].key,
        "cadence": Series.Cadence.EVERY_2_WEEKS,
        "minutes": 60,
        "expires_on": deadlines.expires_on(today),
    }
    form = NewSeriesForm(request.POST or None, initial=initial, today=today)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form.cleaned_data))
        if done:
            messages.success(request, _("The series is made. Plan its first meeting."))
        return redirect(address)
    drafted = with_draft(request, NEW_DRAFT, form)
    context = {"form": form, "draft_key": NEW_DRAFT, "drafted": drafted}
    return render(request, "meetings/series_new.html", context, status=422 if form.errors else 200)


def _create(request: PersonRequest, facts: dict[str, Any]) -> str:
    series = actions.create(by=request.user, **facts)
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("meetings:series", args=[series.pk])


@require_GET
def page(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """A series: what it is for, when it meets, how it goes."""
    series = series_of(request, series_id)
    context = queries.page(series, request.user, clock.now(), request.GET.get("page"))
    return render(request, "meetings/series.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """Change a series."""
    series = series_of(request, series_id)
    require(may_edit_series(request.user, series))
    draft_key = f"meetings-series-{series.pk}"
    if request.POST.get("keep") == "theirs":
        drafts.drop(request.user, draft_key)
        return redirect("meetings:series", series.pk)
    form = SeriesForm(request.POST or None, initial={name: getattr(series, name) for name in SeriesForm.base_fields})
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _save(request, series, form)
        if conflict is None:
            drafts.drop(request.user, draft_key)
            messages.success(request, _("The series is changed."))
            return redirect("meetings:series", series.pk)
    drafted = with_draft(request, draft_key, form)
    context = {
        "form": form,
        "series": series,
        "version": version_in(drafted or request.POST, series.version),
        "conflict": conflict,
        "draft_key": draft_key,
        "drafted": drafted,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "meetings/series_edit.html", context, status=status)


def _save(request: PersonRequest, series: Series, form: SeriesForm) -> Conflict | None:
    """Save the form; where somebody changed the series since, both texts."""
    try:
        actions.change(series, form.cleaned_data, by=request.user, version=version_in(request.POST, 0))
    except Stale:
        series.refresh_from_db()
        theirs = {name: as_text(getattr(series, name)) for name in TEXTS}
        choices = {name: getattr(series, name) for name in CHOICES}
        conflict = conflict_with(form, theirs, series.version, last_change(series, "series changed"), choices)
        if conflict is None:  # they wrote the same
            actions.change(series, form.cleaned_data, by=request.user)
        return conflict
    return None


@require_http_methods(["GET", "POST"])
def people(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """Who is in the series, and who may choose."""
    series = series_of(request, series_id)
    require(may_edit_series(request.user, series))
    context = {
        "series": series,
        "rows": queries.members(series),
        "fixed": {series.chair_id, series.owner_id},
        "back": reverse("meetings:series", args=[series.pk]),
    }
    words = _("They are in the series. Meetings already planned keep their own list.")
    return people_page(
        request, series, "meetings/series_people.html", context, add=actions.add_people, said=lambda new: words
    )


@require_POST
def person(request: PersonRequest, series_id: UUID, person_id: UUID) -> HttpResponse:
    """Needed, may choose, or no longer in the series."""
    series = series_of(request, series_id)
    require(may_edit_series(request.user, series))
    who = get_object_or_404(Person, pk=person_id, pk__in=series.memberships.values("person"))
    change_person(
        request,
        series,
        who,
        remove=actions.remove_person,
        set_core=actions.set_core,
        removed=_("%(name)s is no longer in the series.") % {"name": who},
        must_stay=_("Chair and owner are in the series as long as they have the role."),
    )
    return redirect("meetings:series_people", series.pk)


@require_POST
def review(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """It is still worth the time."""
    series = series_of(request, series_id)
    require(may_edit_series(request.user, series))
    actions.review(series, by=request.user)
    messages.success(request, _("The series lives on for twelve months."))
    return redirect("meetings:series", series.pk)


@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """Close a series, after a look at what follows."""
    series = series_of(request, series_id)
    require(may_plan_in_series(request.user, series))
    if request.method == "POST":
        actions.close(series, by=request.user)
        messages.success(request, _("The series is closed. What was decided can be read for two years."))
        return redirect("meetings:series", series.pk)
    return render(request, "meetings/series_close.html", queries.page(series, request.user, clock.now()))


@require_http_methods(["GET", "POST"])
def plan(request: PersonRequest, series_id: UUID) -> HttpResponse:
    """Plan the next meeting of the series; the date is proposed from its cadence."""
    series = series_of(request, series_id)
    require(may_plan_in_series(request.user, series))
    proposed = queries.proposal(series, clock.now())
    initial = {
        "title": series.title,
        "day": proposed["day"],
        "at": proposed["at"],
        "minutes": series.minutes,
        "place": series.place,
        "online_link": getattr(queries.usual_time(series), "online_link", ""),
        "template": series.template,
    }
    form = PlanForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _plan(request, series, form))
        if done:
            messages.success(request, _("The meeting is planned. Nobody has been invited yet."))
        return redirect(address)
    context = {
        "form": form,
        "series": series,
        "moved_from": proposed["moved_from"],
        "balls": queries.open_balls(series),
        "today": clock.today(),
    }
    return render(request, "meetings/plan.html", context, status=422 if form.errors else 200)


def _plan(request: PersonRequest, series: Series, form: PlanForm) -> str:
    names = ["title", "starts_at", "minutes", "place", "online_link", "template"]
    facts = {name: form.cleaned_data[name] for name in names}
    meeting = meeting_actions.plan(by=request.user, series=series, **queries.usual_roles(series), **facts)
    return reverse("meetings:meeting", args=[meeting.pk])
