"""Measurements of a result: write down, correct, take away, and the file of all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from haandgreb.organisation.edit_page import Editing, edit_page
from haandgreb.organisation.editing import (
    only_once,
    require,
    version_in,
)
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.queries.rejected_csv import safe
from haandgreb.shared import clock
from haandgreb.shared.conflict import Conflict
from haandgreb.shared.templatetags.look import current_language
from haandgreb.strategy.actions import results as actions
from haandgreb.strategy.forms.results import MeasureForm
from haandgreb.strategy.models import Measurement, Result
from haandgreb.strategy.permissions import may_edit_result, sees_names
from haandgreb.strategy.rules.numbers import write_number
from haandgreb.strategy.views.common import result_of

_BOM = "\ufeff"


@require_http_methods(["GET", "POST"])
def measure(request: PersonRequest, result_id: UUID) -> HttpResponse:
    """Write down a measurement."""
    result = result_of(request, result_id)
    today = clock.today()
    require(may_edit_result(request.user, result, today))
    form = MeasureForm(request.POST or None, initial={"measured_on": today}, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            address, _done = only_once(request, lambda: _measure(request, result, form))
        except actions.MeasuredThatDay:
            form.add_error("measured_on", _taken())
        else:
            return redirect(address)
    return _form(request, result, form, _("Write down a measurement"))


def _measure(request: PersonRequest, result: Result, form: MeasureForm) -> str:
    if actions.measure(result, by=request.user, **form.cleaned_data):
        messages.success(request, _("The first measurement is saved. It is where you start from: the baseline."))
    else:
        messages.success(request, _("The measurement is saved."))
    return reverse("strategy:result", args=[result.pk])


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, measurement_id: UUID) -> HttpResponse:
    """Correct a measurement."""
    return edit_page(request, "strategy/measure.html", lambda: _correcting(request, measurement_id))


def _correcting(request: PersonRequest, measurement_id: UUID) -> Editing:
    measurement = _measurement(request, measurement_id)
    result = measurement.result
    initial = {name: getattr(measurement, name) for name in MeasureForm.base_fields}
    form = MeasureForm(request.POST or None, initial=initial, today=clock.today())

    def save(version: int | None) -> None:
        try:
            actions.correct(measurement, by=request.user, version=version, **form.cleaned_data)
        except actions.MeasuredThatDay:
            form.add_error("measured_on", _taken())

    return Editing(
        measurement,
        form,
        "measurement corrected",
        save,
        {"note": measurement.note},
        {"measured_on": measurement.measured_on, "value": measurement.value},
        back=reverse("strategy:result", args=[result.pk]),
        done=_("The measurement is corrected."),
        trail=result,
        context={"result": result, "measurement": measurement, "title": _("Correct a measurement")},
    )


@require_POST
def remove(request: PersonRequest, measurement_id: UUID) -> HttpResponse:
    """It was no measurement of this result."""
    measurement = _measurement(request, measurement_id)
    actions.remove_measurement(measurement, by=request.user)
    messages.success(request, _("The measurement is deleted."))
    return redirect("strategy:result", measurement.result_id)


def _form(
    request: PersonRequest,
    result: Result,
    form: MeasureForm,
    title: str,
    measurement: Measurement | None = None,
    conflict: Conflict | None = None,
    version: int = 0,
) -> HttpResponse:
    context = {
        "result": result,
        "form": form,
        "title": title,
        "measurement": measurement,
        "conflict": conflict,
        "version": version_in(request.POST, version),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "strategy/measure.html", context, status=status)


def _measurement(request: PersonRequest, measurement_id: UUID) -> Measurement:
    rows = Measurement.objects.filter(result__in=Result.objects.visible_to(request.user)).select_related("result")
    measurement = get_object_or_404(rows, pk=measurement_id)
    require(may_edit_result(request.user, measurement.result, clock.today()))
    return measurement


def _taken() -> str:
    return _("There is a measurement of that day already. Correct that one, or choose another day.")


@require_GET
def download(request: PersonRequest, result_id: UUID) -> StreamingHttpResponse:
    """All measurements as CSV; no cell can be taken for a formula."""
    result = result_of(request, result_id)
    names = sees_names(request.user, clock.today())
    response = StreamingHttpResponse(_lines(result, names), content_type="text/csv; charset=utf-8")
    day = clock.today().isoformat()
    response["Content-Disposition"] = f'attachment; filename="measurements-{day}.csv"'
    return response


def _lines(result: Result, names: bool) -> Iterator[str]:
    yield _BOM
    heads = [_("Day"), _("Value"), _("Measured in"), _("Note")]
    yield _row([*heads, _("Written by")] if names else heads)
    for row in result.measurements.select_related("written_by"):
        cells = [row.measured_on.isoformat(), write_number(row.value, current_language()), result.measured_in, row.note]
        yield _row([*cells, str(row.written_by or "")] if names else cells)


def _row(cells: list[str]) -> str:
    line = io.StringIO()
    writer = csv.writer(line, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([safe(cell) for cell in cells])
    return line.getvalue()
