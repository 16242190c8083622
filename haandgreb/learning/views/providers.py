"""Who teaches."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.learning.actions import activities as actions
from haandgreb.learning.forms.activities import ProviderForm
from haandgreb.learning.models import Provider
from haandgreb.learning.permissions import may_keep_catalogue
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock, once
from haandgreb.shared.danish import sort_key

PER_PAGE = 50


@require_GET
def listed(request: PersonRequest) -> HttpResponse:
    """All providers with their contact, and how much they provide."""
    require(may_keep_catalogue(request.user, clock.today()))
    rows = sorted(Provider.objects.annotate(provides=Count("activities")), key=lambda one: sort_key(one.name))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "learning/activities/providers.html", {"page": page})


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Somebody new."""
    require(may_keep_catalogue(request.user, clock.today()))
    form = ProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():

        def add() -> str:
            actions.add_provider(by=request.user, **form.cleaned_data)
            return reverse("learning:providers")

        address, done = only_once(request, add)
        if done:
            messages.success(request, _("The provider is saved."))
        return redirect(address)
    if form.errors and (before := once.earlier(request)):
        return redirect(before)
    return _form_page(request, form, _("A new provider"))


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, provider_id: UUID) -> HttpResponse:
    """Name, contact and address."""
    provider = get_object_or_404(Provider, pk=provider_id)
    require(may_keep_catalogue(request.user, clock.today()))
    form = ProviderForm(request.POST or None, provider=provider)
    if request.method == "POST" and form.is_valid():
        actions.change_provider(provider, form.cleaned_data, by=request.user)
        messages.success(request, _("The provider is saved."))
        return redirect("learning:providers")
    return _form_page(request, form, _("Change %(title)s") % {"title": provider})


def _form_page(request: PersonRequest, form: ProviderForm, title: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "crumb": _("Providers"),
        "back": reverse("learning:providers"),
        "button": _("Save"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)
