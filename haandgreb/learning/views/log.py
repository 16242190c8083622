"""The learning log: the learner writes, the manager reads what she is shown."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from haandgreb.learning.actions import log as actions
from haandgreb.learning.forms.log import LogForm
from haandgreb.learning.models import Enrolment, LogEntry
from haandgreb.learning.permissions import LEARNER, may_write_log, side_of
from haandgreb.learning.queries import log as queries
from haandgreb.learning.rules.log import MOST
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock


@require_GET
def log(request: PersonRequest, enrolment_id: UUID) -> HttpResponse:
    """Every half day for the learner; for her manager those she shows."""
    enrolment = seen(request, enrolment_id)
    side = side_of(enrolment, request.user, clock.today())
    context = {
        "enrolment": enrolment,
        "days": queries.log_of(enrolment, side, request.user),
        "is_hers": side == LEARNER,
        "may_write": may_write_log(enrolment, request.user),
    }
    return render(request, "learning/guests/log.html", context)


@require_http_methods(["GET", "POST"])
def entry(request: PersonRequest, enrolment_id: UUID, half_day: int) -> HttpResponse:
    """Write about one half day."""
    enrolment = seen(request, enrolment_id)
    require(may_write_log(enrolment, request.user))
    if not 1 <= half_day <= MOST:
        raise Http404
    return edit_page(request, "learning/guests/log_entry.html", lambda: _editing(request, enrolment, half_day))


def _editing(request: PersonRequest, enrolment: Enrolment, half_day: int) -> Editing:
    row = LogEntry.objects.filter(enrolment=enrolment, half_day=half_day).first()
    if row is None:
        row = LogEntry(enrolment=enrolment, half_day=half_day, version=0)
    nearest = managers_of(enrolment.person, clock.today())
    texts = {name: getattr(row, name) or "" for name in actions.TEXTS}
    choices = {"shown_to_manager": row.is_read_by(nearest), "shown_to_buddy": row.shown_to_buddy}
    form = LogForm(request.POST or None, initial={**texts, **choices})

    def save(version: int | None) -> None:
        shown = {name: form.cleaned_data[name] for name in choices}
        actions.write(enrolment, half_day, form.texts(), version=version, by=request.user, **shown)

    return Editing(
        row,
        form,
        "log entry written",
        save,
        texts,
        {},
        back=reverse("learning:log", args=[enrolment.pk]),
        done=_("Your log is saved."),
        draft_key=f"learning-log-{enrolment.pk}-{half_day}",
        context={"enrolment": enrolment, "half_day": queries.half_day(enrolment, half_day)},
    )
