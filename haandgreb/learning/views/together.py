"""Study pairs, one's own note, ten minutes in the team, and whether a module is used."""

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
from haandgreb.learning.actions import use_checks
from haandgreb.learning.forms.together import NoteForm, PairForm, TeamTalkForm, UseForm
from haandgreb.learning.models import Activity, StudyPair, TeamTalk, TransferBarrier
from haandgreb.learning.permissions import LEARNER, may_change_team_talk, side_of
from haandgreb.learning.queries import together as queries
from haandgreb.learning.queries.use_checks import DAYS, is_open
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Unit
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale


@require_http_methods(["GET", "POST"])
def pair_new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Look for somebody to learn it with."""
    activity = _activity(activity_id)
    form = PairForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            address, done = only_once(request, lambda: _look(request, activity, form))
        except actions.Looking:
            messages.error(request, _("You look for somebody in this already."))
            return redirect("learning:activity", activity.pk)
        if done:
            messages.success(request, _("It is said. You get a mail when somebody says yes."))
        return redirect(address)
    context = {
        "form": form,
        "title": _("Learn it together with somebody"),
        "lede": _("Two times 45 minutes: once while you learn “%(title)s”, once when you have used it.")
        % {"title": activity},
        "crumb": activity,
        "back": reverse("learning:activity", args=[activity.pk]),
        "button": _("Look for a partner"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _look(request: PersonRequest, activity: Activity, form: PairForm) -> str:
    pair = actions.look_for_partner(activity, by=request.user, **form.cleaned_data)
    return reverse("learning:pair", args=[pair.pk])


@require_GET
def pair(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """A pair or a search: the two times, what to talk about, and what one can say."""
    found = _pair(request, pair_id)
    me = request.user.pk
    context = {
        "pair": found,
        "is_first": found.first_id == me,
        "is_asked": found.second_id == me and found.state == StudyPair.State.ASKED,
        "may_join": found.first_id != me and found.state == StudyPair.State.OPEN,
    }
    return render(request, "learning/tracks/pair.html", context)


@require_POST
def pair_join(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """Say yes, or join."""
    found = _pair(request, pair_id)
    try:
        actions.join_pair(found, by=request.user)
    except actions.Over:
        messages.error(request, _("Somebody else was quicker, or it is over."))
        return redirect("learning:activity", found.activity_id)
    messages.success(request, _("You are a pair."))
    return redirect("learning:pair", found.pk)


@require_POST
def pair_decline(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """No thank you; no reason is asked."""
    found = _pair(request, pair_id)
    try:
        actions.say_no(found, by=request.user)
    except actions.Over:
        raise Http404 from None
    messages.success(request, _("You have said no thank you."))
    return redirect("learning:activity", found.activity_id)


@require_POST
def pair_end(request: PersonRequest, pair_id: UUID) -> HttpResponse:
    """Either of the two ends it."""
    found = _pair(request, pair_id)
    require(request.user.pk in (found.first_id, found.second_id))
    actions.end_pair(found, by=request.user)
    messages.success(request, _("It is over."))
    return redirect("learning:activity", found.activity_id)


def _pair(request: PersonRequest, pair_id: UUID) -> StudyPair:
    found = queries.pair_seen(request.user, pair_id)
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def note(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """What she expects and what she took from it: hers alone."""
    activity = _activity(activity_id)
    row = queries.note_of(request.user, activity)
    form = NoteForm(request.POST or None, note=row)
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in actions.NOTE_TEXTS}
        try:
            actions.write_note(activity, texts, by=request.user, version=form.cleaned_data["version"] or 0)
        except Stale:
            form.add_error(
                None, _("You have saved it in another window since. Copy what you wrote here, and open it anew.")
            )
        else:
            messages.success(request, _("Your note is saved. Only you can see it."))
            return redirect("learning:activity", activity.pk)
    context = {"form": form, "activity": activity}
    return render(request, "learning/tracks/note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def talk_new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Write down what it means here."""
    activity = _activity(activity_id)
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


@require_http_methods(["GET", "POST"])
def use(request: PersonRequest, enrolment_id: UUID, day: int) -> HttpResponse:
    """Seven and thirty days after a module: is it used?"""
    enrolment = seen(request, enrolment_id)
    today = clock.today()
    require(side_of(enrolment, request.user, today) == LEARNER)
    if day not in DAYS or not is_open(enrolment, day, today):
        raise Http404
    form = UseForm(request.POST or None, kinds=list(TransferBarrier.Kind.choices))
    if request.method == "POST" and form.is_valid():
        use_checks.answer(enrolment, day, form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. It is saved, and only you see what you wrote."))
        return redirect("learning:enrolment", enrolment.pk)
    context = {
        "form": form,
        "title": _("Do you use it?"),
        "lede": _("Three questions about “%(title)s”. It takes a minute.") % {"title": enrolment.activity},
        "crumb": enrolment.activity,
        "back": reverse("learning:enrolment", args=[enrolment.pk]),
        "button": _("Save"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


def _activity(activity_id: UUID) -> Activity:
    return get_object_or_404(Activity, pk=activity_id)
