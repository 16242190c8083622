"""Who has which profile: by job title, whoever brought the people in, and by hand, which wins."""

from datetime import timedelta
from time import perf_counter

import pytest
from django.apps import apps
from django.urls import reverse

from haandgreb.competences.actions import profiles
from haandgreb.competences.actions.following import follow_titles
from haandgreb.competences.models import EngagementProfile
from haandgreb.competences.queries.profiles import personal_data, without_profile
from haandgreb.competences.tests.factories import give_profile, make_profile
from haandgreb.organisation.models import Engagement, Person, Role
from haandgreb.organisation.tests.factories import LONG_AGO, engage, give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

BY_TITLE, BY_HAND = EngagementProfile.Source.TITLE, EngagementProfile.Source.HAND


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def hr(unit):
    person = make_person("Camille Vangsted", unit, job_title="HR-konsulent")
    give_role(person, Role.Kind.HR, units=[unit])
    return person


@pytest.fixture
def lawyer():
    profile = make_profile("Jurist")
    profile.job_titles.create(job_title="Jurist")
    return profile


def rows(person):
    return list(
        EngagementProfile.objects.filter(engagement__person=person)
        .order_by("valid_from", "pk")
        .values_list("profile__title", "source", "valid_from", "valid_to")
    )


@pytest.mark.parametrize("title", ["Jurist", "jurist", " JURIST"])
def test_who_has_the_title_gets_the_profile_from_today(unit, lawyer, title):
    today = clock.today()
    person = make_person("Olivia Tangmose", unit, job_title=title)

    assert follow_titles(today) == (1, 0)
    assert rows(person) == [("Jurist", BY_TITLE, today, None)]


def test_following_twice_changes_nothing(unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    follow_titles(clock.today())
    before = rows(person)

    assert follow_titles(clock.today() + timedelta(days=1)) == (0, 0)
    assert rows(person) == before


def test_a_new_title_ends_the_old_profile_and_begins_the_new_one(unit, lawyer):
    today = clock.today()
    other = make_profile("Projektleder")
    other.job_titles.create(job_title="Projektleder")
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    give_profile(person, lawyer, source=BY_TITLE)
    person.engagements.update(job_title="Projektleder")

    assert follow_titles(today) == (1, 1)
    assert rows(person) == [("Jurist", BY_TITLE, LONG_AGO, today), ("Projektleder", BY_TITLE, today, None)]


def test_what_was_chosen_by_hand_wins(unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    give_profile(person, make_profile("Projektleder"))

    assert follow_titles(clock.today()) == (0, 0)
    assert rows(person) == [("Projektleder", BY_HAND, LONG_AGO, None)]


def test_who_begins_later_has_the_profile_from_her_first_day(unit, lawyer):
    begins = clock.today() + timedelta(days=30)
    person = make_person("Den Nye")
    engage(person, unit, valid_from=begins, job_title="Jurist")

    follow_titles(clock.today())

    assert rows(person) == [("Jurist", BY_TITLE, begins, None)]


def test_who_has_left_gets_none(unit, lawyer):
    person = make_person("Den Rejste")
    engage(person, unit, job_title="Jurist", valid_to=clock.today())

    assert follow_titles(clock.today()) == (0, 0)


def test_a_title_taken_from_a_profile_takes_the_profile_from_its_people(hr, unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    give_profile(person, lawyer, source=BY_TITLE)

    profiles.change(lawyer, {}, titles=[], by=hr)

    assert rows(person) == [("Jurist", BY_TITLE, LONG_AGO, clock.today())]


def test_choosing_by_hand_and_going_back_to_the_title(hr, unit, lawyer):
    today = clock.today()
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    engagement = person.engagements.get()
    give_profile(person, lawyer, source=BY_TITLE)
    other, third = make_profile("Projektleder"), make_profile("Underviser")

    profiles.choose_profiles(engagement, [other, third], by=hr)
    by_hand = rows(person)
    profiles.choose_profiles(engagement, [], by=hr)

    assert by_hand == [
        ("Jurist", BY_TITLE, LONG_AGO, today),
        ("Projektleder", BY_HAND, today, None),
        ("Underviser", BY_HAND, today, None),
    ]
    assert rows(person) == [("Jurist", BY_TITLE, LONG_AGO, today), ("Jurist", BY_TITLE, today, None)]


@pytest.mark.parametrize(
    ("new_title", "kept"),
    [("Studentermedhjælper", [("Projektleder", BY_HAND)]), ("Jurist", [("Jurist", BY_TITLE)]), ("Chef", [])],
    ids=["same title", "a title with a profile", "another title"],
)
def test_what_was_chosen_by_hand_moves_along_to_another_unit_unless_the_title_is_new(unit, lawyer, new_title, kept):
    today = clock.today()
    person = make_person("Ditte Hyldevang", unit, job_title="Studentermedhjælper")
    give_profile(person, make_profile("Projektleder"))
    person.engagements.update(valid_to=today)
    moved = engage(person, make_unit("Tilsyn"), valid_from=today, job_title=new_title)

    for _night in range(2):
        follow_titles(today)

    found = moved.profiles.filter(valid_to=None).values_list("profile__title", "source", "valid_from")
    assert list(found) == [(title, source, today) for title, source in kept]


def test_the_same_profile_chosen_by_hand_stays_when_the_title_changes(hr, unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    give_profile(person, lawyer, source=BY_TITLE)

    profiles.choose_profiles(person.engagements.get(), [lawyer], by=hr)
    person.engagements.update(job_title="Noget andet")
    follow_titles(clock.today())

    assert rows(person)[-1][1:] == (BY_HAND, clock.today(), None)


def test_the_daily_run_keeps_profiles_in_step(unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")

    apps.get_app_config("competences").daily(clock.today())

    assert [row[0] for row in rows(person)] == ["Jurist"]


def test_hr_chooses_profiles_in_the_browser(client, hr, unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    engagement = person.engagements.get()
    sign_in(client, hr)
    address = reverse("competences:profiles_of", args=[person.pk])

    client.post(address, {"engagement": engagement.pk, f"{engagement.pk.hex}-profiles": [lawyer.pk]})

    assert rows(person) == [("Jurist", BY_HAND, clock.today(), None)]


def test_hr_sees_who_has_no_profile_within_her_units_by_title_most_first(client, hr, unit, lawyer):
    for number in range(3):
        make_person(f"Nr. {number}", unit, job_title="Vejleder")
    give_profile(make_person("Med Profil", unit, job_title="Vejleder"), lawyer)
    make_person("Den Anden", make_unit("Tilsyn"), job_title="Vejleder")

    found = without_profile(hr, clock.today())
    of_title = without_profile(hr, clock.today(), title="Vejleder")

    assert [(row["job_title"], row["count"]) for row in found.titles] == [("Vejleder", 3), ("HR-konsulent", 1)]
    assert found.total == 4
    assert [one.person.name for one in of_title.engagements] == ["Nr. 0", "Nr. 1", "Nr. 2"]


def test_a_title_is_given_a_profile_from_the_list_of_those_without(client, hr, unit):
    person = make_person("Willy Bølgesund", unit, job_title="Vejleder")
    profile = make_profile("Vejleder")
    sign_in(client, hr)

    answer = client.post(reverse("competences:without_profile"), {"job_title": "Vejleder", "profile": profile.pk})

    assert answer.url == reverse("competences:without_profile")
    assert [row[0] for row in rows(person)] == ["Vejleder"]


def test_her_copy_tells_which_profiles_she_has_had(unit, lawyer):
    person = make_person("Olivia Tangmose", unit, job_title="Jurist")
    give_profile(person, lawyer, source=BY_TITLE)

    assert personal_data(person) == [
        {
            "profile": "Jurist",
            "job_title": "Jurist",
            "unit": "Tilskud",
            "how": "efter titel",
            "from": LONG_AGO,
            "to": None,
        }
    ]


def test_as_many_statements_however_many_people(unit, lawyer, django_assert_max_num_queries):
    counts = []
    for count in (3, 30):
        for number in range(count):
            make_person(f"Nr. {count} {number}", unit, job_title="Jurist")
        with django_assert_max_num_queries(40) as asked:
            follow_titles(clock.today())
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_ten_thousand_people_follow_in_seconds_and_then_in_no_time(unit, lawyer):
    people = [Person(given="Nr.", surname=str(number)) for number in range(10_000)]
    Person.objects.bulk_create(people)
    Engagement.objects.bulk_create(
        Engagement(person=person, unit=unit, job_title="Jurist", valid_from=LONG_AGO) for person in people
    )
    started = perf_counter()

    first = follow_titles(clock.today())
    after_first = perf_counter()
    second = follow_titles(clock.today())

    assert (first, second) == ((10_000, 0), (0, 0))
    assert after_first - started < 20
    assert perf_counter() - after_first < 5
