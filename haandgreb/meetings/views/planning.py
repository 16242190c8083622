"""Pages about a meeting before it is held."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.meetings.actions import calendar
from haandgreb.meetings.actions import meetings as actions
from haandgreb.meetings.forms.planning import (
    CancelForm,
    ChangeMeetingForm,
    QuickItemForm,
    SingleMeetingForm,
    initial_of,
)
from haandgreb.meetings.models import AgendaItem, Meeting
from haandgreb.meetings.permissions import may_edit_meeting
from haandgreb.meetings.queries import planning as queries
from haandgreb.meetings.queries.score import state_of
from haandgreb.meetings.rules.window import times_may_change
from haandgreb.meetings.views.common import meeting_of, people_in
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
from haandgreb.shared import clock, ical
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.versions import Stale

# The texts of a meeting that are shown beside each other when two people changed it.
TEXTS = ("title", "place", "online_link")
ROLES = ("chair", "minute_taker", "timekeeper")


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Plan a meeting on its own."""
    soon = next_working_day(clock.today() + timedelta(days=7))
    initial = {"chair": request.user, "day": soon, "at": "10:00", "minutes": 60, "score_choice": True}
    form = SingleMeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form))
        if done:
            messages.success(request, _("The meeting is planned. Nobody has been invited yet."))
        return redirect(address)
    return render(request, "meetings/new.html", {"form": form}, status=422 if form.errors else 200)


def _create(request: PersonRequest, form: SingleMeetingForm) -> str:
    facts = form.cleaned_data
    meeting = actions.plan(
        by=request.user,
        starts_at=facts["starts_at"],
        minutes=facts["minutes"],
        template=facts["template"],
        participants=facts["participants"],
        title=facts["title"],
        chair=facts["chair"],
        place=facts["place"],
        online_link=facts["online_link"],
        score_choice=facts["score_choice"],
    )
    return reverse("meetings:meeting", args=[meeting.pk])


@require_GET
def meeting(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """A meeting: its agenda before, its screen while it runs, its minutes after."""
    found = meeting_of(request, meeting_id)
    if found.state == Meeting.State.HELD:
        return redirect("meetings:minutes", found.pk)
    return meeting_page(request, found)


def meeting_page(request: PersonRequest, meeting: Meeting, quick: QuickItemForm | None = None) -> HttpResponse:
    """The page of a meeting, with the form for a new item as it came back where it did."""
    context = queries.page(meeting, request.user, clock.now())
    draft_key = f"meetings-add-{meeting.pk}"
    if quick is None:
        quick = QuickItemForm(initial={"minutes": 10, "kind": AgendaItem.Kind.DISCUSSION})
        with_draft(request, draft_key, quick)
    context |= {"quick": quick, "quick_draft_key": draft_key}
    return render(request, "meetings/meeting.html", context, status=422 if quick.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Change time, place and roles."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found))
    may_move = times_may_change(state_of(found, clock.now())) and found.state == Meeting.State.PLANNED
    initial = initial_of(
        found.starts_at,
        found.minutes,
        title=found.title,
        place=found.place,
        online_link=found.online_link,
        chair=found.chair_id,
        minute_taker=found.minute_taker_id,
        timekeeper=found.timekeeper_id,
    )
    if request.POST.get("keep") == "theirs":
        return redirect("meetings:meeting", found.pk)
    form = ChangeMeetingForm(
        people_in(found), request.POST or None, initial=initial, may_move=may_move, stands=found.starts_at
    )
    conflict = None
    if request.method == "POST" and form.is_valid():
        told, conflict = _save(request, found, form)
        if conflict is None:
            messages.success(request, _("The meeting is changed.") + _told(told))
            return redirect("meetings:meeting", found.pk)
    version = version_in(request.POST, found.version)
    context = {"form": form, "meeting": found, "version": version, "conflict": conflict}
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "meetings/meeting_edit.html", context, status=status)


def _save(request: PersonRequest, found: Meeting, form: ChangeMeetingForm) -> tuple[int, Conflict | None]:
    """Save the form and count who gets word; where somebody changed the meeting since, both texts."""
    try:
        return actions.change(found, form.facts(), by=request.user, version=version_in(request.POST, 0)), None
    except Stale:
        found.refresh_from_db()
        theirs = {name: as_text(getattr(found, name)) for name in TEXTS}
        if form.moves:
            theirs |= {name: as_text(value) for name, value in initial_of(found.starts_at, found.minutes).items()}
        roles = {name: getattr(found, name) for name in ROLES}
        conflict = conflict_with(form, theirs, found.version, last_change(found, "meeting changed"), roles)
        told = actions.change(found, form.facts(), by=request.user) if conflict is None else 0
        return told, conflict


@require_http_methods(["GET", "POST"])
def people(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Who is asked to the meeting."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found))

    def said(new: int) -> str:
        invited = found.invited_at is not None and new
        return _("They are added.") + (" " + _("Their invitation is on its way.") if invited else "")

    context = {
        "meeting": found,
        "rows": queries.people_of(found),
        "fixed": {found.chair_id},
        "back": reverse("meetings:meeting", args=[found.pk]),
    }
    return people_page(request, found, "meetings/meeting_people.html", context, add=actions.add_people, said=said)


@require_POST
def person(request: PersonRequest, meeting_id: UUID, person_id: UUID) -> HttpResponse:
    """Needed, may choose, or no longer asked."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found))
    who = get_object_or_404(Person, pk=person_id, pk__in=found.attendances.values("person"))
    change_person(
        request,
        found,
        who,
        remove=actions.remove_person,
        set_core=actions.set_core,
        removed=_("%(name)s is no longer asked.") % {"name": who},
        must_stay=_("The chair cannot be removed. Choose another chair first."),
    )
    # Whoever removed herself has no access any more.
    if who == request.user and not Meeting.objects.visible_to(request.user).filter(pk=found.pk).exists():
        return redirect("meetings:home")
    return redirect("meetings:people", found.pk)


@require_POST
def invite(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Send the invitation with the agenda, or send it again."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found))
    if found.chair_id is None:
        messages.error(request, _("Choose who chairs the meeting. A meeting without a chair cannot begin."))
        return redirect("meetings:meeting", found.pk)

    def send() -> str:
        again = request.POST.get("act") == "again"
        sent = actions.send_again(found, by=request.user) if again else actions.invite(found, by=request.user)
        text = ngettext("The invitation leaves for %(n)d person.", "The invitation leaves for %(n)d people.", sent)
        messages.success(request, text % {"n": sent})
        return reverse("meetings:meeting", args=[found.pk])

    address, _done = only_once(request, send)
    return redirect(address)


@require_http_methods(["GET", "POST"])
def cancel(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Cancel the meeting, after a look at what follows."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found) and found.state == Meeting.State.PLANNED)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = actions.cancel(found, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("The meeting is cancelled. Everybody has the time back.") + _told(told))
        return redirect("meetings:meeting", found.pk)
    context = {"form": form, "meeting": found}
    return render(request, "meetings/cancel.html", context, status=422 if form.errors else 200)


@require_POST
def take_chair(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Become the chair of a meeting that has none."""
    found = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, found))
    if actions.take_chair(found, by=request.user):
        messages.success(request, _("You chair the meeting."))
    else:
        messages.info(request, _("Somebody else has taken the chair."))
    return redirect("meetings:meeting", found.pk)


@require_POST
def prepared(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """I am prepared; or not after all."""
    found = meeting_of(request, meeting_id)
    is_prepared = request.POST.get("act") != "undo"
    actions.say_prepared(found, is_prepared, by=request.user)
    if is_prepared:
        messages.success(request, _("Noted: you are prepared."))
    return redirect("meetings:meeting", found.pk)


@require_GET
def calendar_file(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting for one's own calendar."""
    found = meeting_of(request, meeting_id)
    text = ical.feed([calendar.happening(found)], "")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{found.pk}.ics"'
    return response


def _told(told: int) -> str:
    if not told:
        return ""
    text = ngettext("%(n)d person gets word by mail.", "%(n)d people get word by mail.", told)
    return " " + text % {"n": told}
