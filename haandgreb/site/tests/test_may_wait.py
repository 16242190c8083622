"""Where nothing may wait, nothing does: what the landing page asks first is wider than what it shows."""

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.models import Person, Role
from haandgreb.shared import clock
from haandgreb.shared.asking import Asked, CannotStand
from haandgreb.site import queries
from haandgreb.site.operator import preparing

pytestmark = pytest.mark.django_db


def names_now(person, today):
    """The same questions, each asked by itself."""
    asked = queries._questions(person, today)
    return {name for name, rows in asked.items() if rows.exists()}


def test_everybody_in_the_demo_is_told_the_same_as_without_asking_first():
    preparing.load_content()
    preparing.load_demo()
    today, differ = clock.today(), []
    for person in Person.objects.all():
        may = queries._MAY_WAIT.of(person, today)
        assert may == names_now(person, today), str(person)
        for name, capability in queries._named().items():
            whole = list(capability.waiting_for(person, today))
            if list(capability.waiting_for(person, today, queries._own(may, name))) != whole:
                differ.append((str(person), name))

    assert differ == []


def test_all_is_asked_in_one_query():
    place, today = Workplace(), clock.today()
    queries._MAY_WAIT.of(place.person, today)

    with CaptureQueriesContext(connection) as asked:
        queries._MAY_WAIT.of(place.manager, today)

    assert len(asked) == 1


def test_a_question_is_asked_of_who_asks_and_of_the_day():
    place, today = Workplace(), clock.today()
    role = Role.objects.get(person=place.hr)
    asked = Asked(
        Person,
        lambda person, day: {
            "hr": Role.objects.filter(person=person, kind="hr"),
            "older": Role.objects.filter(person=person, valid_from__lt=day),
            "any": Role.objects.filter(Q(valid_from__lte=day)),
        },
    )

    assert asked.of(place.hr, role.valid_from) == {"hr", "any"}
    assert asked.of(place.hr, today.replace(year=today.year + 1)) == {"hr", "older", "any"}
    assert asked.of(place.person, role.valid_from) == {"any"}


def test_a_question_that_hangs_on_something_else_is_refused():
    asked = Asked(Person, lambda person, day: {"weekday": Person.objects.filter(given=f"{day:%A}")})

    with pytest.raises(CannotStand):
        asked.of(Workplace().person, clock.today())
