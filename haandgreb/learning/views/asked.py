"""Is it asked for? One tap a week, and one's own weeks."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from haandgreb.learning.actions import asked as actions
from haandgreb.learning.permissions import LEARNER, reads_use_figures, side_of
from haandgreb.learning.queries.asked import asked_of
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest, next_page
from haandgreb.shared import clock


@require_GET
def asked(request: PersonRequest) -> HttpResponse:
    """This week, and the weeks before: hers alone."""
    today = clock.today()
    context = {"asked": asked_of(request.user, today), "reads_figures": reads_use_figures(request.user, today)}
    return render(request, "learning/asked/page.html", context)


@require_POST
def tap(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """One tap: who asked this week, or that nobody did; or one taken back."""
    enrolment = seen(request, enrolment_id)
    require(side_of(enrolment, request.user, clock.today()) == LEARNER)
    back, source = request.POST.get("take_back", ""), request.POST.get("source", "")
    try:
        actions.tap(enrolment, back or source, by=request.user, is_on=not back)
    except actions.NotAsked:
        messages.error(request, _("This week is not asked about. Nothing was saved."))
    except ValueError:
        messages.error(request, _("Choose one of the answers."))
    else:
        messages.success(request, _("Taken back.") if back else _("Noted. Thank you."))
    return redirect(next_page(request, "learning:asked"))
