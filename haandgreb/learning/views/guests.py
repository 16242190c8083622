"""Inviting somebody without an account, and calling the link back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from haandgreb.learning.actions import guest_links as actions
from haandgreb.learning.forms.guests import InviteForm
from haandgreb.learning.models import Enrolment, GuestLink, TransferPlan
from haandgreb.learning.permissions import LEARNER, may_call_back, may_invite, side_of
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock


@require_http_methods(["GET", "POST"])
def invite(request: PersonRequest, enrolment_id: UUID, kind: str) -> HttpResponse:
    """Send a provider or a buddy a link."""
    enrolment = seen(request, enrolment_id)
    if kind not in GuestLink.Kind.values:
        raise Http404
    require(may_invite(enrolment, request.user, kind, clock.today()))
    form = _form(request, enrolment, kind)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            address, is_new = only_once(request, lambda: _send(request, enrolment, kind, form))
        except actions.TooManyLinks:
            form.add_error(None, _("There are many links already. Call one back before you send another."))
        else:
            if is_new:
                messages.success(request, _("The link is on its way."))
            return redirect(address)
    if form.errors:
        status = 422
    context = {"enrolment": enrolment, "form": form, "is_provider": kind == GuestLink.Kind.PROVIDER}
    return render(request, "learning/guests/invite.html", context, status=status)


def _form(request: PersonRequest, enrolment: Enrolment, kind: str) -> InviteForm:
    initial: dict[str, Any] = {}
    provider = enrolment.activity.provider
    if kind == GuestLink.Kind.PROVIDER and provider is not None:
        initial = {"name": provider.contact or provider.name, "email": provider.email}
    plan = TransferPlan.objects.filter(enrolment=enrolment).first()
    is_hers = side_of(enrolment, request.user, clock.today()) == LEARNER
    asks = plan is not None and any(plan.questions) and is_hers and kind == GuestLink.Kind.PROVIDER
    return InviteForm(request.POST or None, initial=initial, kind=kind, has_questions=asks)


def _send(request: PersonRequest, enrolment: Enrolment, kind: str, form: InviteForm) -> str:
    said = form.cleaned_data
    actions.invite(
        enrolment,
        kind,
        said["name"],
        said["email"],
        by=request.user,
        message=said["message"],
        shows_questions=said.get("shows_questions", False),
    )
    return f"{reverse('learning:enrolment', args=[enrolment.pk])}#guests"


@require_POST
def call_back(request: PersonRequest, link_id: UUID) -> HttpResponse:
    """The link opens nothing any more."""
    link = get_object_or_404(GuestLink.objects.select_related("enrolment"), pk=link_id)
    seen(request, link.enrolment_id)
    if not may_call_back(link, request.user, clock.today()):
        raise Http404
    actions.call_back(link, by=request.user)
    messages.success(request, _("The link opens nothing any more."))
    return redirect(f"{reverse('learning:enrolment', args=[link.enrolment_id])}#guests")
