"""Who is due: a year without a talk, or back from a long leave. And what a manager sees of 500 dialogues."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues.models import FollowUpTalk
from haandgreb.dialogues.queries.due import about, due_people
from haandgreb.dialogues.queries.overview import led_by, rows_of
from haandgreb.dialogues.rules.rounds import A_YEAR, IS_BACK, NOT_DUE, YEAR, waits_for_leave, why_due
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_kind, make_round
from haandgreb.organisation.models import Engagement, Person, Role
from haandgreb.organisation.tests.factories import engage, give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock

TODAY = date(2026, 11, 25)
days = st.integers(-2000, 0).map(lambda number: TODAY + timedelta(days=number))


def ago(number):
    return clock.today() - timedelta(days=number)


@pytest.mark.parametrize(
    ("since", "last", "back", "wanted"),
    [
        (400, None, None, A_YEAR),
        (365, None, None, A_YEAR),
        (364, None, None, NOT_DUE),
        (4000, 365, None, A_YEAR),
        (4000, 364, None, NOT_DUE),
        (4000, 300, 10, IS_BACK),
        (4000, 5, 10, NOT_DUE),
        (4000, 300, 100, NOT_DUE),
        (4000, None, 10, IS_BACK),
    ],
)
def test_why_somebody_is_due(since, last, back, wanted):
    day = {name: None if number is None else TODAY - timedelta(days=number) for name, number in
           (("since", since), ("last", last), ("back_on", back))}  # fmt: skip
    assert why_due(**day, today=TODAY) == wanted


@given(days, st.none() | days, st.none() | days)
def test_whoever_talked_within_a_year_and_was_not_away_is_never_due(since, last, back):
    why = why_due(since=since, last=last, back_on=back, today=TODAY)
    if back is None and last is not None and last > TODAY - YEAR:
        assert why == NOT_DUE
    if why == A_YEAR:
        assert since <= TODAY - YEAR
    if why == IS_BACK:
        assert back is not None


@pytest.mark.parametrize(
    ("until", "waits"), [(None, False), (-1, False), (20, False), (46, False), (47, True), (90, True)]
)
def test_a_leave_over_nearly_all_the_talks_lets_the_talk_wait(until, waits):
    day = None if until is None else TODAY + timedelta(days=until)
    assert waits_for_leave(day, TODAY, TODAY + timedelta(days=60)) is waits


@pytest.fixture
def place(db):
    return Workplace()


def due(**more):
    return [str(person) for person in due_people(clock.today(), **more)]


def test_everybody_without_a_talk_is_due_but_for_who_leads_the_whole(place):
    found = due()

    assert "Mads Rosenklint" in found
    assert "Gorm Vangsted" in found
    assert "Inger Stavnskær" not in found


@pytest.mark.parametrize(("days_ago", "is_due"), [(364, False), (365, True)])
def test_a_talk_lasts_a_year(place, days_ago, is_due):
    place.dialogue("agreed", held_on=ago(days_ago))

    assert ("Mads Rosenklint" in due()) is is_due


def test_a_talk_with_the_group_is_no_talk_of_ones_own(place):
    place.dialogue("held", held_on=ago(5), kind=make_kind("grus", is_group=True))

    assert "Mads Rosenklint" in due()


def test_who_is_new_has_a_year_and_who_is_on_leave_is_not_due_yet(place):
    make_person("Helt Ny")
    engage(make_person("Mie Egekvist"), place.unit, valid_from=ago(100))
    Engagement.objects.filter(person=place.colleague).update(leave_until=clock.today() + timedelta(days=9))

    found = due()
    assert "Mie Egekvist" not in found
    assert "Helt Ny" not in found
    assert "Freja Lysholm" not in found


def test_who_is_back_from_leave_is_due_soon_also_where_the_last_talk_is_not_a_year_old(place):
    place.dialogue("agreed", held_on=ago(200))
    Engagement.objects.filter(person=place.person).update(leave_until=ago(3))

    people = list(due_people(clock.today()))
    line = next(one for one in about(people, clock.today()) if one.person == place.person)
    assert (line.is_back, line.last) == (True, ago(200))
    make_dialogue(place.person, place.manager, "held", held_on=ago(1))
    assert "Mads Rosenklint" not in due()


@pytest.mark.parametrize(("gap", "is_back"), [(59, False), (60, True)])
def test_who_has_been_away_for_long_and_works_here_again_is_due_soon(place, gap, is_back):
    somebody = make_person("Tilbage Igen")
    engage(somebody, place.unit, valid_from=ago(900), valid_to=ago(10 + gap))
    engage(somebody, place.unit, valid_from=ago(10))
    make_dialogue(somebody, place.manager, "agreed", held_on=ago(200))

    assert ("Tilbage Igen" in due()) is is_back


def test_what_is_planned_stands_beside_it(place):
    place.dialogue("booked")

    line = next(one for one in about([place.person], clock.today()))

    assert (line.planned, line.starts_at is not None, str(line.unit)) == ("booket", True, "Tilskud")


def test_student_assistants_are_outside_where_the_round_says_so(place):
    student = make_person("Ditte Hyldevang")
    engage(student, place.unit, kind="student")
    assert "Ditte Hyldevang" in due()

    make_round(started_at=clock.now(), kinds_out=["student"])

    assert "Ditte Hyldevang" not in due()


def test_hr_reads_it_within_her_units_and_a_manager_her_own_staff(client, place):
    other = make_unit("Data", place.top)
    make_person("Laust Fjordlys", other)
    some = make_person("Esben Vindeholt", place.top)
    give_role(some, Role.Kind.HR, units=[other])
    read = {}
    for reader in (some, place.manager, place.above):
        sign_in(client, reader)
        rows = client.get(reverse("dialogues:due")).context["rows"]
        read[str(reader)] = [str(row.person) for row in rows]

    assert read["Esben Vindeholt"] == ["Laust Fjordlys"]
    assert read["Gorm Vangsted"] == ["Freja Lysholm", "Mads Rosenklint", "Nanna Kjærbo"]
    assert "Mads Rosenklint" not in read["Inger Stavnskær"]
    assert "Gorm Vangsted" in read["Inger Stavnskær"]


def staffed(place, count):
    """So many more of Gorm's staff, each with a dialogue and, where the talk has been, a follow-up ahead."""
    this = make_round(units=[place.unit])
    states = ("invited", "booked", "held", "agreeing", "agreed")
    for number in range(count):
        person = make_person(f"Ansat {number}", place.unit)
        one = make_dialogue(person, place.manager, states[number % 5], round=this)
        if one.is_held():
            FollowUpTalk.objects.create(dialogue=one, due_on=clock.today() + timedelta(days=number))
    return this


def asked(client, pages):
    """How many questions each page asks, when it has been asked for a moment ago."""
    counts = []
    for page in pages:
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        counts.append(len(queries))
    return counts


def test_a_manager_of_500_asks_no_more_than_a_manager_of_five(client, place):
    sign_in(client, place.manager)
    pages = [reverse("dialogues:home"), reverse("dialogues:staff"), reverse("dialogues:due")]
    for one in (place.person, place.colleague, place.deputy):
        make_dialogue(one, place.manager)
    staffed(place, 5)
    few = asked(client, pages)

    staffed(place, 492)

    assert led_by(Person.objects.get(pk=place.manager.pk), clock.today()).count() == 500
    assert asked(client, pages) == few


def test_the_overview_begins_with_what_needs_a_time_and_tells_the_next_follow_up(place):
    staffed(place, 10)

    rows = rows_of(led_by(place.manager, clock.today()))

    assert [row.dialogue.state for row in rows] == [
        "invited", "invited", "booked", "booked", "held", "held", "agreeing", "agreeing", "agreed", "agreed",
    ]  # fmt: skip
    assert rows[-1].follow_up_on == clock.today() + timedelta(days=9)
    assert rows[0].follow_up_on is None


def test_an_overview_holds_neither_closed_rounds_nor_what_is_over(place):
    place.dialogue("replaced")
    place.dialogue("agreed", round=make_round("closed"))
    mine = place.dialogue("cancelled")

    assert list(led_by(place.manager, clock.today())) == []
    assert mine.manager == place.manager
