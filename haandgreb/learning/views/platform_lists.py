"""A platform's list in four steps: choose the file, pair the columns, look through, save."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from haandgreb.competences.csv_file import csv_answer
from haandgreb.learning.actions import platform_lists as actions
from haandgreb.learning.actions import platforms
from haandgreb.learning.completion_words import MONTH_FIRST, TROUBLE, wrong_words
from haandgreb.learning.forms.platforms import ColumnsForm, ListForm
from haandgreb.learning.models import PlatformList
from haandgreb.learning.permissions import may_bring_in
from haandgreb.learning.queries import completions as queries
from haandgreb.learning.rules.platform_lists import PRESETS, preset_of
from haandgreb.learning.tasks import platform_lists as tasks
from haandgreb.organisation import import_files
from haandgreb.organisation.editing import only_once, require
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reasons import problem_text
from haandgreb.shared import clock

S = PlatformList.State


def _one(request: PersonRequest, list_id: UUID) -> PlatformList:
    """The list; 403 for everybody who may not read lists, whether it exists or not."""
    require(may_bring_in(request.user, clock.today()))
    return get_object_or_404(PlatformList.objects.select_related("platform", "started_by"), pk=list_id)


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Choose the file, and say where it is from. Nothing is saved yet."""
    require(may_bring_in(request.user, clock.today()))
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm(initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            address, _done = only_once(request, lambda: _begun(request, form))
            return redirect(address)
        except ImportProblem as problem:
            form.add_error("lists", problem_text(problem))
    context = {
        "form": form,
        "waiting": queries.lists_under_way(),
        "saved": queries.lists_saved(),
        "preset_names": ", ".join(one.name for one in PRESETS[PlatformList.Kind.COMPLETIONS]),
    }
    return render(request, "learning/completions/upload.html", context, status=422 if form.errors else 200)


def _initial(request: PersonRequest) -> dict[str, str]:
    asked = {"platform": request.GET.get("platform", ""), "kind": request.GET.get("kind", "")}
    return {name: value for name, value in asked.items() if value}


def _begun(request: PersonRequest, form: ListForm) -> str:
    data = form.cleaned_data
    platform = data.get("platform") or platforms.add(data["new_platform"], by=request.user)
    begun = actions.begin(data["kind"], platform, data["lists"], by=request.user)
    if begun.is_known:
        tasks.start_looking(begun.list)
    return reverse("learning:platform_list", args=[begun.list.pk])


@require_http_methods(["GET", "POST"])
def page(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """Where the list stands: to be paired, being read, to be looked through, saved."""
    one = _one(request, list_id)
    if request.method == "POST":
        return _save(request, one)
    if one.state == S.COLUMNS:
        return redirect("learning:platform_list_columns", one.pk)
    if one.state in (S.READING, S.SAVING):
        return render(request, "learning/completions/wait.html", {"list": one})
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(request.path)
    if one.state == S.READY:
        context = {"list": one, **queries.look(one, request.GET.get("page", ""))}
        context["month_first"] = MONTH_FIRST if one.preview.get("month_first") else ""
        context["trouble"] = TROUBLE.get(one.preview.get("trouble", ""), "")
        return render(request, "learning/completions/look.html", context)
    return render(request, "learning/completions/done.html", {"list": one, **queries.figures(one)})


def _save(request: PersonRequest, one: PlatformList) -> HttpResponse:
    if one.state == S.READY:
        try:
            tasks.start_saving(one, with_courses="with_courses" in request.POST, by=request.user)
        except import_files.FileGone:
            actions.look_through(one)
    return redirect("learning:platform_list", one.pk)


@require_http_methods(["GET", "POST"])
def columns(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """Which column is which, and what the words under status mean."""
    one = _one(request, list_id)
    if one.state not in actions.WAITING:
        return redirect("learning:platform_list", one.pk)
    try:
        table = actions.table_of(one)
    except import_files.FileGone:
        actions.look_through(one)
        return redirect("learning:platform_list", one.pk)
    reading = actions.reading_of(one)
    form = ColumnsForm(request.POST or None, kind=one.kind, table=table, reading=reading)
    if request.method == "POST" and form.is_valid():
        actions.pair(one, form.reading)
        tasks.start_looking(one)
        return redirect("learning:platform_list", one.pk)
    context = {
        "list": one,
        "form": form,
        "preset": preset_of(one.kind, table.headings),
        "headings": table.headings,
        "first": list(zip(table.lines, table.first_rows(), strict=False)),
    }
    return render(request, "learning/completions/columns.html", context, status=422 if form.errors else 200)


@require_GET
def wrong(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """The rows that are not read as a file, each with its line and its reason."""
    one = _one(request, list_id)
    heads = [pgettext("of a file", "Line"), _("Why"), *one.preview.get("headings", [])]
    rows = ([row["line"], wrong_words(row["code"], row["params"]), *row["cells"]] for row in actions.wrong_rows(one))
    return csv_answer(f"not-read-{clock.today().isoformat()}", heads, rows)


@require_POST
def drop(request: PersonRequest, list_id: UUID) -> HttpResponse:
    """Nothing of the list is saved."""
    actions.drop(_one(request, list_id), by=request.user)
    messages.success(request, _("Nothing of the list was saved, and it is deleted here."))
    return redirect("learning:platform_lists")
