"""Completions that a platform tells of: placed, told twice, taken back, and those that wait."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haandgreb.learning.actions import completions
from haandgreb.learning.actions.enrolments import cancel
from haandgreb.learning.models import Enrolment, Platform, Step, WaitingCompletion
from haandgreb.learning.rules.placing import Held, decide
from haandgreb.learning.rules.told import Told
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

TODAY = clock.today
ROWS = ("person_id", "activity_id", "state", "completed_on", "source", "starts_on", "ends_on", "version")


def told(person="mads@example.dk", course="k-7", on=None, *, line=2, title="Svær samtale", back=False, started=None):
    return Told(line, person, (course, title.casefold()), title, on or TODAY(), started, back)


@pytest.fixture
def place():
    made = Workplace()
    Person.objects.filter(pk=made.person.pk).update(email="mads@example.dk", login="MR", ext_id="0017")
    Engagement.objects.filter(person=made.person).update(employee_no="4711")
    return made


@pytest.fixture
def campus():
    return Platform.objects.create(key="campus", name="Campus")


@pytest.fixture
def course():
    return make_activity("Svær samtale", code="K-7", size="light", minutes=60)


def state():
    return (
        list(Enrolment.objects.order_by("pk").values_list(*ROWS)),
        list(Step.objects.order_by("pk").values_list("pk", "key", "due_on", "state")),
        list(WaitingCompletion.objects.order_by("pk").values_list("pk")),
    )


def test_a_completion_makes_an_enrolment_and_the_acts_after_it_begin(place, campus, course):
    found = completions.bring_in(campus, [told()], by=place.hr)

    enrolment = Enrolment.objects.get()
    assert (len(found.new), enrolment.person, enrolment.activity, enrolment.state, enrolment.source) == (
        1,
        place.person,
        course,
        "completed",
        "campus",
    )
    assert set(enrolment.steps.values_list("phase", flat=True)) == {"after"}
    assert not enrolment.steps.filter(due_on__lt=TODAY()).exists()


@pytest.mark.parametrize("key", ["mads@example.dk", "mr", "0017", "4711"])
def test_a_person_is_known_by_mail_login_or_number(place, campus, course, key):
    completions.bring_in(campus, [told(key)], by=place.hr)

    assert Enrolment.objects.get().person == place.person


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "k-7"},
        {"source": "campus", "external_id": "K-7"},
        {"title": "Svær Samtale"},
        {"title": "Noget andet", "title_en": "svær samtale"},
    ],
)
def test_an_activity_is_known_by_number_code_or_title(place, campus, facts):
    activity = make_activity(**{"title": "Samtalekursus", **facts})
    completions.bring_in(campus, [told()], by=place.hr)

    assert Enrolment.objects.get().activity == activity


def test_the_same_list_again_changes_nothing_and_leaves_no_trace(place, campus, course):
    list_ = [told(), told("ukendt@example.dk"), told(course="k-9", title="Ukendt"), told("mr", on=date(2026, 1, 5))]
    completions.bring_in(campus, list_, by=place.hr)
    before, trail = state(), AuditEntry.objects.count()

    again = completions.bring_in(campus, list_, by=place.hr)

    assert again.is_empty
    assert state() == before
    assert AuditEntry.objects.count() == trail


def test_a_seat_that_was_approved_is_ended_and_its_acts_go_on(place, campus, course):
    enrolment = make_enrolment(place.person, course, starts_on=TODAY() - timedelta(days=2), ends_on=TODAY())
    Step.objects.create(enrolment=enrolment, key="effect", phase="after", actor="learner", due_on=TODAY())

    completions.bring_in(campus, [told()], by=place.hr)

    enrolment.refresh_from_db()
    assert (Enrolment.objects.count(), enrolment.state, enrolment.completed_on, enrolment.source) == (
        1,
        "completed",
        TODAY(),
        "campus",
    )
    assert list(enrolment.steps.values_list("key", flat=True)) == ["effect"]


D = date(2026, 11, 20)
PK = UUID(int=1)


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ([], "new"),
        ([Held(PK, "completed", D, "campus")], "same"),
        ([Held(PK, "cancelled", D, "campus")], "gone"),
        ([Held(PK, "completed", D - timedelta(days=365), "campus")], "new"),
        ([Held(PK, "completed", D - timedelta(days=3), "")], "same"),
        ([Held(PK, "completed", D - timedelta(days=300), "")], "new"),
        ([Held(PK, "approved", None, "", D - timedelta(days=30))], "ends"),
        ([Held(PK, "approved", None, "")], "ends"),
        ([Held(PK, "approved", None, "", D + timedelta(days=90))], "new"),
        ([Held(PK, "asked", None, "", D)], "ends"),
        ([Held(PK, "absent", None, "", D - timedelta(days=1))], "ends"),
        ([Held(PK, "absent", None, "", D - timedelta(days=200))], "new"),
        ([Held(PK, "cancelled", None, "", D)], "new"),
    ],
)
def test_where_a_completion_belongs(held, verdict):
    assert decide(told(on=D), "campus", held)[0] == verdict


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ([Held(PK, "completed", D, "campus")], "back"),
        ([Held(PK, "cancelled", D, "campus")], "same"),
        ([Held(PK, "completed", D, "")], "same"),
        ([], "same"),
    ],
)
def test_a_platform_takes_back_only_what_it_told_itself(held, verdict):
    assert decide(told(on=D, back=True), "campus", held)[0] == verdict


def test_a_completion_that_was_taken_back_stops_its_open_acts_and_stays_taken_back(place, campus, course):
    completions.bring_in(campus, [told()], by=place.hr)

    completions.bring_in(campus, [told(back=True)], by=place.hr)
    told_again = completions.bring_in(campus, [told()], by=place.hr)

    enrolment = Enrolment.objects.get()
    assert (enrolment.state, len(told_again.gone)) == ("cancelled", 1)
    assert set(enrolment.steps.values_list("state", flat=True)) == {"cancelled"}


def test_what_was_taken_back_here_is_not_brought_in_again(place, campus, course):
    completions.bring_in(campus, [told()], by=place.hr)
    cancel(Enrolment.objects.get(), by=place.hr, why="En anden Mads")

    assert len(completions.bring_in(campus, [told()], by=place.hr).gone) == 1
    assert Enrolment.objects.get().state == "cancelled"


def test_somebody_we_do_not_know_waits_and_is_placed_when_she_has_come(place, campus, course):
    found = completions.bring_in(campus, [told("ny@example.dk")], by=place.hr)
    assert (len(found.nobody), WaitingCompletion.objects.get().person_key) == (1, "ny@example.dk")

    make_person("Ny Medarbejder", place.unit, email="ny@example.dk")
    completions.place_waiting(campus)

    assert Enrolment.objects.get().person.email == "ny@example.dk"
    assert not WaitingCompletion.objects.exists()


def test_a_course_nobody_knows_waits_until_somebody_says_which_activity_it_is(place, campus):
    found = completions.bring_in(campus, [told(course="x1", title="Fremmed")], by=place.hr)
    assert (len(found.no_course), Enrolment.objects.count()) == (1, 0)

    activity = make_activity("Noget helt andet")
    completions.link_course(campus, "X1", activity, by=place.hr)
    again = completions.bring_in(campus, [told(course="x1", title="Fremmed")], by=place.hr)

    assert Enrolment.objects.get().activity == activity
    assert (len(again.same), WaitingCompletion.objects.count()) == (1, 0)


def test_a_key_that_fits_two_people_is_placed_with_neither(place, campus, course):
    Person.objects.filter(pk=place.colleague.pk).update(login="4711")

    found = completions.bring_in(campus, [told("4711")], by=place.hr)

    assert (len(found.several), Enrolment.objects.count(), WaitingCompletion.objects.count()) == (1, 0, 1)


def test_a_wish_nobody_has_seen_is_left_alone(place, campus, course):
    make_enrolment(place.person, course, "wished")

    completions.bring_in(campus, [told()], by=place.hr)

    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["completed", "wished"]


def test_an_old_completion_asks_for_nothing_any_more(place, campus, course):
    completions.bring_in(campus, [told(on=TODAY() - timedelta(days=800))], by=place.hr)

    assert Enrolment.objects.get().steps.count() == 0


def test_ten_thousand_at_once_take_a_fixed_number_of_queries(place, campus, course, django_assert_max_num_queries):
    list_ = [told(on=TODAY() - timedelta(days=400 + day), line=day) for day in range(10_000)]

    with django_assert_max_num_queries(60):
        found = completions.bring_in(campus, list_, by=place.hr)

    assert (len(found.new), Enrolment.objects.count()) == (10_000, 10_000)


class Laws(TestCase):
    """Laws of telling, whatever is told."""

    @settings(max_examples=25, deadline=None)
    @given(
        st.lists(
            st.tuples(st.sampled_from(["mr", "ab", "xx"]), st.sampled_from(["k-7", "k-8", "zz"]), st.integers(0, 3)),
            max_size=12,
        )
    )
    def test_told_twice_equals_told_once(self, rows):
        unit_person = make_person("Mads Rosenklint", login="mr")
        make_person("Anna Berg", login="ab")
        make_activity("Svær samtale", code="K-7")
        make_activity("Andet", code="K-8")
        campus = Platform.objects.create(key="campus", name="Campus")
        list_ = [
            told(person, course, clock.today() - timedelta(days=day), line=number, title=course)
            for number, (person, course, day) in enumerate(rows)
        ]
        completions.bring_in(campus, list_, by=unit_person)
        before = state()

        completions.bring_in(campus, list_, by=unit_person)

        assert state() == before
        assert Enrolment.objects.count() == len({row for row in rows if row[0] != "xx" and row[1] != "zz"})
