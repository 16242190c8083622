"""Who holds which role; administrators give and end them, never their own."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.organisation import permissions, queries
from haandgreb.organisation.actions import staff
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.forms.people import RoleForm
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.models import Role
from haandgreb.organisation.views.acting import WHY_NOT, act, administrators_only
from haandgreb.shared import clock


@administrators_only
@require_http_methods(["GET", "POST"])
def roles(request: PersonRequest) -> HttpResponse:
    """Everybody with a role, and a form to give one."""
    today = clock.today()
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if not permissions.may_grant(request.user, data["person"], data["kind"], today):
            form.add_error("person", str(WHY_NOT["herself"]))
        elif (done := act(request, form, lambda: _given(request, data))) is not None:
            return done
    context = {"form": form, "roles": queries.role_holders(today), "today": today}
    return render(request, "organisation/roles.html", context, status=422 if form.errors else 200)


def _given(request: PersonRequest, data: dict[str, object]) -> str:
    facts = {name: data[name] for name in ("everywhere", "valid_from", "last_day")}
    units = [data["unit"]] if data["unit"] is not None else []
    role = staff.give_role(data["person"], data["kind"], units=units, by=request.user, **facts)  # type: ignore[arg-type]  # cleaned by the form
    messages.success(
        request, _("%(name)s has the role %(role)s.") % {"name": role.person.name, "role": role.get_kind_display()}
    )
    return reverse("organisation:roles")


@administrators_only
@require_POST
def end_role(request: PersonRequest, role_id: UUID) -> HttpResponse:
    """The role ends now."""
    role = get_object_or_404(Role.objects.select_related("person"), pk=role_id)
    if not permissions.may_grant(request.user, role.person, role.kind, clock.today()):
        raise PermissionDenied
    try:
        staff.end_role(role, by=request.user)
    except NotPossible as problem:
        messages.error(request, str(WHY_NOT[problem.code]))
    else:
        messages.success(
            request,
            _("%(name)s no longer has the role %(role)s.")
            % {"name": role.person.name, "role": role.get_kind_display()},
        )
    return redirect("organisation:roles")
