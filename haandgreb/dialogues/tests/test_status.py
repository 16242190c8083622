"""Who counts what: HR by name, managers above and the works council in groups of five."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haandgreb.dialogues.demo import rounds as demo_rounds
from haandgreb.dialogues.models import Agreement, Dialogue, FollowUpTalk
from haandgreb.dialogues.queries.status import reads_whole, shown, totals
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people and its rounds."""
    found = Demo(today=date(2026, 11, 25))
    organisation_demo.load(found)
    demo_rounds.load(found)
    return found


def read(demo, person, name="RU3"):
    return shown(demo.things["rounds"][name], demo.people[person], demo.today)


def lines(found):
    return {
        " + ".join(unit.ext_id.removeprefix("demo-") for unit in line.units): (
            line.count.people, line.count.held, line.count.agreed,
        )
        for line in found.lines
    }  # fmt: skip


def test_the_works_council_reads_the_whole_and_each_large_unit(demo):
    found = read(demo, "P09")

    assert found.totals is not None
    assert (found.totals.people, found.totals.agreed, found.totals.agreed_share, found.totals.held) == (70, 37, 53, 65)
    assert (found.totals.postponed, found.totals.booked) == (1, 4)
    assert lines(found) == {
        "DAT": (13, 11, 5),
        "DIR + FYR + DIR-S": (6, 6, 5),
        "STA": (10, 10, 7),
        "TSY-T": (7, 6, 2),
        "TSY": (6, 6, 4),
        "TIL-A": (9, 9, 5),
        "TIL-B": (8, 6, 2),
        "VEJ": (11, 11, 7),
    }
    assert (found.sum.people, found.sum.held, found.sum.agreed) == (70, 65, 37)
    assert found.is_together


def test_a_manager_above_reads_her_units_and_no_totals(demo):
    found = read(demo, "P06")

    assert found.totals is None
    assert lines(found) == {"TIL-A": (9, 9, 5), "TIL-B": (8, 6, 2)}


def test_a_manager_of_too_few_reads_nothing_in_counts(demo):
    assert read(demo, "P81").lines == []
    assert read(demo, "P84").lines == []


def test_who_leads_two_of_six_does_not_read_the_other_four(demo):
    found = lines(read(demo, "P02"))

    assert "DIR + FYR + DIR-S" not in found
    assert found["DIR + FYR + DIR-S + TSY"] == (12, 12, 9)


def test_a_round_of_too_few_is_not_counted(demo):
    place = demo.things["rounds"]["RU1"]
    Dialogue.objects.filter(round=place).exclude(person__in=[demo.people["P07"], demo.people["P08"]]).delete()

    assert totals(place) is None
    assert read(demo, "P09", "RU1").lines == []


@pytest.mark.parametrize(
    ("person", "whole"), [("P01", True), ("P09", True), ("P71", True), ("P06", False), ("P13", False)]
)
def test_who_reads_the_whole(demo, person, whole):
    assert reads_whole(demo.people[person], demo.today) is whole


def test_last_year_is_followed_up_by_thirty_eight_per_cent(demo):
    held = Dialogue.objects.filter(round=demo.things["rounds"]["RU0"], held_on__isnull=False)
    Agreement.objects.bulk_create(
        Agreement(dialogue=one, state="agreed", agreed_at=clock.now(), agreed_number=1, changed_at=clock.now())
        for one in held
    )
    found = totals(demo.things["rounds"]["RU0"])

    assert found is not None
    assert (found.people, found.agreed, found.followed_up, found.followed_share) == (55, 55, 21, 38)


def test_a_follow_up_after_half_a_year_comes_too_late():
    place, today = Workplace(), clock.today()
    this = make_round(units=[place.unit])
    for number in range(5):
        person = make_person(f"Ansat {number}", place.unit)
        talk_on = today - timedelta(days=200)
        one = make_dialogue(person, place.manager, "agreed", round=this, held_on=talk_on)
        FollowUpTalk.objects.create(dialogue=one, due_on=today, held_on=talk_on + timedelta(days=180 + number * 2))

    found = totals(this)
    assert found is not None
    assert (found.agreed, found.followed_up) == (5, 2)


def test_cancelled_talks_and_jobs_that_are_gone():
    place = Workplace()
    this = make_round(units=[place.top])
    for number in range(5):
        make_dialogue(make_person(f"Ansat {number}"), place.manager, "held", round=this)
    make_dialogue(make_person("Aflyst Ansat"), place.manager, "cancelled", round=this)

    found = shown(this, place.council, clock.today())

    assert [(line.count.people, [str(unit) for unit in line.units]) for line in found.lines] == [(5, ["Direktion"])]


def test_as_many_questions_for_many_units_as_for_one(django_assert_num_queries):
    place, counts = Workplace(), []
    for size in (1, 30):
        this = make_round(units=[place.top])
        for number in range(size):
            unit = make_unit(f"Enhed {size} {number}", place.top)
            make_manager(make_person(f"Leder {size} {number}", unit), unit)
            for each in range(5):
                person = make_person(f"Ansat {size} {number} {each}", unit)
                make_dialogue(person, None, round=this, engagement=person.engagements.get())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = shown(this, place.council, clock.today())
        assert len(found.lines) == size
        counts.append(len(asked))
    assert counts[0] == counts[1]
