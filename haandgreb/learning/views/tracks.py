"""Learning tracks: a few modules for a role, with what to talk about and what to use it on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import tracks as actions
from haandgreb.learning.forms.tracks import TrackForm
from haandgreb.learning.models import Activity, Track
from haandgreb.learning.permissions import may_keep_catalogue, reads_module_figures
from haandgreb.learning.queries import tracks as queries
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

_LONGEST_SEARCH = 100
TEXTS = ("title", "title_en", "for_whom", "talk_questions", "use_task", "sign", "code")


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """All tracks."""
    with_closed, today = "all" in request.GET, clock.today()
    context = {
        "page": queries.listed(request.GET.get("page", "1"), with_closed=with_closed),
        "with_closed": with_closed,
        "mine": queries.for_me(request.user, today),
        "may_keep": may_keep_catalogue(request.user, today),
        "measures": queries.measures() if reads_module_figures(request.user, today) else None,
    }
    return render(request, "learning/tracks/tracks.html", context)


@require_GET
def page(request: PersonRequest, track_id: UUID) -> HttpResponse:
    """One track: its modules and how far one is, what to talk about, what to use it on."""
    track = get_object_or_404(Track, pk=track_id)
    context = {
        "track": track,
        "page": queries.track_page(request.user, track),
        "may_keep": may_keep_catalogue(request.user, clock.today()),
    }
    return render(request, "learning/tracks/track.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Make a track."""
    require(may_keep_catalogue(request.user, clock.today()))
    form = TrackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            return reverse("learning:track_modules", args=[actions.add(by=request.user, **form.facts()).pk])

        address, done = only_once(request, add)
        if done:
            messages.success(request, _("The track is made. Now put its modules in."))
        return redirect(address)
    context = {
        "form": form,
        "title": _("A new track"),
        "lede": _("Five to ten good ones are enough. Take out the old ones when new ones come."),
        "crumb": _("Learning tracks"),
        "back": reverse("learning:tracks"),
        "button": _("Make the track"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, track_id: UUID) -> HttpResponse:
    """Change a track. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, "organisation/form.html", lambda: _editing(request, track_id))


def _editing(request: PersonRequest, track_id: UUID) -> Editing:
    track = get_object_or_404(Track, pk=track_id)
    require(may_keep_catalogue(request.user, clock.today()))
    form = TrackForm(request.POST or None, track=track)

    def save(version: int | None) -> None:
        actions.change(track, form.facts(), by=request.user, version=version)

    return Editing(
        track,
        form,
        "track changed",
        save,
        {name: getattr(track, name) for name in TEXTS},
        {"profiles": list(track.profiles.all())},
        back=reverse("learning:track", args=[track.pk]),
        done=_("The track is changed."),
        context={"title": _("Change %(title)s") % {"title": track}, "crumb": track, "button": _("Save")},
    )


@require_http_methods(["GET", "POST"])
def modules(request: PersonRequest, track_id: UUID) -> HttpResponse:
    """Put modules in, take them out, move them: each with its own button, which works without script."""
    track = get_object_or_404(Track, pk=track_id)
    require(may_keep_catalogue(request.user, clock.today()))
    if request.method == "POST":
        return _act(request, track)
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    context = {
        "track": track,
        "page": queries.track_page(request.user, track),
        "words": words,
        "found": queries.could_be(track, words),
    }
    return render(request, "learning/tracks/modules.html", context)


def _act(request: PersonRequest, track: Track) -> HttpResponse:
    act, _colon, pk = request.POST.get("do", "").partition(":")
    try:
        activity = get_object_or_404(Activity, pk=UUID(pk))
    except ValueError:
        raise Http404 from None
    if act == "put" and activity.state == Activity.State.OPEN:
        actions.put_module(track, activity, by=request.user)
    elif act == "take":
        actions.take_module(track, activity, by=request.user)
    elif act in ("up", "down"):
        actions.move_module(track, activity, -1 if act == "up" else 1, by=request.user)
    else:
        raise Http404
    where, words = reverse("learning:track_modules", args=[track.pk]), request.GET.get("q", "")[:_LONGEST_SEARCH]
    return redirect(f"{where}?{urlencode({'q': words})}" if words else where)


@require_POST
def retire(request: PersonRequest, track_id: UUID) -> HttpResponse:
    """Offer it no more."""
    track = get_object_or_404(Track, pk=track_id)
    require(may_keep_catalogue(request.user, clock.today()))
    actions.retire(track, by=request.user)
    messages.success(request, _("The track is offered no more. Its modules stay in the catalogue."))
    return redirect("learning:track", track.pk)


@require_POST
def reopen(request: PersonRequest, track_id: UUID) -> HttpResponse:
    """Offer it again."""
    track = get_object_or_404(Track, pk=track_id)
    require(may_keep_catalogue(request.user, clock.today()))
    actions.reopen(track, by=request.user)
    messages.success(request, _("The track is offered again."))
    return redirect("learning:track", track.pk)
