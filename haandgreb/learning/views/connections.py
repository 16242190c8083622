"""What an activity is to change: its lines up the map, and the competences it builds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.learning.actions import activities as actions
from haandgreb.learning.models import Activity
from haandgreb.learning.permissions import may_keep_catalogue
from haandgreb.learning.queries import connections as queries
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock

_LONGEST_SEARCH = 100


@require_http_methods(["GET", "POST"])
def connections(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """Connect it with a changed practice, a line of the plan or a competence, or take it off again."""
    activity = get_object_or_404(Activity, pk=activity_id)
    require(may_keep_catalogue(request.user, clock.today()))
    if request.method == "POST":
        return _act(request, activity)
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    context = {"activity": activity, "words": words, "groups": queries.groups(request.user, activity, words)}
    return render(request, "learning/activities/connections.html", context)


def _act(request: PersonRequest, activity: Activity) -> HttpResponse:
    act, _colon, rest = request.POST.get("do", "").partition(":")
    kind, _colon, pk = rest.partition(":")
    try:
        thing = queries.thing_of(kind, UUID(pk), request.user)
    except ValueError:
        thing = None
    if thing is None or act not in ("connect", "disconnect"):
        raise Http404
    if act == "connect":
        actions.connect(activity, thing, by=request.user)
        messages.success(request, _("Connected with “%(title)s”.") % {"title": thing})
    else:
        actions.disconnect(activity, thing, by=request.user)
        messages.success(request, _("No longer connected with “%(title)s”.") % {"title": thing})
    where = reverse("learning:connections", args=[activity.pk])
    words = request.GET.get("q", "")[:_LONGEST_SEARCH]
    return redirect(f"{where}?{urlencode({'q': words})}" if words else where)
