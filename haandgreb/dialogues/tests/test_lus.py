"""Managers' own talks: one level up, before they talk with their staff, with figures that name nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.queries.lus import managers_without_lus, sheet
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_kind, make_round
from haandgreb.organisation.models import Unit
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def own_talk(place, state="invited", **facts):
    return make_dialogue(place.manager, place.above, state, kind=make_kind("lus", level_up=True), **facts)


def test_a_manager_s_own_talk_belongs_to_her_and_her_manager(client):
    place = Workplace()
    dialogue = own_talk(place)

    for role, status in [
        ("manager", 200),
        ("above", 200),
        ("person", 404),
        ("deputy", 404),
        ("hr", 404),
        ("other_manager", 404),
    ]:
        sign_in(client, getattr(place, role))
        assert client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).status_code == status


def test_who_leads_in_a_round_and_has_had_no_talk_of_her_own_is_named_to_hr(client):
    place = Workplace()
    today = clock.today()
    round_ = make_round(units=[place.top])
    make_dialogue(place.person, place.manager, round=round_)
    assert managers_without_lus(round_, today) == [place.manager]

    own_talk(place, "held", held_on=today - timedelta(days=400))
    assert managers_without_lus(round_, today) == [place.manager]
    own_talk(place, "held", held_on=today - timedelta(days=30))
    assert managers_without_lus(round_, today) == []


def test_who_has_nobody_above_is_not_waited_for():
    place = Workplace()
    round_ = make_round(units=[place.top])
    make_dialogue(place.manager, place.above, round=round_)

    assert managers_without_lus(round_, clock.today()) == []


def test_hr_is_told_of_her_units_only():
    place = Workplace()
    round_ = make_round(units=[place.top])
    make_dialogue(place.person, place.manager, round=round_)

    here, elsewhere = Unit.objects.filter(pk=place.unit.pk), Unit.objects.exclude(pk=place.unit.pk)
    assert managers_without_lus(round_, clock.today(), units=here) == [place.manager]
    assert managers_without_lus(round_, clock.today(), units=elsewhere) == []


def test_a_round_of_managers_and_a_round_of_groups_wait_for_nobody():
    place = Workplace()
    for kind in [make_kind("lus", level_up=True), make_kind("grus", is_group=True)]:
        round_ = make_round(units=[place.top], kind=kind)
        make_dialogue(place.person, place.manager, round=round_)
        assert managers_without_lus(round_, clock.today()) == []


def test_figures_are_of_five_or_more_staff_only():
    place = Workplace()
    today = clock.today()
    dialogue = own_talk(place)
    assert sheet(dialogue, place.above, today).staff is None

    round_ = make_round(units=[place.top])
    staff = [place.person, place.colleague, place.deputy, *(make_person(f"Nr {n}", place.unit) for n in range(3))]
    for number, person in enumerate(staff):
        make_dialogue(person, place.manager, "agreed" if number < 2 else "invited", round=round_)

    found = sheet(dialogue, place.above, today)
    assert (found.staff, found.in_round, found.held, found.agreed, found.with_goal) == (6, 6, 2, 2, 0)


def test_with_fewer_than_five_in_the_round_its_figures_are_left_out():
    place = Workplace()
    round_ = make_round(units=[place.top])
    for number in range(4):
        make_person(f"Nr {number}", place.unit)
    make_dialogue(place.person, place.manager, "agreed", round=round_)

    found = sheet(own_talk(place), place.above, clock.today())

    assert (found.staff, found.in_round, found.held, found.agreed) == (7, None, None, None)


def test_both_read_the_same_figures_on_the_page_of_the_talk(client):
    place = Workplace()
    dialogue = own_talk(place)
    for role in ("manager", "above"):
        sign_in(client, getattr(place, role))
        assert b'id="sheet"' in client.get(reverse("dialogues:dialogue", args=[dialogue.pk])).content

    mus = make_dialogue(place.person, place.manager)
    sign_in(client, place.person)
    assert b'id="sheet"' not in client.get(reverse("dialogues:dialogue", args=[mus.pk])).content


def test_what_was_agreed_before_is_there_for_the_two():
    place = Workplace()
    earlier = own_talk(place, "following")
    now = own_talk(place)

    assert sheet(now, place.manager, clock.today()).earlier == [earlier]
    assert isinstance(sheet(now, place.above, clock.today()).earlier[0], Dialogue)
