"""HR sets which kinds of dialogue the workplace has."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.dialogues.actions import own_kinds as actions
from haandgreb.dialogues.forms.kinds import KindForm
from haandgreb.dialogues.models import Kind
from haandgreb.dialogues.permissions import may_set_kinds
from haandgreb.dialogues.queries import kinds as queries
from haandgreb.organisation.editing import as_text, conflict_with, last_change, number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.versions import Stale

TEXTS = ("title", "title_en", "words", "words_en", "minutes")


@require_GET
def kinds(request: PersonRequest) -> HttpResponse:
    """All kinds; anybody may read which there are, HR for the whole organisation changes them."""
    context = {"kinds": queries.all_kinds(), "may_set": may_set_kinds(request.user, clock.today())}
    return render(request, "dialogues/kinds/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """A kind of our own."""
    require(may_set_kinds(request.user, clock.today()))
    form = _form(request, None)
    if request.method == "POST" and form.is_valid():

        def act() -> str:
            actions.add_kind(form.cleaned_data, by=request.user)
            return reverse("dialogues:kinds")

        address, done = only_once(request, act)
        if done:
            messages.success(request, _("The kind is there. Rounds and talks can be of it from now on."))
        return redirect(address)
    return _render(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def kind(request: PersonRequest, kind_id: UUID) -> HttpResponse:
    """Change one, or switch it off. Of two who change it the second is shown both texts."""
    require(may_set_kinds(request.user, clock.today()))
    found = get_object_or_404(Kind, pk=kind_id)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        if request.POST.get("keep") == "theirs":
            return redirect("dialogues:kinds")
        try:
            actions.change_kind(found, form.cleaned_data, version=number(request, "version"), by=request.user)
        except Stale:
            found.refresh_from_db()
            theirs = {name: as_text(getattr(found, name)) for name in TEXTS}
            conflict = conflict_with(form, theirs, found.version, last_change(found, "kind changed"))
            if conflict is not None:
                return _render(request, form, found, conflict)
            actions.change_kind(found, form.cleaned_data, version=found.version, by=request.user)
        messages.success(request, _("The kind is changed. What has begun goes on as it began."))
        return redirect("dialogues:kinds")
    return _render(request, form, found)


def _form(request: PersonRequest, found: Kind | None) -> KindForm:
    initial = {"minutes": 60, "is_used": True}
    if found is not None:
        initial = {name: getattr(found, name) for name in actions.FACTS}
    return KindForm(
        request.POST or None,
        initial=initial,
        preparations=queries.sets_of("preparation"),
        guides=queries.sets_of("guide"),
        is_group=found is not None and found.is_group,
    )


def _render(
    request: PersonRequest, form: KindForm, found: Kind | None, conflict: Conflict | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "kind": found,
        "conflict": conflict,
        "version": found.version if found else None,
        "in_use": found is not None and queries.is_in_use(found),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "dialogues/kinds/edit.html", context, status=status)
