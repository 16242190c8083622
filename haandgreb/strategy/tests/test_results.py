"""What happens when results are written, measured, corrected, closed and deleted."""

from datetime import timedelta
from decimal import Decimal

import pytest

from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.versions import Stale
from haandgreb.strategy import charts
from haandgreb.strategy.actions import practice, results
from haandgreb.strategy.actions.closing import BuiltOn
from haandgreb.strategy.models import Measurement, Result
from haandgreb.strategy.queries.waiting import waiting_for
from haandgreb.strategy.tests.factories import a_goal, a_leader, a_result, measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return a_leader(make_unit("Styrelsen"))


def day(offset):
    return clock.today() + timedelta(days=offset)


def figures(result):
    return [(row.measured_on, row.value) for row in result.measurements.all()]


def what_waits(person):
    return [row.about for row in waiting_for(person, clock.today())]


class TestMeasuring:
    def test_a_baseline_with_a_day_is_the_first_measurement(self, leader):
        result = a_result(None, leader, baseline=Decimal(34), baseline_on=day(-120))

        assert figures(result) == [(day(-120), 34)]

    def test_the_first_measurement_of_an_unknown_baseline_is_the_baseline(self, leader):
        result = a_result(None, leader, baseline_by=day(-1), target=Decimal(80))

        assert results.measure(result, by=leader, measured_on=day(-2), value=Decimal(61))
        assert not results.measure(result, by=leader, measured_on=day(0), value=Decimal(63))

        result.refresh_from_db()
        assert (result.baseline, result.baseline_on) == (61, day(-2))

    def test_a_day_has_one_measurement(self, leader):
        result = a_result(None, leader)
        results.measure(result, by=leader, measured_on=day(0), value=Decimal(61))

        with pytest.raises(results.MeasuredThatDay):
            results.measure(result, by=leader, measured_on=day(0), value=Decimal(62))

        assert figures(result) == [(day(0), 61)]

    def test_the_baseline_follows_when_its_measurement_is_corrected(self, leader):
        result = a_result(None, leader, baseline=Decimal(34), baseline_on=day(-120))

        row = result.measurements.get()
        results.correct(row, by=leader, measured_on=day(-119), value=Decimal("33.5"), note="Optalt igen", version=1)

        result.refresh_from_db()
        assert (result.baseline, result.baseline_on) == (Decimal("33.5"), day(-119))

    def test_of_two_who_correct_the_second_is_told(self, leader):
        row = measured(a_result(None, leader), 3, 61)
        mine = Measurement.objects.get()
        results.correct(row, by=leader, measured_on=day(-3), value=Decimal(60), note="", version=1)

        with pytest.raises(Stale):
            results.correct(mine, by=leader, measured_on=day(-3), value=Decimal(59), note="", version=1)

        assert Measurement.objects.get().value == 60

    def test_a_correction_does_not_take_another_measurements_day(self, leader):
        result = a_result(None, leader)
        row = measured(result, 3, 61)
        measured(result, 2, 62)

        with pytest.raises(results.MeasuredThatDay):
            results.correct(row, by=leader, measured_on=day(-2), value=Decimal(60), note="", version=1)

        assert figures(result) == [(day(-3), 61), (day(-2), 62)]


class TestWaiting:
    def test_the_owner_is_asked_when_the_baseline_is_due(self, leader):
        a_result(None, leader, "Forfalden", owner=leader, baseline_by=day(0))
        a_result(None, leader, "Senere", owner=leader, baseline_by=day(1))
        a_result(None, leader, "En andens", owner=make_person(), baseline_by=day(0))

        assert what_waits(leader) == ["Forfalden"]

    @pytest.mark.parametrize(("days_ago", "asked"), [(100, False), (101, True)])
    def test_the_owner_is_asked_when_it_is_long_since_it_was_measured(self, leader, days_ago, asked):
        measured(a_result(None, leader, owner=leader), days_ago, 5)

        assert bool(what_waits(leader)) is asked

    def test_nobody_is_asked_for_a_closed_result(self, leader):
        result = a_result(None, leader, owner=leader, baseline_by=day(-5))

        results.close(result, "Vi måler noget andet", by=leader)

        assert what_waits(leader) == []


class TestEnding:
    def test_what_practice_is_built_on_is_closed_and_not_deleted(self, leader):
        result = a_result(a_goal(leader), leader)
        practice.add(by=leader, results=[result], title="Vi noterer ordet")

        with pytest.raises(BuiltOn):
            results.delete(result, by=leader)
        results.close(result, "Nået", by=leader)

        assert (result.state, result.closed_why, result.practices.count()) == ("closed", "Nået", 1)
        assert not OutboxMessage.objects.exists()

    def test_others_go_with_their_measurements(self, leader):
        result = a_result(a_goal(leader), leader, baseline=Decimal(34), baseline_on=day(-9))

        results.delete(result, by=leader)

        assert (Result.objects.count(), Measurement.objects.count()) == (0, 0)


class TestTheCurve:
    def test_the_sentence_says_from_where_to_where_and_nothing_that_may_be_chance(self, leader, english):
        result = a_result(None, leader, baseline=Decimal(34), target=Decimal(15), measured_in="calls")
        for number, value in enumerate([33, 36, 34, 35, 33, 36, 35, 34, 32, 30, 28, 27]):
            measured(result, 360 - 30 * number, value)

        said = charts.sentence_of(result, list(result.measurements.all()))

        assert said == (
            "From 34 to 27\u00a0calls; 15\u00a0calls is the target. No sure change yet: the ups and downs are ordinary."
        )

    def test_a_long_run_on_one_side_is_a_shift(self, leader, english):
        result = a_result(None, leader, baseline=Decimal(34))
        for number, value in enumerate([30, 31, 30, 32, 31, 30, 32, 31, 20, 21, 20, 22, 21, 20, 22, 21]):
            measured(result, 480 - 30 * number, value)

        said = charts.sentence_of(result, list(result.measurements.all()))

        assert said == ("From 34 to 21. There is a shift: the last 8 measurements all lie below the median.")

    def test_the_picture_has_its_table_and_says_where_the_goal_began(self, leader, english):
        result = a_result(None, leader, "Fewer calls")
        for number, value in enumerate([1234.5, 1200, 1100]):
            measured(result, 90 - 30 * number, value)

        figure = charts.figure_of(result, list(result.measurements.all()), day(-45))

        assert figure.table is not None
        assert [row[1] for row in figure.table.rows] == ["1,234.5", "1,200", "1,100"]
        assert "the goal begins" in figure.picture
        assert "Fewer calls: 3 measurements" in figure.picture


@pytest.fixture
def english():
    from django.utils import translation

    with translation.override("en"):
        yield
