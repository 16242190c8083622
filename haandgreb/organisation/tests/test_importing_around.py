"""Around a staff list: its file, its trace, who may read one, a long one, and a demo that goes first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.models import ImportRun, Person, Role
from haandgreb.organisation.tests.factories import give_role, make_person, set_up, sign_in
from haandgreb.organisation.tests.import_pages import NAME, look, save, saved, staff_csv
from haandgreb.shared import audit, clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

S = ImportRun.State


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


def test_saving_leaves_one_entry_with_figures_and_no_names(admin):
    saved(admin, staff_csv())

    entry = AuditEntry.objects.get(action="staff-list.saved")
    assert entry.details == {"rows_read": 4, "new": 4, "changed": 0, "leaving": 0, "rejected": 0}
    assert audit.first_broken_link() is None


def test_the_file_is_the_servers_alone_and_gone_after_saving(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    kept = [(path.stat().st_mode & 0o777, path.suffix) for path in imports_here.iterdir()]
    names = {path.stem for path in imports_here.iterdir()}
    with_commit(lambda: save(admin, page))

    assert sorted(kept) == [(0o600, ".rejected"), (0o600, ".source")]
    assert all(len(name) == 32 for name in names)
    assert list(imports_here.iterdir()) == []


def with_commit(act):
    from django.test import TestCase

    with TestCase.captureOnCommitCallbacks(execute=True):
        act()


def test_a_dropped_list_saves_nothing_and_is_deleted(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    address = reverse("organisation:import_drop", args=[page.context["run"].pk])

    with_commit(lambda: admin.post(address))
    after = save(admin, page)

    assert after.context["run"].state == S.DROPPED
    assert Person.objects.count() == 1
    assert list(imports_here.iterdir()) == []


def test_a_list_nobody_saves_is_dropped_after_a_day(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    run = page.context["run"]

    import_runs.forget_old(clock.now() + timedelta(hours=23))
    kept = ImportRun.objects.get(pk=run.pk).state
    import_runs.forget_old(clock.now() + timedelta(hours=25))

    assert (kept, ImportRun.objects.get(pk=run.pk).state) == (S.READY, S.DROPPED)
    assert list(imports_here.iterdir()) == []
    assert admin.get(reverse("organisation:import_run", args=[run.pk])).status_code == 200


def test_a_file_that_is_gone_is_said_so(admin, imports_here):
    page = look(admin, (NAME, staff_csv()))
    for path in imports_here.iterdir():
        path.unlink()

    after = save(admin, page)

    assert after.context["run"].state == S.FAILED
    assert Person.objects.count() == 1


def test_a_long_list_is_left_to_the_worker_and_its_page_waits(admin, monkeypatch):
    from django_tasks_db.models import DBTaskResult

    from haandgreb.organisation import rules, tasks

    monkeypatch.setattr(rules, "MANY_ROWS", 3)
    waiting = look(admin, (NAME, staff_csv()))
    run = ImportRun.objects.get()
    assert run.state == S.READING
    assert '<meta http-equiv="refresh"' in waiting.content.decode()
    assert 'hx-trigger="every 2s"' in waiting.content.decode()

    tasks.look_through.func(str(run.pk))
    tasks.look_through.func(str(run.pk))
    page = admin.get(waiting.request["PATH_INFO"])
    save(admin, page)
    save(admin, page)
    run.refresh_from_db()
    assert run.state == S.SAVING
    assert DBTaskResult.objects.filter(task_path="haandgreb.organisation.tasks.save").count() == 1

    job = DBTaskResult.objects.get(task_path="haandgreb.organisation.tasks.save")
    for _ in range(2):
        tasks.save.func(*job.args_kwargs["args"])
    run.refresh_from_db()
    assert run.state == S.SAVED
    assert Person.objects.exclude(ext_id=None).count() == 4
    moved = admin.get(waiting.request["PATH_INFO"], headers={"HX-Request": "true"})
    assert moved.headers["HX-Redirect"] == waiting.request["PATH_INFO"]


def test_hr_for_the_whole_organisation_may_read_lists_too(admin):
    hr = make_person("Nanna Lindø", ext_id=None)
    give_role(hr, Role.Kind.HR, everywhere=True)

    receipt = saved(sign_in(Client(), hr), staff_csv())

    assert receipt.context["run"].started_by == hr


def test_in_a_demo_the_demo_goes_first(client):
    from django.db import transaction

    from haandgreb.shared.demo import Demo
    from haandgreb.shared.installation import installation
    from haandgreb.shared.passport import capabilities

    with transaction.atomic():
        for capability in reversed(capabilities()):
            capability.load_content()
        for capability in reversed(capabilities()):
            capability.load_demo(Demo(today=clock.today())) if capability.label == "organisation" else None
    cache.clear()
    holder = Role.objects.filter(kind=Role.Kind.ADMINISTRATOR).first()
    sign_in(client, holder.person)
    first = client.get(reverse("organisation:staff_list"))
    assert first.headers["Location"] == reverse("organisation:leave_demo")
    assert client.get(reverse("personas")).status_code == 200

    password = "en lang sætning om høsten"
    after = client.post(
        reverse("organisation:leave_demo"),
        {
            "name": "Prøvestyrelsen", "given": "Camille", "surname": "Vangsted", "email": "cv@example.dk",
            "password": password, "again": password,
            "hr_given": "Nanna", "hr_surname": "Lindø", "hr_email": "nl@example.dk",
        },
        follow=True,
    )  # fmt: skip

    assert after.request["PATH_INFO"] == reverse("organisation:staff_list")
    assert after.status_code == 200
    assert not installation().is_demo
    assert client.get(reverse("personas")).status_code == 404
    assert set(Person.objects.values_list("given", flat=True)) == {"Camille", "Nanna"}
    assert saved(client, staff_csv()).context["run"].state == S.SAVED


def test_a_refused_demo_form_removes_nothing(client):
    set_up(is_demo=True)
    person = make_person("Camille Vangsted", is_demo=True)
    give_role(person, Role.Kind.ADMINISTRATOR)
    sign_in(client, person)

    refused = client.post(reverse("organisation:leave_demo"), {"name": "Prøvestyrelsen"})

    assert refused.status_code == 422
    assert Person.objects.filter(pk=person.pk).exists()
