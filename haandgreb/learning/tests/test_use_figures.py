"""A quarter's figures: five people, the rest rule, sixty percent, counted once and never again."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.learning.actions.asked import tap
from haandgreb.learning.actions.factors import answer_factors
from haandgreb.learning.actions.use_figures import count_quarter, count_what_is_over, rows_of
from haandgreb.learning.models import UseRelease
from haandgreb.learning.parts.factors import load_content
from haandgreb.learning.queries.use_counting import Answers
from haandgreb.learning.queries.use_figures import factor_rows, groups_of, release_of, to_remove
from haandgreb.learning.rules.groups import WHOLE, enough_asked, shown_units, with_whole
from haandgreb.learning.rules.quarters import last_answer_on, over, quarter_of
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock

TOP, A, B = (UUID(int=number) for number in (1, 2, 3))
TREE = with_whole({TOP: None, A: TOP, B: TOP})


@pytest.mark.parametrize(
    ("in_a", "in_b", "shown"),
    [
        (4, 0, set()),
        (5, 0, {A, TOP, WHOLE}),
        (5, 5, {A, B, TOP, WHOLE}),
        (6, 4, {TOP, WHOLE}),  # A alone would tell what the four of B said
        (2, 3, {TOP, WHOLE}),
    ],
)
def test_which_units_are_shown(in_a, in_b, shown):
    answered = {A: in_a, B: in_b, TOP: in_a + in_b, WHOLE: in_a + in_b}
    found = shown_units({unit: count for unit, count in answered.items() if count}, {}, TREE)

    assert found == shown


def test_a_unit_where_too_few_of_those_asked_answered_is_not_shown():
    answered, asked = {A: 5, TOP: 15, WHOLE: 15}, {A: 10, TOP: 20, WHOLE: 20}

    assert shown_units(answered, asked, TREE, least=60) == {TOP, WHOLE}


@pytest.mark.parametrize(("answered", "asked", "found"), [(6, 10, True), (5, 9, False), (0, 0, True), (3, 5, True)])
def test_sixty_percent(answered, asked, found):
    assert enough_asked(answered, asked, least=60) is found


@given(st.dictionaries(st.sampled_from([TOP, A, B]), st.lists(st.integers(1, 5), max_size=12)))
def test_no_figure_and_no_difference_of_figures_is_of_one_to_four_people(answers):
    """What is kept for one question: every group and every remainder is none or at least five."""
    steps, home = {}, {}
    for unit, given_here in answers.items():
        for step in given_here:
            person = UUID(int=1000 + len(steps))
            steps[person], home[person] = step, unit
    found = Answers(set(steps), set(steps), {"LF-1": steps})
    rows = rows_of(found, home, {TOP: None, A: TOP, B: TOP}, least=0)
    counts = {key: sum(row["counts"]["LF-1"]) for key, row in rows.items()}
    below = {"": [str(TOP)], str(TOP): [str(A), str(B)]}

    def inside(key):
        return sum(counts[one] if one in counts else inside(one) for one in below.get(key, []))

    for key, count in counts.items():
        rest = count - inside(key)
        assert count >= 5
        assert rest == 0 or rest >= 5


@pytest.fixture
def place(db):
    load_content()
    return Workplace()


def people_of(place, count, unit=None):
    return [make_person(f"Person {number}", unit or place.unit) for number in range(count)]


def ended_in_the_latest_quarter():
    """A quarter whose answers are all in, and a course day whose fourteenth day lies in it."""
    quarter = over(clock.today(), 1)[0]
    return quarter, quarter + timedelta(days=20)


def taps(place, people, day, sources):
    activity = make_activity()
    for person, source in zip(people, sources, strict=True):
        enrolment = make_enrolment(person, activity, "completed", starts_on=day, ends_on=day)
        tap(enrolment, source, by=person, today=day + timedelta(days=7))


def test_a_quarter_is_counted_once_and_later_taps_change_nothing(place):
    quarter, day = ended_in_the_latest_quarter()
    people = people_of(place, 10)
    taps(place, people[:9], day, ["manager"] * 4 + ["nobody"] * 5)

    assert count_what_is_over(clock.today()) == 2  # the factors too: nine were asked, nobody answered
    taps(place, people[9:], day, ["manager"])
    assert count_what_is_over(clock.today()) == 0
    row = UseRelease.objects.get(kind="asked", quarter=quarter).rows[""]
    assert (row["answered"], row["counts"]["manager"]) == (9, [5, 0, 0, 0, 4])


def test_a_quarter_whose_last_answers_may_still_come_is_not_counted(place):
    quarter, day = ended_in_the_latest_quarter()
    taps(place, people_of(place, 5), day, ["work"] * 5)

    assert count_what_is_over(last_answer_on(quarter)) == 0
    assert count_what_is_over(last_answer_on(quarter) + timedelta(days=1)) == 2


def test_four_people_look_like_none(place):
    _quarter, day = ended_in_the_latest_quarter()
    taps(place, people_of(place, 4), day, ["manager"] * 4)
    count_what_is_over(clock.today())

    assert UseRelease.objects.get(kind="asked").rows == {}


def answered(place, people, day, steps):
    activity = make_activity()
    for person, given_here in zip(people, steps, strict=True):
        enrolment = make_enrolment(person, activity, "completed", starts_on=day, ends_on=day)
        if given_here:
            answer_factors(enrolment, given_here, by=person, today=day + timedelta(days=14))


def test_factors_of_a_group_are_counted_turned_and_told_in_words(place):
    quarter, day = ended_in_the_latest_quarter()
    steps = [{"LF-1": 5, "LF-4": 1, "LF-5": 1, "LF-8": 1}] * 6 + [{"LF-1": 4, "LF-4": 1, "LF-5": 4, "LF-8": 4}] * 5
    answered(place, people_of(place, 11), day, steps)
    release = count_quarter("factors", quarter, clock.today())
    group = next(one for one in groups_of(release, place.manager, clock.today()) if one.unit == place.unit)
    rows = {row.factor.key: row.shown for row in factor_rows(release, group)}

    assert (group.answered, group.asked) == ("11", "11")
    assert rows["LF-1"].counts == (0, 0, 0, 5, 6)
    assert rows["LF-8"].counts == (0, 5, 0, 0, 6)  # turned round
    assert rows["LF-2"].how == "nothing"  # nobody answered it
    assert [row.factor.key for row in to_remove(factor_rows(release, group))] == ["LF-5", "LF-8"]


def test_fewer_than_sixty_percent_are_not_shown(place):
    quarter, day = ended_in_the_latest_quarter()
    answered(place, people_of(place, 10), day, [{"LF-1": 5}] * 5 + [{}] * 5)

    assert count_quarter("factors", quarter, clock.today()).rows == {}


def test_a_person_with_two_courses_has_one_voice(place):
    quarter, day = ended_in_the_latest_quarter()
    people = people_of(place, 5)
    answered(place, people, day, [{"LF-1": 5}] * 5)
    answered(place, people[:1], day + timedelta(days=1), [{"LF-1": 1}])
    counts = count_quarter("factors", quarter, clock.today()).rows[""]["counts"]["LF-1"]

    assert sum(counts) == 5


def test_each_reads_the_units_she_leads_and_nobody_elses(place):
    _quarter, day = ended_in_the_latest_quarter()
    other = make_unit("Vejledning", place.top)
    taps(place, people_of(place, 5), day, ["work"] * 5)
    taps(place, people_of(place, 5, other), day, ["manager"] * 5)
    count_what_is_over(clock.today())
    release = release_of("asked", None)

    def read(person):
        return [str(group.unit or "") for group in groups_of(release, person, clock.today())]

    everything = ["", "Tilskud", "Vejledning"]  # all of Direktion are in the two: the whole workplace tells the same
    assert read(place.manager) == ["Tilskud"]
    assert read(place.other_manager) == []
    assert sorted(read(place.above)) == everything
    assert sorted(read(place.hr)) == everything
    assert sorted(read(place.council)) == everything
    assert read(place.person) == []


@pytest.mark.parametrize("kind", ["asked", "factors"])
def test_the_page_before_anything_is_counted(client, place, kind):
    sign_in(client, place.manager)
    page = client.get(reverse("learning:use_figures", args=[kind]))

    assert page.status_code == 200
    assert page.context["next_on"] >= clock.today()


@pytest.mark.parametrize("asked", ["?quarter=2001-01-01", "?quarter=x"])
def test_an_odd_quarter_is_none(client, place, asked):
    _quarter, day = ended_in_the_latest_quarter()
    taps(place, people_of(place, 5), day, ["work"] * 5)
    count_what_is_over(clock.today())
    sign_in(client, place.manager)
    page = client.get(reverse("learning:use_figures", args=["asked"]) + asked)

    assert page.status_code == (404 if "2001" in asked else 200)


def test_the_page_shows_no_figure_of_a_few(client, place):
    _quarter, day = ended_in_the_latest_quarter()
    taps(place, people_of(place, 6), day, ["work"] * 6)
    count_what_is_over(clock.today())
    sign_in(client, place.manager)
    page = client.get(reverse("learning:use_figures", args=["asked"])).content.decode()

    assert "5–9" in page
    assert "6 af 6" not in page


def test_the_page_costs_the_same_for_one_unit_and_for_twelve(client, place, django_assert_max_num_queries):
    _quarter, day = ended_in_the_latest_quarter()
    for number in range(12):
        unit = make_unit(f"Enhed {number:02}", place.top)
        taps(place, people_of(place, 5, unit), day, ["work"] * 5)
    count_what_is_over(clock.today())
    sign_in(client, place.council)
    with django_assert_max_num_queries(25):
        page = client.get(reverse("learning:use_figures", args=["asked"]))
    assert len(page.context["groups"]) == 10


def test_a_quarter_begins_on_its_first_day():
    assert quarter_of(date(2026, 11, 25)) == date(2026, 10, 1)
