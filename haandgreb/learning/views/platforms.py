"""Platforms that tell of completions, and what they told that cannot be placed yet."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.confidentiality.queries import kept_words
from haandgreb.learning.actions import completions, course_lists, platforms
from haandgreb.learning.actions.waiting_completions import KEPT
from haandgreb.learning.forms.platforms import LinkForm, PlatformForm
from haandgreb.learning.models import Activity, Platform
from haandgreb.learning.permissions import may_bring_in, may_name_platforms
from haandgreb.learning.queries import completions as queries
from haandgreb.learning.queries.placing import Placing
from haandgreb.organisation.editing import only_once, require, version_in
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.passport import pages_about
from haandgreb.shared.versions import Stale

MOST_SUGGESTED = 500


@require_GET
def page(request: PersonRequest) -> HttpResponse:
    """Every platform, when it was last heard from, and how much waits."""
    today = clock.today()
    require(may_name_platforms(request.user, today))
    context = {
        "platforms": queries.platforms(),
        "may_bring_in": may_bring_in(request.user, today),
        "courses_waiting": queries.courses_waiting(),
    }
    return render(request, "learning/completions/platforms.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Name a platform."""
    require(may_name_platforms(request.user, clock.today()))
    form = PlatformForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address, done = only_once(request, lambda: _add(request, form))
        except platforms.NameTaken:
            form.add_error("name", _("There is a platform of that name."))
        else:
            if done:
                messages.success(request, _("The platform is named."))
            return redirect(address)
    context = {"form": form, "platform": None}
    return render(request, "learning/completions/platform.html", context, status=422 if form.errors else 200)


def _add(request: PersonRequest, form: PlatformForm) -> str:
    platform = platforms.add(form.cleaned_data["name"], by=request.user)
    return reverse("learning:platform", args=[platform.pk])


@require_http_methods(["GET", "POST"])
def platform(request: PersonRequest, platform_id: UUID) -> HttpResponse:
    """One platform: its name, and how it tells us."""
    today = clock.today()
    require(may_name_platforms(request.user, today))
    found = get_object_or_404(queries.platforms(), pk=platform_id)
    initial = {"name": found.name, "version": found.version}
    form = PlatformForm(request.POST) if request.method == "POST" else PlatformForm(initial=initial)
    if request.method == "POST" and form.is_valid() and _renamed(request, found, form):
        messages.success(request, _("The name is saved."))
        return redirect("learning:platform", found.pk)
    context = {
        "form": form,
        "platform": found,
        "lists": queries.lists_saved(found),
        "links": pages_about(request.user, found),
        "may_bring_in": may_bring_in(request.user, today),
    }
    return render(request, "learning/completions/platform.html", context, status=422 if form.errors else 200)


def _renamed(request: PersonRequest, found: Platform, form: PlatformForm) -> bool:
    saved, found.name = found.name, form.cleaned_data["name"]
    try:
        platforms.rename(found, found.name, by=request.user, version=version_in(request.POST, found.version))
    except platforms.NameTaken:
        form.add_error("name", _("There is a platform of that name."))
    except Stale:
        form.add_error("name", _("Somebody else changed the name to “%(name)s” meanwhile.") % {"name": saved})
    else:
        return True
    found.name = saved
    return False


@require_http_methods(["GET", "POST"])
def waiting(request: PersonRequest) -> HttpResponse:
    """What a platform told of courses and people we do not know: say which activity a course is."""
    require(may_bring_in(request.user, clock.today()))
    form = LinkForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        found = _told_by(request)
        activity = form.cleaned_data["activity"]
        placing = completions.link_course(found, form.cleaned_data["key"], activity, by=request.user)
        return _placed(request, activity, placing)
    context: dict[str, Any] = {
        "waiting": queries.waiting_page(),
        "form": form,
        "key": request.POST.get("key", ""),
        "kept": kept_words(KEPT),
        "activities": Activity.objects.open()[:MOST_SUGGESTED],
    }
    return render(request, "learning/completions/waiting.html", context, status=422 if form is not None else 200)


def _placed(request: PersonRequest, activity: Activity, placing: Placing) -> HttpResponse:
    count = len(placing.new) + len(placing.ends)
    words = ngettext(
        "%(count)d completion of %(title)s is placed.", "%(count)d completions of %(title)s are placed.", count
    )
    messages.success(request, words % {"count": count, "title": activity})
    return redirect("learning:completions_waiting")


@require_POST
def add_waiting(request: PersonRequest) -> HttpResponse:
    """The course comes into the catalogue as the platform calls it, and what waited for it is placed."""
    require(may_bring_in(request.user, clock.today()))
    found = _told_by(request)
    added = course_lists.add_waiting(found, _key(request), by=request.user)
    if added is None:
        return redirect("learning:completions_waiting")
    return _placed(request, *added)


@require_POST
def drop_waiting(request: PersonRequest) -> HttpResponse:
    """What waits for a course is not wanted here."""
    require(may_bring_in(request.user, clock.today()))
    found = _told_by(request)
    count = completions.drop_waiting(found, _key(request), by=request.user)
    words = ngettext("%(count)d completion is left out.", "%(count)d completions are left out.", count)
    messages.success(request, words % {"count": count})
    return redirect("learning:completions_waiting")


def _told_by(request: PersonRequest) -> Platform:
    """The platform the form names; 404 for none, and for what is no id at all."""
    try:
        return get_object_or_404(Platform, pk=UUID(request.POST.get("platform", "")))
    except ValueError as error:
        raise Http404 from error


def _key(request: PersonRequest) -> str:
    """What the platform calls the course."""
    return request.POST.get("key", "").replace("\0", "")[:200]
