"""One's own note on an activity, and whether a module is used."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from haandgreb.learning.actions import together as actions
from haandgreb.learning.actions import use_checks
from haandgreb.learning.forms.notes import NoteForm, UseForm
from haandgreb.learning.models import Activity, TransferBarrier
from haandgreb.learning.permissions import LEARNER, side_of
from haandgreb.learning.queries import together as queries
from haandgreb.learning.queries.use_checks import DAYS, is_open
from haandgreb.learning.views.seen import seen
from haandgreb.organisation.editing import require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale


@require_http_methods(["GET", "POST"])
def note(request: PersonRequest, activity_id: UUID) -> HttpResponse:
    """What she expects and what she took from it: hers alone."""
    activity = get_object_or_404(Activity, pk=activity_id)
    row = queries.note_of(request.user, activity)
    form = NoteForm(request.POST or None, note=row)
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in actions.NOTE_TEXTS}
        try:
            actions.write_note(activity, texts, by=request.user, version=form.cleaned_data["version"] or 0)
        except Stale:
            form.add_error(
                None, _("You have saved it in another window since. Copy what you wrote here, and open it anew.")
            )
        else:
            messages.success(request, _("Your note is saved. Only you can see it."))
            return redirect("learning:activity", activity.pk)
    context = {"form": form, "activity": activity}
    return render(request, "learning/tracks/note.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def use(request: PersonRequest, enrolment_id: UUID, day: int) -> HttpResponse:
    """Seven and thirty days after a module: is it used?"""
    enrolment = seen(request, enrolment_id)
    today = clock.today()
    require(side_of(enrolment, request.user, today) == LEARNER)
    if day not in DAYS or not is_open(enrolment, day, today):
        raise Http404
    form = UseForm(request.POST or None, kinds=list(TransferBarrier.Kind.choices))
    if request.method == "POST" and form.is_valid():
        use_checks.answer(enrolment, day, form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you. It is saved, and only you see what you wrote."))
        return redirect("learning:enrolment", enrolment.pk)
    context = {
        "form": form,
        "title": _("Do you use it?"),
        "lede": _("Three questions about “%(title)s”. It takes a minute.") % {"title": enrolment.activity},
        "crumb": enrolment.activity,
        "back": reverse("learning:enrolment", args=[enrolment.pk]),
        "button": _("Save"),
    }
    return render(request, "organisation/form.html", context, status=422 if form.errors else 200)
