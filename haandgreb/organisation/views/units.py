"""Units and their managers by hand (administrators), and who stands in (the manager)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.organisation import permissions, queries
from haandgreb.organisation.actions import units as actions
from haandgreb.organisation.editing import conflict_with, last_change
from haandgreb.organisation.forms.people import DeputyForm, LastDayForm, ManagersForm, UnitForm
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Deputy, Unit
from haandgreb.organisation.views.acting import act, administrators_only, form_page
from haandgreb.shared import clock

_TEXTS = ("name", "name_en", "kind")
_FACTS = (*_TEXTS, "parent", "valid_from")


def _address(unit: Unit) -> str:
    return reverse("organisation:unit", args=[unit.pk])


def _visible(request: PersonRequest, unit_id: UUID) -> Unit:
    return get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_id)


@administrators_only
@require_http_methods(["GET", "POST"])
def new_unit(request: PersonRequest) -> HttpResponse:
    """A new unit from a day."""
    above = Unit.objects.filter(pk=request.GET["parent"]).first() if _is_uuid(request.GET.get("parent", "")) else None
    form = UnitForm(request.POST or None, parent=above)
    if request.method == "POST" and form.is_valid():

        def opened() -> str:
            unit = actions.open_unit(**{name: form.cleaned_data[name] for name in _FACTS}, by=request.user)
            messages.success(request, _("%(name)s is added.") % {"name": unit.title})
            return _address(unit)

        if (done := act(request, form, opened)) is not None:
            return done
    back = reverse("organisation:units")
    return form_page(request, form, title=_("A new unit"), button=_("Add"), back=back, crumb=_("Units"))


@administrators_only
@require_http_methods(["GET", "POST"])
def edit_unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """What the unit is called and where it stands from a day; until then it stays as it is."""
    unit = _visible(request, unit_id)
    if request.POST.get("keep") == "theirs":
        return redirect(_address(unit))
    form = UnitForm(request.POST or None, unit=unit)
    words: dict[str, Any] = {"title": unit.title, "button": _("Save"), "back": _address(unit), "crumb": _("Units")}
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in _FACTS}
        fresh = Unit.objects.get(pk=unit.pk)
        theirs = {name: getattr(fresh, name) for name in _TEXTS}
        if form.cleaned_data["version"] != fresh.version and (
            conflict := conflict_with(
                form, theirs, fresh.version, last_change(fresh, "unit.changed"), {"parent": fresh.parent}
            )
        ):
            return form_page(request, form, status=409, conflict=conflict, **words)

        def changed() -> str:
            actions.change_unit(fresh, **facts, by=request.user)
            messages.success(request, _("%(name)s is saved.") % {"name": facts["name"]})
            return _address(unit)

        if (done := act(request, form, changed)) is not None:
            return done
    return form_page(request, form, lede=_("Names and places of the past are kept."), **words)


@administrators_only
@require_http_methods(["GET", "POST"])
def close_unit(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """The unit's last day."""
    unit = _visible(request, unit_id)
    form = LastDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def closed() -> str:
            actions.close_unit(unit, valid_to=form.cleaned_data["last_day"] + timedelta(days=1), by=request.user)
            messages.success(request, _("%(name)s is saved.") % {"name": unit.title})
            return _address(unit)

        if (done := act(request, form, closed)) is not None:
            return done
    title = _("When is the last day of %(unit)s?") % {"unit": unit.title}
    return form_page(request, form, title=title, button=_("Save"), back=_address(unit), crumb=_("Units"), danger=True)


@administrators_only
@require_http_methods(["GET", "POST"])
def set_managers(request: PersonRequest, unit_id: UUID) -> HttpResponse:
    """Who manages the unit from a day."""
    unit, today = _visible(request, unit_id), clock.today()
    own = queries.own_managers([unit.pk], today).get(unit.pk, [])
    form = ManagersForm(request.POST or None, initial={"people": own})
    if request.method == "POST" and form.is_valid():

        def done_so() -> str:
            data = form.cleaned_data
            actions.set_managers(unit, data["people"], valid_from=data["valid_from"], by=request.user)
            messages.success(request, _("%(name)s is saved.") % {"name": unit.title})
            return _address(unit)

        if (done := act(request, form, done_so)) is not None:
            return done
    title = _("Who manages %(unit)s?") % {"unit": unit.title}
    return form_page(request, form, title=title, button=_("Save"), back=_address(unit), crumb=_("Units"))


@require_http_methods(["GET", "POST"])
def deputies(request: PersonRequest) -> HttpResponse:
    """Who stands in for me, and until when."""
    person, today = request.user, clock.today()
    units = queries.units_managed_by(person, today)
    if not units:
        raise PermissionDenied
    form = DeputyForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():

        def named() -> str:
            data = form.cleaned_data
            actions.name_deputy(
                data["unit"], data["person"], valid_from=data["valid_from"], last_day=data["last_day"], by=person
            )
            messages.success(request, _("%(name)s stands in for you.") % {"name": data["person"].name})
            return reverse("organisation:deputies")

        if (done := act(request, form, named)) is not None:
            return done
    context = {"form": form, "deputies": queries.deputies_named_by(units, today), "today": today}
    return render(request, "organisation/deputies.html", context, status=422 if form.errors else 200)


@require_POST
def end_deputy(request: PersonRequest, deputy_id: UUID) -> HttpResponse:
    """The delegation ends now."""
    today = clock.today()
    with transaction.atomic():
        deputy = get_object_or_404(
            Deputy.objects.select_related("unit", "person").filter(valid_to__gt=today), pk=deputy_id
        )
        if not permissions.may_name_deputy(request.user, deputy.unit, today):
            raise PermissionDenied
        actions.end_deputy(deputy, by=request.user)
    messages.success(request, _("%(name)s no longer stands in for you.") % {"name": deputy.person.name})
    return redirect("organisation:deputies")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
