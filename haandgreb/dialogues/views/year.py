"""The year wheel: rounds beside everything else the workplace plans. Days are no secret: everybody reads it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.dialogues import year_chart
from haandgreb.dialogues.actions import rounds as actions
from haandgreb.dialogues.forms.rounds import EventForm
from haandgreb.dialogues.models import Round, YearEvent
from haandgreb.dialogues.permissions import may_plan_rounds
from haandgreb.dialogues.queries import year as queries
from haandgreb.organisation.editing import conflict_with, last_change, number, only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.shared import clock
from haandgreb.shared.formats import MONTHS
from haandgreb.shared.templatetags.look import current_language
from haandgreb.shared.versions import Stale

BACK = 5  # months before this one that are shown first
FACTS = ("title", "title_en", "starts_on", "ends_on", "who")


@require_GET
def year(request: PersonRequest) -> HttpResponse:
    """Twelve months, as a wheel and as a list."""
    today = clock.today()
    begins = _begins(request.GET.get("from", ""), today)
    ends = queries.months(begins, 12)
    spans = queries.spans(begins, ends)
    seen = {one.pk for one in Round.objects.visible_to(request.user, today)}
    context = {
        "spans": [(span, span.round is not None and span.round.pk in seen) for span in spans],
        "wheel": year_chart.wheel(spans, begins, ends, today),
        "first": _month(begins),
        "last": _month(queries.months(begins, 11)),
        "earlier": f"{queries.months(begins, -12):%Y-%m}" if begins.year > 1901 else "",
        "later": f"{ends:%Y-%m}" if begins.year < 2990 else "",
        "may_plan": may_plan_rounds(request.user, today),
        "today": today,
    }
    return render(request, "dialogues/rounds/year.html", context)


def _month(day: date) -> str:
    language = current_language()
    return f"{MONTHS[language][day.month - 1]} {day.year}"


def _begins(text: str, today: date) -> date:
    number_of_year, _sign, month = text.partition("-")
    try:
        wanted = date(int(number_of_year), int(month), 1)
    except ValueError:
        return queries.months(today, -BACK)
    return wanted if 1900 < wanted.year < 2991 else queries.months(today, -BACK)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Write down another activity of the year."""
    require(may_plan_rounds(request.user, clock.today()))
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address, done = only_once(request, lambda: _create(request, form))
        if done:
            messages.success(request, _("It stands in the year now."))
        return redirect(address)
    return render(request, "dialogues/rounds/event.html", {"form": form}, status=422 if form.errors else 200)


def _create(request: PersonRequest, form: EventForm) -> str:
    actions.save_event(YearEvent(), by=request.user, **form.cleaned_data)
    return reverse("dialogues:year")


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, event_id: UUID) -> HttpResponse:
    """Change an activity of the year."""
    require(may_plan_rounds(request.user, clock.today()))
    event = get_object_or_404(YearEvent, pk=event_id)
    if request.POST.get("keep") == "theirs":
        return redirect("dialogues:year")
    form = EventForm(request.POST or None, initial={name: getattr(event, name) for name in FACTS})
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_event(event, by=request.user, version=number(request, "version"), **form.cleaned_data)
        except Stale:
            event.refresh_from_db()
            texts = {name: getattr(event, name) for name in ("title", "title_en", "who")}
            days = {name: getattr(event, name) for name in ("starts_on", "ends_on")}
            conflict = conflict_with(form, texts, event.version, last_change(event, "year event saved"), days)
        if conflict is None:
            messages.success(request, _("It is changed."))
            return redirect("dialogues:year")
    version = number(request, "version") if request.method == "POST" and conflict is None else event.version
    context = {"form": form, "event": event, "version": version, "conflict": conflict}
    return render(request, "dialogues/rounds/event.html", context, status=422 if form.errors or conflict else 200)


@require_POST
def delete(request: PersonRequest, event_id: UUID) -> HttpResponse:
    """Take an activity out of the year."""
    require(may_plan_rounds(request.user, clock.today()))
    event = YearEvent.objects.filter(pk=event_id).first()
    if event is not None:
        actions.delete_event(event, by=request.user)
    messages.success(request, _("It is taken out of the year."))
    return redirect("dialogues:year")
