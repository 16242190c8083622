"""Several windows change goals at the same moment, on both databases: what holds alone holds then too."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.organisation.tests.factories import make_unit
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions import goals, results
from haandgreb.strategy.actions.statements import write
from haandgreb.strategy.models import Statement, StrategicGoal
from haandgreb.strategy.tests.factories import a_goal, a_leader, a_result

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


def test_nobody_draws_a_circle_together():
    leader = a_leader(make_unit("Styrelsen"))
    ring = [a_goal(leader, f"Mål {number}") for number in range(MANY)]

    def serve_the_next(number):
        goal = StrategicGoal.objects.get(pk=ring[number].pk)
        try:
            goals.change(goal, {"parent": ring[(number + 1) % MANY]}, by=leader)
        except goals.Circle:
            return "refused"
        return "done"

    assert sorted(at_once(serve_the_next)) == ["done"] * (MANY - 1) + ["refused"]


def test_a_unit_makes_a_goal_its_own_once_from_however_many_windows():
    leader = a_leader(make_unit("Styrelsen"))
    goal, unit = a_goal(leader), make_unit("Tilskud")

    made = at_once(lambda number: goals.make_own(goal, unit, by=leader, title=f"Vores {number}", meaning="…"))

    assert sorted(is_new for _own, is_new in made) == [False] * (MANY - 1) + [True]
    assert goal.made_own.count() == 1


def test_one_of_several_first_texts_stands_and_the_others_are_told():
    leader = a_leader(make_unit("Styrelsen"))

    def write_the_first(number):
        try:
            write("vision", by=leader, text=f"Vision {number}", version=0)
        except Stale:
            return "told"
        return "written"

    assert sorted(at_once(write_the_first)) == ["told"] * (MANY - 1) + ["written"]
    assert Statement.objects.count() == 1


def test_one_of_several_measurements_of_a_day_stands():
    leader = a_leader(make_unit("Styrelsen"))
    result = a_result(None, leader)

    def measure(number):
        try:
            results.measure(result, by=leader, measured_on=clock.today(), value=Decimal(number))
        except results.MeasuredThatDay:
            return "told"
        return "measured"

    assert sorted(at_once(measure)) == ["measured"] + ["told"] * (MANY - 1)
    result.refresh_from_db()
    assert result.baseline == result.measurements.get().value
