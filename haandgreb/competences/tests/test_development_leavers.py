"""Development goals of somebody who has left: read by nobody, kept for six months, then gone past the archive gate."""

from datetime import timedelta

import pytest

from haandgreb.competences.actions.development_keeping import OF_LEAVERS, let_leavers_go
from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.development_factory import an_agreed_goal
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.confidentiality import actions as gate
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.models import DeletionReceipt, WaitingRows
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def pair():
    return Pair()


def left(pair, days):
    """She left so many days ago, with a goal that was agreed and support promised."""
    goal = an_agreed_goal(pair)
    pair.person.engagements.update(valid_from=TODAY - timedelta(days=1000), valid_to=TODAY - timedelta(days=days))
    return goal


def gate_is(on, pair):
    gate.set_gate(is_on=on, why="Prøve", by=make_person("Asta Bremer", pair.unit))


@pytest.mark.parametrize(("days", "stays"), [(1, True), (180, True), (181, False)])
def test_they_go_when_she_has_been_gone_for_six_months(pair, days, stays):
    left(pair, days)
    gate_is(False, pair)

    let_leavers_go(TODAY)

    assert (DevelopmentGoal.objects.exists(), FollowUp.objects.exists()) == (stays, stays)
    assert DeletionReceipt.objects.filter(data_class=OF_LEAVERS).count() == (0 if stays else 1)


def test_nobody_reads_them_from_the_day_she_left(pair):
    goal = left(pair, 1)

    assert not DevelopmentGoal.objects.visible_to(pair.manager, TODAY).filter(pk=goal.pk).exists()


def test_where_the_archive_gate_is_on_they_wait_for_its_word(pair):
    left(pair, 400)
    gate_is(True, pair)

    let_leavers_go(TODAY)
    assert (DevelopmentGoal.objects.count(), WaitingRows.objects.get(pk=OF_LEAVERS).rows) == (1, 1)


def test_a_legal_hold_on_her_stops_it(pair):
    left(pair, 400)
    gate_is(False, pair)
    gate.hold(None, pair.person, reference="Sag 7", by=pair.manager)

    let_leavers_go(TODAY)

    assert DevelopmentGoal.objects.exists()


def test_who_works_here_keeps_hers(pair):
    an_agreed_goal(pair)
    gate_is(False, pair)

    let_leavers_go(TODAY + timedelta(days=2000))

    assert DevelopmentGoal.objects.exists()


def test_the_class_stands_with_its_six_months():
    assert data_classes()[OF_LEAVERS].days == 180
