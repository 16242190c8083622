"""Study pairs: look for somebody, join, say no thank you, end it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.learning.actions import pairs as actions
from haandgreb.learning.forms.together import PairForm
from haandgreb.learning.models import Activity, StudyPair
from haandgreb.learning.queries import together as queries
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest


@require_http_methods(["GET", "POST"])
def pair_new(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Look for somebody to learn it with."""
    activity = get_object_or_404(Activity, pk=activity_id)
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
