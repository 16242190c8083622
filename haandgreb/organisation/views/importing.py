"""A staff list in four steps: choose the file, pair the columns, look through, save."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from haandgreb.organisation import import_files, permissions, tasks
from haandgreb.organisation.actions import demo, import_runs, signing_in
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.forms.importing import ColumnsForm, RowForm, SaveForm, UploadForm
from haandgreb.organisation.forms.signing_in import WorkplaceForm
from haandgreb.organisation.http import PersonRequest
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reasons import problem_text
from haandgreb.organisation.models import ImportRun
from haandgreb.organisation.queries import import_pages, rejected_csv
from haandgreb.organisation.queries.import_words import NOT_SAVED
from haandgreb.shared import clock, once
from haandgreb.shared.installation import is_demo_now

V = TypeVar("V", bound=Callable[..., HttpResponse])
S = ImportRun.State


def importers_only(page: V) -> V:
    """403 for everybody else, whether the list exists or not."""

    @wraps(page)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_import(request.user, clock.today()):
            raise PermissionDenied
        return page(request, *args, **kwargs)

    return cast(V, guarded)


@importers_only
@require_http_methods(["GET", "POST"])
def staff_list(request: PersonRequest) -> HttpResponse:
    """Choose the file; a demo has to be removed first, as anybody can walk into it."""
    if is_demo_now():
        return redirect("organisation:leave_demo")
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            return _begun(request, form)
        except ImportProblem as problem:
            form.add_error("lists", problem_text(problem))
    context = {"form": form, **import_pages.first_page()}
    return render(request, "organisation/import.html", context, status=422 if form.errors else 200)


def _begun(request: PersonRequest, form: UploadForm) -> HttpResponse:
    with transaction.atomic():
        first = once.claim(request)
        if first:
            return redirect(first)
        run = import_runs.begin(form.cleaned_data["lists"], by=request.user)
        once.settle(request, reverse("organisation:import_run", args=[run.pk]))
    if import_runs.is_known(run):
        tasks.start_looking(run)
    return redirect("organisation:import_run", run.pk)


@importers_only
@require_http_methods(["GET", "POST"])
def leave_demo(request: PersonRequest) -> HttpResponse:
    """Remove the demo and begin for real: name the workplace, its administrator and its first HR person."""
    if not is_demo_now():
        return redirect("organisation:staff_list")
    form = WorkplaceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        person = demo.leave(
            name=name,
            administrator=form.administrator(),
            hr=form.hr(),
            language=get_language() or "da",
            by=request.user,
        )
        signing_in.sign_in(request, person, how="set-up")
        messages.success(request, _("The demo is gone, and %(name)s begins. Now get the people in.") % {"name": name})
        return redirect("organisation:staff_list")
    return render(request, "organisation/import_demo.html", {"form": form}, status=422 if form.errors else 200)


def _run(run_id: UUID) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("started_by"), pk=run_id)


@importers_only
@require_http_methods(["GET", "POST"])
def import_run(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Where the list stands: being read, to be looked through, saved."""
    run = _run(run_id)
    if request.method == "POST":
        return _save(request, run)
    if run.state in (S.COLUMNS, S.ASKS):
        return redirect("organisation:import_columns", run.pk)
    if run.state in (S.READING, S.SAVING):
        return render(request, "organisation/import_wait.html", {"run": run})
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(request.path)
    if run.state == S.READY:
        return _look(request, run, SaveForm(initial={"fingerprint": run.preview["fingerprint"]}))
    return render(request, "organisation/import_done.html", {"run": run})


def _look(request: PersonRequest, run: ImportRun, form: SaveForm, status: int = 200) -> HttpResponse:
    shown = import_pages.look(run, request.GET.get("page", ""), clock.today(), reader=request.user.pk)
    context = {"run": run, "form": form, **shown}
    context["trouble"] = NOT_SAVED.get(context["trouble"], "")
    return render(request, "organisation/import_look.html", context, status=status)


def _save(request: PersonRequest, run: ImportRun) -> HttpResponse:
    here = redirect("organisation:import_run", run.pk)
    form = SaveForm(request.POST)
    if run.state != S.READY or not form.is_valid():
        return here
    data = form.cleaned_data
    if import_pages.asks_for_a_yes(run) and not data["sure"]:
        form.add_error("sure", _("Tick this box if that many really are to end or move."))
        return _look(request, run, form, status=422)
    try:
        tasks.start_saving(run, fingerprint=data["fingerprint"], sure=data["sure"], by=request.user)
    except NotPossible as problem:
        messages.error(request, str(NOT_SAVED[problem.code]))
    except import_files.FileGone:
        tasks.start_looking(run)
    return here


@importers_only
@require_http_methods(["GET", "POST"])
def import_columns(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Which column is which, and what only a person can say."""
    run = _run(run_id)
    if run.state not in import_runs.WAITING:
        return redirect("organisation:import_run", run.pk)
    try:
        source = import_files.read(run.stored_as)
    except import_files.FileGone:
        tasks.start_looking(run)
        return redirect("organisation:import_run", run.pk)
    questions = import_pages.open_questions(run)
    facts: dict[str, Any] = {"source": source, "answers": run.answers.get("answers", {}), "questions": questions}
    form = ColumnsForm(request.POST or None, mappings=import_runs.mappings_of(run), **facts)
    if request.method == "POST" and form.is_valid():
        if not form.kind_changed:
            import_runs.pair(run, form.mappings, form.answers)
            tasks.start_looking(run)
            return redirect("organisation:import_run", run.pk)
        form = ColumnsForm(mappings=form.mappings, **facts)
        messages.info(request, _("The columns have been paired anew. Check them, and go on."))
    context = {"run": run, "form": form, "parts": form.parts(), **import_pages.columns(run, source)}
    return render(request, "organisation/import_columns.html", context, status=422 if form.errors else 200)


@importers_only
@require_http_methods(["GET", "POST"])
def import_row(request: PersonRequest, run_id: UUID, row: int) -> HttpResponse:
    """Correct one rejected line here instead of in the file; `row` is its place among the rejected."""
    run = _run(run_id)
    found = import_pages.rejected_row(run, row)
    if run.state != S.READY or found is None:
        raise Http404
    source = import_files.read(run.stored_as)
    table = source.table(found["table"])
    form = RowForm(request.POST or None, headings=table.headings, cells=found["cells"], refused=table.refused)
    if request.method == "POST" and form.is_valid():
        import_runs.correct(run, found["table"], found["row"], form.cells())
        tasks.start_looking(run)
        return redirect("organisation:import_run", run.pk)
    context = {"run": run, "form": form, "line": import_pages.in_words(found)}
    return render(request, "organisation/import_row.html", context, status=422 if form.errors else 200)


@importers_only
@require_GET
def import_rejected(request: PersonRequest, run_id: UUID, table: int) -> HttpResponse:
    """The rejected lines of one table (by its number) as a file, each with its reasons."""
    run = _run(run_id)
    name = import_pages.table_name(run, table)
    if run.state != S.READY or name is None:
        raise Http404
    response = HttpResponse(rejected_csv.rows(run.stored_as, name), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{rejected_csv.file_name()}"'
    return response


@importers_only
@require_POST
def import_drop(request: PersonRequest, run_id: UUID) -> HttpResponse:
    """Nothing of the list is saved."""
    import_runs.drop(_run(run_id), by=request.user)
    messages.success(request, _("Nothing of the list was saved, and it is deleted here."))
    return redirect("organisation:staff_list")
