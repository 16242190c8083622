"""Several people do the same at the same moment, on both databases: nothing is lost and nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.competences.actions import catalogue, esco, profiles
from haandgreb.competences.actions.following import follow_titles
from haandgreb.competences.models import Competence, EngagementProfile, Importance, Requirement
from haandgreb.competences.rules.requirements import Wanted
from haandgreb.competences.tests.esco_files import a_file, a_row
from haandgreb.competences.tests.factories import make_competence, make_profile
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 4


def at_once(act):
    """The act in several threads that start together, each with its own connection; their answers."""
    ready = Barrier(MANY)

    def one(number):
        ready.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(one, range(MANY)))


def test_competences_first_asked_for_at_once_each_get_a_place_of_their_own():
    competences = [make_competence(f"Nr. {number}") for number in range(MANY)]

    columns = at_once(lambda number: catalogue.give_column(competences[number]))

    assert sorted(columns) == list(range(MANY))


def test_of_several_who_save_a_table_at_once_one_wins_and_the_others_are_told():
    hr = make_person("Camille Vangsted", make_unit())
    language = make_competence()
    profile = make_profile(requirements={language: 1})

    def save(number):
        wanted = {language.pk: Wanted(number + 2, Importance.HIGH, True)}
        try:
            return profiles.set_requirements(profile, wanted, by=hr, version=1)
        except Stale:
            return None

    saved = at_once(save)

    assert sum(answer is not None for answer in saved) == 1
    assert Requirement.objects.filter(valid_to=None).count() == 1


def test_the_same_list_saved_at_once_doubles_nothing():
    rows = [a_row(number) for number in range(50)]
    source = Source((esco.read_file("da", "skills_da.csv", a_file(rows)),))

    plans = at_once(lambda _number: esco.save(source, by=None))

    assert sorted(len(plan.new) for plan in plans) == [0] * (MANY - 1) + [50]
    assert Competence.objects.count() == 50


def test_titles_followed_at_once_give_each_job_one_profile():
    unit, profile = make_unit(), make_profile("Jurist")
    profile.job_titles.create(job_title="Jurist")
    for number in range(5):
        make_person(f"Nr. {number}", unit, job_title="Jurist")

    at_once(lambda _number: follow_titles(clock.today()))

    assert EngagementProfile.objects.filter(valid_to=None).count() == 5
