"""A platform's login and key, for administrators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.integrations.xapi import actions
from haandgreb.integrations.xapi.models import StatementSource
from haandgreb.learning.models import Platform
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.permissions import may_administer
from haandgreb.shared import clock
from haandgreb.shared.address import base_url


def _platform(request: PersonRequest, platform_id: UUID) -> Platform:
    """The platform; 403 for everybody who is no administrator, whether it exists or not."""
    require(may_administer(request.user, clock.today()))
    return get_object_or_404(Platform, pk=platform_id)


@require_GET
def source(request: PersonRequest, platform_id: UUID) -> HttpResponse:
    """Whether the platform may tell by itself, and how it does."""
    return _page(request, _platform(request, platform_id))


@require_POST
def make(request: PersonRequest, platform_id: UUID) -> HttpResponse:
    """Make a key and show it this once; an earlier one ends."""
    platform = _platform(request, platform_id)
    _source, key = actions.make_key(platform, by=request.user)
    return _page(request, platform, key)


@require_POST
def end(request: PersonRequest, platform_id: UUID) -> HttpResponse:
    """End the key."""
    platform = _platform(request, platform_id)
    actions.end_key(platform, by=request.user)
    messages.success(request, _("The key has ended. The platform tells nothing more by itself."))
    return redirect("xapi:source", platform.pk)


def _page(request: PersonRequest, platform: Platform, key: str = "") -> HttpResponse:
    context = {
        "platform": platform,
        "source": StatementSource.objects.filter(platform=platform).select_related("made_by").first(),
        "key": key,
        "address": base_url(request) + reverse("xapi:statements").removesuffix("statements"),
    }
    return render(request, "xapi/source.html", context)
