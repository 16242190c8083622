"""The dialogues of a round are made once, however often it is started, stopped and started again."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from haandgreb.dialogues import tasks
from haandgreb.dialogues.actions import making
from haandgreb.dialogues.actions.making import add_person, make_dialogues
from haandgreb.dialogues.models import Dialogue, Round
from haandgreb.dialogues.queries.at_once import left_out
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_kind, make_round
from haandgreb.organisation.models import Engagement, Person, Role
from haandgreb.organisation.tests.factories import engage, give_role, make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.states import Refused
from haandgreb.site import jobs

S = Dialogue.State


def begun(place, **facts):
    """A round for everybody that has been opened."""
    return make_round("preparing", units=[place.top], started_at=clock.now(), **facts)


def names(round_):
    return {str(one.person) for one in Dialogue.objects.filter(round=round_)}


@pytest.fixture
def place():
    return Workplace()


@pytest.mark.django_db
def test_everybody_gets_one_with_her_nearest_manager(place):
    this = begun(place)

    assert make_dialogues(this.pk) == 6
    this.refresh_from_db()

    assert names(this) == {
        str(getattr(place, one)) for one in ("person", "colleague", "deputy", "hr", "council", "admin")
    }
    assert (this.wanted, this.made, this.ready_at is not None) == (6, 6, True)
    mine = Dialogue.objects.get(round=this, person=place.person)
    assert (mine.manager, mine.state, mine.engagement) == (place.manager, S.INVITED, place.person.engagements.get())
    assert make_dialogues(this.pk) == 0


@pytest.mark.django_db
def test_of_two_rounds_at_the_same_time_each_person_is_in_one(place):
    first = make_round("preparing", units=[place.unit], started_at=clock.now())
    make_dialogues(first.pk)
    Dialogue.objects.filter(person=place.deputy).update(state="cancelled")
    second = begun(place)

    make_dialogues(second.pk)

    assert (names(first) & names(second), "Mads Rosenklint" in names(second)) == ({"Nanna Kjærbo"}, False)
    assert [(one.round, one.people) for one in left_out(second, clock.today())] == [(first, 2)]
    assert add_person(second, place.person, by=place.hr) is None


@pytest.mark.django_db
@pytest.mark.parametrize("other", ["closed", "another kind", "another time", "only planned"])
def test_a_round_that_is_not_at_the_same_time_takes_nobody_away(place, other):
    today = clock.today()
    days = {"prepare_from": today - timedelta(days=90), "talks_from": today - timedelta(days=80)}
    facts = {
        "closed": {"state": "closed"},
        "another kind": {"kind": make_kind("puls")},
        "another time": {**days, "talks_to": today - timedelta(days=1)},
        "only planned": {"started_at": None, "state": "draft"},
    }[other]
    earlier = make_round(**{"units": [place.top], "started_at": clock.now(), **facts})
    make_dialogue(place.person, place.manager, round=earlier)
    this = begun(place)

    make_dialogues(this.pk)

    assert place.person.name in names(this)


@pytest.mark.django_db
def test_hr_reads_how_many_are_left_out_before_the_round_is_opened(client, place):
    make_dialogues(make_round("preparing", units=[place.unit], started_at=clock.now()).pk)
    this = make_round("discussed", units=[place.top])
    sign_in(client, place.hr)

    text = client.get(reverse("dialogues:round", args=[this.pk])).content.decode()

    assert "3 personer, som runden er for, har den samme samtale i »MUS-runden«" in text


@pytest.mark.django_db
def test_managers_have_a_round_of_their_own(place):
    managers = begun(place, kind=make_kind("lus", level_up=True))

    make_dialogues(managers.pk)

    # The head of it all has nobody here to talk with.
    found = {str(one.person): str(one.manager) for one in Dialogue.objects.filter(round=managers)}
    assert found == {"Gorm Vangsted": "Inger Stavnskær", "Thea Nørrelund": "Inger Stavnskær"}


@pytest.mark.django_db
def test_who_is_left_out_and_who_waits(place):
    student = make_person("Ditte Hyldevang")
    engage(student, place.unit, kind="student")
    today = clock.today()
    away, back = today + timedelta(days=55), today + timedelta(days=20)
    Engagement.objects.filter(person=place.colleague).update(leave_until=away)
    Engagement.objects.filter(person=place.deputy).update(leave_until=back)
    this = begun(place, kinds_out=["student"], leaders_out=False)

    make_dialogues(this.pk)

    assert "Ditte Hyldevang" not in names(this)
    assert {"Gorm Vangsted", "Thea Nørrelund"} <= names(this)
    waits = Dialogue.objects.get(round=this, person=place.colleague)
    assert (waits.state, waits.why_postponed, waits.postponed_to) == (S.POSTPONED, "leave", next_working_day(away))
    assert Dialogue.objects.get(round=this, person=place.deputy).state == S.INVITED


@pytest.mark.django_db
def test_two_jobs_are_one_dialogue_and_the_person_picks_whose(place):
    other = make_unit("Data", place.top)
    kaja = make_person("Kaja Solhede", other)
    make_manager(kaja, other)
    engage(place.person, other, is_primary=False)
    this = begun(place)

    make_dialogues(this.pk)

    assert Dialogue.objects.get(round=this, person=place.person).manager is None


@pytest.mark.django_db
def test_a_stop_in_between_loses_nothing_and_doubles_nothing(place, monkeypatch):
    monkeypatch.setattr(making, "AT_ONCE", 2)
    this = begun(place)
    whole, parts = making._insert, []

    def stops(*args):
        if len(parts) == 2:
            raise KeyboardInterrupt
        parts.append(whole(*args))
        return parts[-1]

    monkeypatch.setattr(making, "_insert", stops)
    with pytest.raises(KeyboardInterrupt):
        make_dialogues(this.pk)
    this.refresh_from_db()
    assert (Dialogue.objects.count(), this.made, this.ready_at) == (4, 4, None)

    monkeypatch.setattr(making, "_insert", whole)
    assert make_dialogues(this.pk) == 2
    this.refresh_from_db()
    assert (Dialogue.objects.count(), this.made, this.ready_at is not None) == (6, 6, True)


@pytest.mark.django_db(transaction=True)
def test_started_twice_it_is_one_round(place):
    this = make_round("discussed", units=[place.top], discussed_on=clock.today())
    again = Round.objects.get(pk=this.pk)

    tasks.start(this, by=place.hr)
    with pytest.raises(Refused):
        tasks.start(this, by=place.hr)
    again.refresh_from_db()
    with pytest.raises(Refused):
        tasks.start(again, by=place.hr)
    jobs.run_ready(clock.now(), "worker")

    assert DBTaskResult.objects.count() == 1
    assert Dialogue.objects.count() == 6
    assert AuditEntry.objects.filter(action="round ready").count() == 1


@pytest.mark.django_db
def test_somebody_new_is_taken_in_once_and_nobody_it_is_not_for(place):
    this = begun(place)
    make_dialogues(this.pk)
    this.refresh_from_db()
    new = make_person("Mie Egekvist", place.unit)

    made = add_person(this, new, by=place.hr)

    assert made is not None
    assert (made.person, made.manager, made.round) == (new, place.manager, this)
    assert add_person(this, new, by=place.hr) is None
    assert add_person(this, place.manager, by=place.hr) is None
    assert add_person(this, make_person("Uden Enhed"), by=place.hr) is None


@pytest.mark.django_db
def test_a_round_of_groups_makes_none(place):
    this = begun(place, kind=make_kind("grus", is_group=True))

    assert make_dialogues(this.pk) == 0
    this.refresh_from_db()
    assert (Dialogue.objects.count(), this.ready_at is not None) == (0, True)


@pytest.mark.django_db
def test_as_many_questions_for_many_as_for_few(place, django_assert_max_num_queries):
    make_people = [make_person(f"Ansat {number}", place.unit) for number in range(200)]
    this = begun(place)

    # Inserts come in parts as the database takes them; the rest is asked once.
    with django_assert_max_num_queries(30):
        assert make_dialogues(this.pk) == len(make_people) + 6


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_make_one_set(place):
    for number in range(60):
        make_person(f"Ansat {number}", place.unit)
    this = begun(place)
    together, wrong = threading.Barrier(2), []

    def work():
        try:
            together.wait(10)
            make_dialogues(this.pk)
        except Exception as problem:  # told to the test, which has it fail
            wrong.append(problem)
        finally:
            connection.close()

    both = [threading.Thread(target=work) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)

    assert wrong == []
    assert Dialogue.objects.filter(round=this).count() == 66
    assert Dialogue.objects.values("person").distinct().count() == 66
    assert AuditEntry.objects.filter(action="round ready").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_in_hr_press_at_the_same_moment(place):
    this = make_round("discussed", units=[place.top], discussed_on=clock.today())
    second = make_person("Daniel Marknæs", place.top)
    give_role(second, Role.Kind.HR, everywhere=True)
    clients = [sign_in(Client(), one) for one in (place.hr, Person.objects.get(pk=second.pk))]
    together, answers = threading.Barrier(2), []

    def press(client):
        try:
            together.wait(10)
            answers.append(client.post(reverse("dialogues:round_go", args=[this.pk]), {"to": "preparing"}).status_code)
        finally:
            connection.close()

    both = [threading.Thread(target=press, args=[client]) for client in clients]
    for one in both:
        one.start()
    for one in both:
        one.join(60)

    assert answers == [302, 302]
    assert DBTaskResult.objects.count() == 1
    jobs.run_ready(clock.now(), "worker")
    assert Dialogue.objects.filter(round=this).count() == 7
