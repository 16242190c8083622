"""The agenda of a meeting: add, change, move, remove, lay a template."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.meetings.actions import agenda as actions
from haandgreb.meetings.forms.planning import ItemForm, QuickItemForm, TemplateForm
from haandgreb.meetings.models import AgendaItem, Meeting, ParkedPoint
from haandgreb.meetings.permissions import may_edit_item, may_edit_meeting, may_write_minutes
from haandgreb.meetings.views.common import meeting_of, people_in
from haandgreb.meetings.views.planning import meeting_page
from haandgreb.organisation.editing import Change, as_text, conflict_with, only_once, require, version_in, with_draft
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import drafts
from haandgreb.shared.conflict import Conflict

# The fields whose texts are shown beside each other when two people changed an item; the others travel along.
TEXTS = ("title", "purpose", "outcome", "preparation", "preparation_link", "preparation_minutes", "minutes")


@require_POST
def add(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """A new item, in one line."""
    meeting = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, meeting))
    form = QuickItemForm(request.POST)
    if not form.is_valid():
        return meeting_page(request, meeting, form)

    def act() -> str:
        item = actions.add(meeting, by=request.user, **form.cleaned_data)
        drafts.drop(request.user, f"meetings-add-{meeting.pk}")
        return reverse("meetings:meeting", args=[meeting.pk]) + f"#item-{item.pk}"

    address, _done = only_once(request, act)
    return redirect(address)


@require_http_methods(["GET", "POST"])
def item(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Everything about one item. Where two change it at once, both texts are kept and shown."""
    meeting = meeting_of(request, meeting_id)
    found = get_object_or_404(meeting.items.select_related("owner", "changed_by"), pk=item_id)
    require(may_edit_item(request.user, found, meeting))
    draft_key = f"meetings-item-{found.pk}"
    if request.POST.get("keep") == "theirs":
        drafts.drop(request.user, draft_key)
        return _back(meeting, found)
    form = ItemForm(people_in(meeting), request.POST or None, initial=_initial(found))
    conflict = None
    if request.method == "POST" and form.is_valid():
        conflict = _conflict(found, form) if version_in(request.POST, 0) != found.version else None
        version = found.version
        needed = form.cleaned_data["needed"]
        if conflict is None and actions.change(found, form.facts(), by=request.user, version=version, needed=needed):
            drafts.drop(request.user, draft_key)
            messages.success(request, _("The item is saved."))
            return _back(meeting, found)
        if conflict is None:  # changed in the very moment of saving
            found.refresh_from_db()
            conflict = _conflict(found, form)
    drafted = with_draft(request, draft_key, form)
    context = {
        "form": form,
        "meeting": meeting,
        "item": found,
        "version": version_in(drafted or request.POST, found.version),
        "conflict": conflict,
        "draft_key": draft_key,
        "drafted": drafted,
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "meetings/item.html", context, status=status)


def _initial(found: AgendaItem) -> dict[str, Any]:
    return {
        **{name: getattr(found, name) for name in ItemForm.base_fields if hasattr(found, name)},
        "owner": found.owner_id,
        "preparation_minutes": found.preparation_minutes or None,
        "everyone_needed": "all" if found.everyone_needed else "some",
        "needed": list(found.needs.values_list("person", flat=True)),
    }


def _conflict(found: AgendaItem, form: ItemForm) -> Conflict | None:
    theirs = {name: as_text(getattr(found, name)) for name in TEXTS}
    choices = {
        "kind": found.kind,
        "owner": found.owner,
        "everyone_needed": "all" if found.everyone_needed else "some",
        "needed": [need.person for need in found.needs.select_related("person")],
    }
    return conflict_with(form, theirs, found.version, Change(found.changed_by, found.changed_at), choices)


@require_POST
def move(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """One place up or down."""
    meeting = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, meeting))
    found = get_object_or_404(meeting.items.all(), pk=item_id)
    actions.move(found, -1 if request.POST.get("act") == "up" else 1, by=request.user)
    return _back(meeting, found)


@require_POST
def remove(request: PersonRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Off the agenda."""
    meeting = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, meeting))
    found = get_object_or_404(meeting.items.all(), pk=item_id)
    actions.remove(found, by=request.user)
    messages.success(request, _("“%(title)s” is off the agenda.") % {"title": found.title})
    return redirect("meetings:meeting", meeting.pk)


@require_POST
def lay(request: PersonRequest, meeting_id: UUID) -> HttpResponse:
    """Lay the items of a template."""
    meeting = meeting_of(request, meeting_id)
    require(may_edit_meeting(request.user, meeting))
    form = TemplateForm(request.POST)
    if form.is_valid():
        address = reverse("meetings:meeting", args=[meeting.pk])

        def act() -> str:
            actions.lay(meeting, form.cleaned_data["template"], by=request.user)
            return address

        only_once(request, act)
        messages.success(request, _("The items are on the agenda. Change them so that they are yours."))
    else:
        messages.error(request, _("Choose an agenda from the list."))
    return redirect("meetings:meeting", meeting.pk)


@require_POST
def parked(request: PersonRequest, meeting_id: UUID, point_id: UUID) -> HttpResponse:
    """Put a parked point on this agenda, or say that it is dealt with."""
    meeting = meeting_of(request, meeting_id)
    point = get_object_or_404(
        ParkedPoint.objects.filter(meeting__in=Meeting.objects.visible_to(request.user)), pk=point_id
    )
    require(may_edit_meeting(request.user, meeting) or may_write_minutes(request.user, meeting))
    same_series = point.meeting_id == meeting.pk or (
        meeting.series_id is not None and point.meeting.series_id == meeting.series_id
    )
    require(same_series)
    actions.take_up(point.pk, meeting, by=request.user, as_item=request.POST.get("act") == "item")
    there = "meetings:closing" if request.POST.get("next") == "closing" else "meetings:meeting"
    return redirect(there, meeting.pk)


def _back(meeting: Meeting, found: AgendaItem) -> HttpResponse:
    return redirect(reverse("meetings:meeting", args=[meeting.pk]) + f"#item-{found.pk}")
