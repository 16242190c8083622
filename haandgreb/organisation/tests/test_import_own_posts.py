"""Four eyes on staff lists: nobody makes herself a manager, and somebody else may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.organisation.actions import import_runs, importing
from haandgreb.organisation.actions.units import NotPossible
from haandgreb.organisation.importing.own_posts import own_posts, without_own_posts
from haandgreb.organisation.importing.plans import Change
from haandgreb.organisation.models import ImportRun, Person, Role, UnitManager
from haandgreb.organisation.tests.factories import give_role, make_person, sign_in
from haandgreb.organisation.tests.import_helpers import planned
from haandgreb.organisation.tests.import_pages import look, save, staff_csv
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

S = ImportRun.State
NAME = "personaleliste.csv"
TODAY = date(2026, 11, 16)
WITH_HERS = {("Direktion", "Vangsted"), ("Tilsyn", "Vangsted"), ("Tilskud", "Birkely")}
LONG_AGO, YESTERDAY, TOMORROW = date(2020, 1, 1), TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def admin(client_of_an_administrator):
    return client_of_an_administrator


@pytest.fixture
def hr(db):
    person = make_person("Nanna Lindø", ext_id=None)
    give_role(person, Role.Kind.HR, everywhere=True)
    return sign_in(Client(), person)


def own_list():
    """A list by which the administrator leads the unit at the top and one below it."""
    email = Person.objects.get(surname="Vangsted").email
    return staff_csv(
        n0001=f"Camille Vangsted;{email};Direktion;;Direktør;;01-02-2015",
        n0002="Freja Birkely;fb@example.dk;Tilskud;Direktion;Kontorchef;Camille Vangsted;01-03-2016",
        n0004="Karla Åkrog;ka@example.dk;Tilsyn;Direktion;Jurist;Camille Vangsted;01-01-2020",
    )


def managed():
    return set(UnitManager.objects.on(clock.today()).values_list("unit__name", "person__surname"))


def change(what, *, person="p1", values=(), before=()):
    return Change("managers", what, "m1", "Tilskud", dict(values), dict(before), person=person, unit="u1")


@pytest.mark.parametrize(
    ("it", "is_own"),
    [
        (change("new", values={"valid_from": TODAY, "valid_to": None}), True),
        (change("new", values={"valid_from": TOMORROW, "valid_to": None}), True),
        (change("new", values={"valid_from": LONG_AGO, "valid_to": TOMORROW}), True),
        # history gives no access
        (change("new", values={"valid_from": LONG_AGO, "valid_to": YESTERDAY}), False),
        (change("new", person="p2", values={"valid_from": TODAY, "valid_to": None}), False),
        # a post she has and that lasts longer, or begins sooner
        (change("changed", values={"valid_to": None}, before={"valid_to": TOMORROW}), True),
        (change("changed", values={"valid_from": TODAY}, before={"valid_from": TOMORROW}), True),
        (change("changed", values={"valid_from": LONG_AGO}, before={"valid_from": YESTERDAY}), False),
        # less than she has
        (change("changed", values={"valid_to": TODAY}, before={"valid_to": TOMORROW}), False),
        (change("ended", values={"valid_to": TODAY}, before={"valid_to": None}), False),
        (change("withdrawn"), False),
    ],
)
def test_only_days_in_office_that_she_has_not_got_are_somebody_elses_to_give(it, is_own):
    assert own_posts([it], "p1", TODAY) == ((it,) if is_own else ())
    assert own_posts([it], "", TODAY) == ()


def test_the_managers_of_that_unit_stay_as_they_are_and_all_else_is_saved():
    mine = change("new", values={"valid_from": TODAY, "valid_to": None})
    old = Change("managers", "ended", "m2", "Tilskud", {"valid_to": TODAY}, {"valid_to": None}, "p2", "u1")
    elsewhere = Change("managers", "new", "", "Tilsyn", {"valid_from": TODAY, "valid_to": None}, {}, "p3", "u2")
    plan = planned({"people.csv": "ext_id;given;surname;email;login\np9;Tor;Elm;;\n"})
    whole = plan.__class__(**{name: getattr(plan, name) for name in plan.__dataclass_fields__} | {
        "changes": (*plan.changes, mine, old, elsewhere)
    })  # fmt: skip

    left, own = without_own_posts(whole, "p1", TODAY)

    assert own == (mine,)
    assert left.changes == (*plan.changes, elsewhere)
    assert left.fingerprint not in (whole.fingerprint, plan.fingerprint)
    assert without_own_posts(whole, "p3", TODAY)[1] == (elsewhere,)
    assert without_own_posts(whole, "", TODAY) == (whole, ())


@pytest.mark.django_db
def test_who_reads_a_list_is_told_which_posts_she_cannot_give_herself_and_saves_the_rest(admin):
    page = look(admin, (NAME, own_list()))
    after = save(admin, page)

    posts = [(post["unit"], post["name"], post["line"]) for post in page.context["own_posts"]]
    assert posts == [("Direktion", "Camille Vangsted", 2), ("Tilsyn", "Camille Vangsted", 5)]
    assert "Du ville blive enhedens leder" in page.content.decode()
    assert after.context["run"].state == S.SAVED
    assert managed() == {("Tilskud", "Birkely")}


@pytest.mark.django_db
def test_somebody_else_is_shown_the_list_with_the_post_before_she_saves_it(admin, hr):
    page = look(admin, (NAME, own_list()))
    seen = hr.get(page.request["PATH_INFO"])
    shown = save(hr, seen)
    nothing_yet = managed()
    after = save(hr, shown)

    assert "Camille Vangsted ville blive enhedens leder" in seen.content.decode()
    assert (shown.context["stale"], shown.context["own_posts"]) == ("another", [])
    assert "Listen har været vist for en anden." in shown.content.decode()
    assert nothing_yet == set()
    assert after.context["run"].state == S.SAVED
    assert managed() == WITH_HERS


@pytest.mark.django_db
def test_a_list_somebody_else_has_read_in_gives_her_no_post_either(admin, hr):
    page = look(hr, (NAME, own_list()))
    seen = admin.get(page.request["PATH_INFO"])
    shown = save(admin, seen)
    after = save(admin, shown)

    assert seen.context["own_posts"] == []
    assert [post["unit"] for post in shown.context["own_posts"]] == ["Direktion", "Tilsyn"]
    assert after.context["run"].state == S.SAVED
    assert managed() == {("Tilskud", "Birkely")}


@pytest.mark.django_db
def test_when_only_the_post_is_left_there_is_nothing_for_her_to_save_but_for_somebody_else(admin, hr):
    save(admin, look(admin, (NAME, own_list())))

    page = look(admin, (NAME, own_list()))
    seen = hr.get(page.request["PATH_INFO"])
    after = save(hr, save(hr, seen))

    assert (page.context["may_save"], seen.context["may_save"]) == (False, True)
    assert "Det, der er tilbage, skal en anden gemme." in page.content.decode()
    assert after.context["run"].state == S.SAVED
    assert ("Direktion", "Vangsted") in managed()


@pytest.mark.django_db
def test_who_manages_already_keeps_her_post_with_her_own_list(admin, hr):
    save(hr, look(hr, (NAME, own_list())))

    page = look(admin, (NAME, own_list()))

    assert (page.context["own_posts"], page.context["is_empty"]) == ([], True)


@pytest.mark.django_db
def test_the_operator_is_nobody_in_the_list(admin):
    page = look(admin, (NAME, own_list()))
    run = ImportRun.objects.get()
    looked = import_runs.look(run, by="")

    import_runs.save(run, fingerprint=looked.plan.fingerprint, sure=True, by=None)

    assert page.context["own_posts"] != []
    assert managed() == WITH_HERS


@pytest.mark.django_db
def test_a_plan_that_still_holds_an_own_post_is_not_carried_out(admin):
    look(admin, (NAME, own_list()))
    whole = import_runs.look(ImportRun.objects.get(), by="").plan
    herself = Person.objects.get(surname="Vangsted")

    with pytest.raises(NotPossible, match="import-own-post"):
        importing.carry_out(whole, by=herself, today=clock.today())

    assert Person.objects.count() == 1
    assert not AuditEntry.objects.filter(action="staff-list.saved").exists()


@pytest.mark.django_db
def test_a_long_list_that_another_saves_in_the_worker_is_shown_again(admin, hr, monkeypatch):
    from haandgreb.organisation import rules, tasks

    page = look(admin, (NAME, own_list()))
    run = ImportRun.objects.get()
    monkeypatch.setattr(rules, "MANY_ROWS", 1)
    save(hr, hr.get(page.request["PATH_INFO"]))
    reader = Person.objects.get(surname="Lindø")
    tasks.save.func(str(run.pk), run.preview["fingerprint"], False, str(reader.pk))

    shown = hr.get(reverse("organisation:import_run", args=[run.pk]))
    assert (shown.context["stale"], shown.context["own_posts"]) == ("another", [])
    assert managed() == set()
