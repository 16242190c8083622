"""The catalogue, and the page of an activity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.competences.models import Room
from haandgreb.learning import activity_words as words
from haandgreb.learning.actions import activities as actions
from haandgreb.learning.forms.activities import ActivityForm, hours_of
from haandgreb.learning.models import Activity, Provider
from haandgreb.learning.parts import PARTS
from haandgreb.learning.permissions import may_keep_catalogue, may_plan_offerings
from haandgreb.learning.queries import activities as queries
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import only_once, require, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, drafts
from haandgreb.shared.passport import pages_about

_LONGEST_SEARCH = 100
TEXTS = ("title", "title_en", "words", "why_mandatory", "code", "link")
CHOICES = ("form", "size", "language", "cost", "keeper")
NEW_DRAFT = "activity-new"


@require_GET
def catalogue(request: PersonRequest) -> HttpResponse:
    """Find something to learn by: in any of the three rooms."""
    today = clock.today()
    search = queries.Search(
        words=request.GET.get("q", "")[:_LONGEST_SEARCH],
        room=request.GET.get("room", ""),
        form=request.GET.get("form", ""),
        which=request.GET.get("which", ""),
        page=request.GET.get("page", "1"),
        with_closed="all" in request.GET,
    )
    context: dict[str, Any] = {"catalogue": queries.catalogue(search, today), "words": words}
    if request.headers.get("HX-Request") == "true":
        return render(request, "learning/activities/_catalogue.html", context)
    context |= {
        "rooms": words.rooms().items(),
        "forms": words.form_choices(),
        "may_keep": may_keep_catalogue(request.user, today),
    }
    return render(request, "learning/activities/catalogue.html", context)


@require_GET
def page(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """An activity: what one does, when, what it is to change, and how to take part."""
    activity, today = _activity(activity_id), clock.today()
    wish = reverse("learning:wish")
    parts = [part(activity, request.user, today) for part in PARTS.every("activity_section")]
    context = {
        "activity": activity,
        "page": queries.activity_page(request.user, activity, today),
        "form": words.forms().get(activity.form),
        "lasts": words.lasts(activity.minutes),
        "tone": words.TONES[Room(activity.room)],
        "sections": sorted((one for one in parts if one is not None), key=lambda one: one.order),
        "links": [link for link in pages_about(request.user, activity) if not link.url.startswith(wish)],
        "may_keep": may_keep_catalogue(request.user, today),
        "may_plan": may_plan_offerings(request.user, today) and activity.state == Activity.State.OPEN,
    }
    return render(request, "learning/activities/activity.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Put an activity into the catalogue."""
    require(may_keep_catalogue(request.user, clock.today()))
    form = ActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _add(request, form))
        if done:
            messages.success(request, _("It is in the catalogue. Say what it is to change, and when it takes place."))
        return redirect(address)
    context = {
        "form": form,
        "providers": _names(),
        "draft_key": NEW_DRAFT,
        "drafted": with_draft(request, NEW_DRAFT, form),
        "title": _("A new activity"),
        "lede": _("Look whether it is there already. What it is to change comes next."),
        "crumb": _("Catalogue"),
        "back": reverse("learning:activities"),
        "button": _("Put it into the catalogue"),
    }
    return render(request, "learning/activities/edit.html", context, status=422 if form.errors else 200)


def _add(request: PersonRequest, form: ActivityForm) -> str:
    activity = actions.add(by=request.user, provider=_provider(request, form), **form.facts())
    drafts.drop(request.user, NEW_DRAFT)
    return reverse("learning:activity", args=[activity.pk])


def _provider(request: PersonRequest, form: ActivityForm) -> Provider | None:
    """The provider of that name; a new one where there is none."""
    name = form.cleaned_data["provider"]
    if not name:
        return None
    return Provider.objects.filter(name__iexact=name).first() or actions.add_provider(by=request.user, name=name)


def _names() -> list[str]:
    return list(Provider.objects.values_list("name", flat=True)[:200])


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Change an activity. Where two change it at once, both texts are kept and shown."""
    return edit_page(request, "learning/activities/edit.html", lambda: _editing(request, activity_id))


def _editing(request: PersonRequest, activity_id: UUID) -> Editing:
    activity = _activity(activity_id)
    require(may_keep_catalogue(request.user, clock.today()))
    form = ActivityForm(request.POST or None, activity=activity)

    def save(version: int | None) -> None:
        facts = {**form.facts(), "provider": _provider(request, form)}
        actions.change(activity, facts, by=request.user, version=version)

    saved = {name: getattr(activity, name) for name in TEXTS}
    saved |= {"provider": activity.provider.name if activity.provider else "", "hours": hours_of(activity.minutes)}
    return Editing(
        activity,
        form,
        "activity changed",
        save,
        saved,
        {name: getattr(activity, name) for name in CHOICES},
        back=reverse("learning:activity", args=[activity.pk]),
        done=_("The activity is changed."),
        draft_key=f"activity-{activity.pk}",
        context={
            "title": _("Change %(title)s") % {"title": activity},
            "crumb": activity,
            "button": _("Save"),
            "providers": _names(),
        },
    )


@require_POST
def close(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Offer it no more; what people have agreed about it stays."""
    activity = _activity(activity_id)
    require(may_keep_catalogue(request.user, clock.today()))
    actions.close(activity, by=request.user)
    messages.success(request, _("It is offered no more. What people have agreed about it stays."))
    return redirect("learning:activity", activity.pk)


@require_POST
def reopen(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Offer it again."""
    activity = _activity(activity_id)
    require(may_keep_catalogue(request.user, clock.today()))
    actions.reopen(activity, by=request.user)
    messages.success(request, _("It is offered again."))
    return redirect("learning:activity", activity.pk)


def _activity(activity_id: UUID) -> Activity:
    return get_object_or_404(Activity.objects.select_related("provider", "keeper"), pk=activity_id)
