"""Long lists of platforms are looked through and saved by the worker. A job that runs twice does nothing more."""

from __future__ import annotations

from django.db import DatabaseError, transaction
from django_tasks import task

from haandgreb.learning.actions import platform_lists as actions
from haandgreb.learning.models import PlatformList
from haandgreb.organisation import import_files
from haandgreb.organisation.models import Person

S = PlatformList.State


def start_looking(one: PlatformList) -> None:
    """Work out what saving the list would do: at once, or in the worker where it is long."""
    if not actions.is_large(one):
        actions.look_through(one)
        return
    with transaction.atomic():
        if actions.set_state(one, S.READING, only_from=(S.COLUMNS, S.READY)):
            look_through.enqueue(str(one.pk))


def start_saving(one: PlatformList, *, with_courses: bool, by: Person) -> None:
    """Save what was shown: at once, or in the worker where the list is long. Raises FileGone."""
    if not actions.is_large(one):
        actions.save(one, with_courses=with_courses, by=by)
        return
    with transaction.atomic():
        if actions.set_state(one, S.SAVING, only_from=(S.READY,)):
            save.enqueue(str(one.pk), with_courses, str(by.pk))


@task()
def look_through(one: str) -> None:
    """Work out what saving the list would do."""
    found = PlatformList.objects.select_related("platform").filter(pk=one, state=S.READING).first()
    if found is not None:
        actions.look_through(found)


@task()
def save(one: str, with_courses: bool, by: str) -> None:
    """Save the list that somebody has confirmed; where that is not possible, say so on its page."""
    found = PlatformList.objects.select_related("platform").filter(pk=one, state=S.SAVING).first()
    if found is None:
        return
    try:
        actions.save(found, with_courses=with_courses, by=Person.objects.filter(pk=by).first())
    except import_files.FileGone:
        actions.not_saved(found, "file-gone")
    except DatabaseError:
        actions.not_saved(found, "database")
        raise
