"""What roles ask of people: over several engagements, on a day, in as many queries however many people."""

from datetime import timedelta

import pytest

from haandgreb.competences.models import Importance, Wheel
from haandgreb.competences.queries.required import required_of, required_of_one
from haandgreb.competences.rules.requirements import Asked
from haandgreb.competences.tests.factories import (
    agree,
    give_profile,
    make_competence,
    make_profile,
    require_level,
)
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import LONG_AGO, engage, make_person, make_unit
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db
NORMAL = Importance.NORMAL


def test_a_person_without_profile_is_asked_for_nothing():
    person = make_person(unit=make_unit())

    assert required_of([person], clock.today()) == {person.pk: {}}


def test_two_engagements_ask_for_the_higher_level_and_the_higher_importance():
    person = make_person(unit=make_unit())
    language = make_competence()
    one = make_profile(requirements={language: 4})
    other = make_profile("Koordinator")
    require_level(other, language, 2, importance=Importance.HIGH)
    give_profile(person, one)
    second = engage(person, make_unit("Sekretariatet"))
    second.profiles.create(profile=other, source="hand", valid_from=LONG_AGO)

    assert required_of_one(person, clock.today()) == {language.pk: Asked(4, Importance.HIGH)}


def test_what_has_ended_or_not_begun_asks_for_nothing():
    today = clock.today()
    person = make_person(unit=make_unit())
    old, new = make_competence("Gammelt"), make_competence("Nyt")
    profile = make_profile()
    require_level(profile, old, 3, valid_to=today)
    require_level(profile, new, 2, valid_from=today)
    give_profile(person, profile)
    gone = make_person("Den Rejste")
    engage(gone, make_unit("Arkivet"), valid_to=today)
    give_profile(gone, profile)

    asked = required_of([person, gone], today)
    yesterday = required_of([person], today - timedelta(days=1))

    assert asked == {person.pk: {new.pk: Asked(2, NORMAL)}, gone.pk: {}}
    assert yesterday == {person.pk: {old.pk: Asked(3, NORMAL)}}


def test_everybody_is_asked_in_two_queries_however_many(django_assert_num_queries):
    unit = make_unit()
    profile = make_profile(requirements={make_competence(): 3})
    people = [make_person(f"Nr. {number}", unit) for number in range(3)]
    for person in people:
        give_profile(person, profile)

    with django_assert_num_queries(2):
        of_some = required_of(people, clock.today())
    with django_assert_num_queries(2):
        of_queryset = required_of(Person.objects.filter(engagements__unit=unit), clock.today())
    with django_assert_num_queries(2):
        of_all = required_of(None, clock.today())

    assert of_some == of_queryset == of_all


def test_a_level_agreed_anew_ends_the_old_one_and_stands_in_the_row():
    person = make_person(unit=make_unit())
    language = make_competence()
    agree(person, language, 2, day=LONG_AGO)

    agree(person, language, 3)

    assert list(person.agreed_levels.order_by("valid_from").values_list("level", "valid_to")) == [
        (2, clock.today()),
        (3, None),
    ]
    assert bytes(Wheel.objects.get(person=person).levels) == bytes([4])
