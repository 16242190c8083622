"""A unit begins the round together: an agenda that leads to the strategy, and a mark by the manager."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.dialogues import joint_start_words
from haandgreb.dialogues.models import JointStart
from haandgreb.dialogues.queries.joint_start import starts_of
from haandgreb.dialogues.tests.factories import Workplace, make_round
from haandgreb.organisation.tests.factories import make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def round_(place):
    return make_round("preparing", [place.top], kickoff_on=clock.today() + timedelta(days=3))


def page(round_, unit, name="joint_start"):
    return reverse(f"dialogues:{name}", args=[round_.pk, unit.pk])


def test_the_agenda_takes_between_three_quarters_and_an_hour_in_both_languages():
    items = joint_start_words.items()

    assert 45 <= sum(item.minutes for item in items) <= 60
    assert all(item.title.da and item.title.en and item.text.da and item.text.en for item in items)


def test_the_page_leads_to_the_strategy_the_groups_and_the_pairs(client, place, round_):
    text = sign_in(client, place.person).get(page(round_, place.unit)).content.decode()

    assert "Strategien: Hvad betyder den for os?" in text
    for name in ("strategy:home", "dialogues:concept", "dialogues:groups", "dialogues:peers"):
        assert reverse(name) in text


def test_the_manager_marks_it_held_once_and_can_take_it_back(client, place, round_):
    sign_in(client, place.manager)
    for _press in range(2):
        client.post(page(round_, place.unit, "joint_start_held"))
    assert [(one.unit, one.held_on) for one in JointStart.objects.all()] == [(place.unit, clock.today())]

    client.post(page(round_, place.unit, "joint_start_held"), {"act": "undo"})

    assert JointStart.objects.count() == 0
    actions = AuditEntry.objects.filter(about_id=round_.pk).values_list("action", flat=True)
    assert list(actions) == ["joint start held", "joint start taken back"]


def test_a_unit_the_round_does_not_reach_has_no_page(client, place, round_):
    elsewhere = make_unit("Et andet sted")

    assert sign_in(client, place.hr).get(page(round_, elsewhere)).status_code == 404


@pytest.mark.parametrize("facts", [{"state": "draft"}, {"kickoff_on": None}])
def test_before_the_round_says_so_there_is_no_joint_start(client, place, round_, facts):
    for name, value in facts.items():
        setattr(round_, name, value)
    round_.save()

    assert sign_in(client, place.manager).get(page(round_, place.unit)).status_code == 404


@pytest.mark.parametrize(
    ("role", "units"), [("person", ["Tilskud"]), ("manager", ["Tilskud"]), ("above", ["Direktion"])]
)
def test_each_finds_the_joint_starts_of_her_own_units_on_the_page_of_dialogues(client, place, round_, role, units):
    person = getattr(place, role)

    assert [start.unit.name for start in starts_of(person, clock.today())] == units
    assert (
        page(round_, starts_of(person, clock.today())[0].unit)
        in sign_in(client, person).get(reverse("dialogues:home")).content.decode()
    )


def test_a_closed_round_begins_no_more(place, round_):
    round_.state = "closed"
    round_.save()

    assert starts_of(place.manager, clock.today()) == []
