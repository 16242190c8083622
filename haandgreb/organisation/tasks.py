"""Long staff lists are looked through and saved by the worker. Each job may run twice; the second time does nothing."""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django_tasks import task

from haandgreb.organisation import import_files
from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.models import ImportRun, Person

S = ImportRun.State


def start_looking(run: ImportRun) -> None:
    """Work out what saving the list would do: at once, or in the worker where the list is long."""
    if not import_runs.is_large(run):
        import_runs.look_through(run)
        return
    with transaction.atomic():
        if import_runs.set_state(run, S.READING, only_from=run.state):
            look_through.enqueue(str(run.pk))
    run.state = S.READING


def start_saving(run: ImportRun, *, fingerprint: str, sure: bool, by: Person) -> None:
    """Save what was shown: at once, or in the worker where the list is long. Raises NotPossible."""
    if not import_runs.is_large(run):
        import_runs.save(run, fingerprint=fingerprint, sure=sure, by=by)
        return
    with transaction.atomic():
        if import_runs.set_state(run, S.SAVING, only_from=S.READY):
            save.enqueue(str(run.pk), fingerprint, sure, str(by.pk))


@task()
def look_through(run: str) -> None:
    """Work out what saving the list would do."""
    found = ImportRun.objects.filter(pk=run, state=S.READING).first()
    if found is not None:
        import_runs.look_through(found)


@task()
def save(run: str, fingerprint: str, sure: bool, by: str) -> None:
    """Save the list that somebody has confirmed; where that is not possible, say so on its page."""
    found = ImportRun.objects.filter(pk=run, state=S.SAVING).first()
    if found is None:
        return
    person = Person.objects.filter(pk=by).first()
    try:
        import_runs.save(found, fingerprint=fingerprint, sure=sure, by=person)
    except NotPossible as problem:
        import_runs.not_saved(found, problem.code)
    except (ImportProblem, import_files.FileGone):
        import_runs.not_saved(found, "import-file-gone")
    except DatabaseError:
        import_runs.not_saved(found, "import-database")
        raise
