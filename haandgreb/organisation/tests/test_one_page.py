"""Who manages whom is asked once while a page is made, and anew for the next page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haandgreb.organisation.models import UnitManager
from haandgreb.organisation.one_page import one_page
from haandgreb.organisation.queries.managers import managers_of, staff_of, units_managed_by
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db
ASKED = [staff_of, managers_of, units_managed_by]


@pytest.fixture
def mads():
    return make_person("Mads Rosenklint", make_unit("Tilskud"))


@pytest.fixture
def gorm(mads):
    manager = make_person("Gorm Vangsted", mads.engagements.get().unit)
    make_manager(manager, mads.engagements.get().unit)
    return manager


@pytest.mark.parametrize("question", ASKED)
def test_the_second_time_nothing_is_asked(gorm, question):
    with one_page():
        first = question(gorm, clock.today())
        with CaptureQueriesContext(connection) as asked:
            assert question(gorm, clock.today()) == first
    assert len(asked) == 0


@pytest.mark.parametrize("question", ASKED)
def test_without_a_page_everything_is_asked_each_time(gorm, question):
    question(gorm, clock.today())

    with CaptureQueriesContext(connection) as asked:
        question(gorm, clock.today())
    assert len(asked) > 0


def test_the_next_page_sees_what_was_changed(mads, gorm):
    with one_page():
        assert staff_of(gorm, clock.today()) == [mads]
    UnitManager.objects.update(valid_to=clock.today())

    with one_page():
        assert staff_of(gorm, clock.today()) == []


def test_each_person_and_each_hat_has_its_own_answer(mads, gorm):
    with one_page():
        assert staff_of(gorm, clock.today()) == [mads]
        assert staff_of(mads, clock.today()) == []
        assert units_managed_by(gorm, clock.today()) == units_managed_by(gorm, clock.today(), deputies=True)
        gorm.role_in_use = "hr"
        assert managers_of(gorm, clock.today()) == []


def test_an_answer_that_is_changed_is_not_the_next_ones(mads, gorm):
    with one_page():
        staff_of(gorm, clock.today()).clear()
        assert staff_of(gorm, clock.today()) == [mads]
