"""The yearly pack: counts that cannot be taken apart, and what is decided for the next year."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.competences.tests.gap_factory import make_goal
from haandgreb.dialogues.actions import counting
from haandgreb.dialogues.actions import decision as decisions
from haandgreb.dialogues.models import AgreedGoal, Decision, Dialogue, FollowUpTalk, RoundCount
from haandgreb.dialogues.queries.goal_counts import count
from haandgreb.dialogues.queries.pack import goals_of
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.dialogues.tests.factories import make_dialogue, make_round
from haandgreb.followups.models import FollowUp
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale
from haandgreb.strategy.models import StrategicGoal

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def agreed_goal(person, *, linked=True, status="trying", **facts):
    """A goal both have said yes to, on a goal of the strategy or on a local task."""
    goal = (StrategicGoal.objects.first() or make_goal()) if linked else None
    now = clock.now()
    plain = {"state": "agreed", "agreed_at": now, "agreed_version": 1, "written_at": now, "changed_at": now}
    return DevelopmentGoal.objects.create(
        person=person, title="Skrive klart", goal=goal, status=status, **plain | facts
    )


def numbers_on(client, found):
    """Every number in the part of the pack about goals."""
    page = client.get(reverse("dialogues:pack", args=[found.pk])).content.decode()
    start = page.index('id="pack-status"')
    return re.sub(r'value="[^"]+"|[0-9a-f]{8}-[0-9a-f-]{27}', "", page[start:])


def test_fourteen_of_sixteen_hang_on_the_strategy():
    place = Council()
    found, people = place.round_with(20)
    for number, person in enumerate(people[:16]):
        agreed_goal(person, linked=number not in (12, 15))

    counting.count_round(found, clock.today())

    told = goals_of(found)
    assert (told.goals, told.linked.part, told.linked.whole, told.linked.percent) == (16, 14, 16, 88)


def test_a_goal_that_is_not_agreed_is_counted_nowhere():
    place = Council()
    found, people = place.round_with(12)
    for person in people:
        agreed_goal(person, state="private", agreed_at=None)

    counting.count_round(found, clock.today())

    assert goals_of(found).is_empty


def test_a_goal_belongs_to_the_round_whose_agreement_holds_it_and_else_to_the_latest_one_begun():
    place = Council()
    old = make_round("following", [place.top], prepare_from=clock.today() - 400 * DAY)
    new = make_round("following", [place.top], prepare_from=clock.today() - 40 * DAY)
    dialogues = {one: make_dialogue(place.person, place.manager, "agreed", round=one) for one in (old, new)}
    first, second, held = (agreed_goal(place.person, agreed_at=clock.now() - days * DAY) for days in (100, 10, 10))
    AgreedGoal.objects.create(agreement=dialogues[old].agreement, goal=held, version=1)

    assert (count(old, clock.today()).linked, count(new, clock.today()).linked) == ((2, 0), (1, 0))
    assert first.agreed_at < second.agreed_at


def test_who_may_still_follow_up_in_time_is_not_counted_as_late():
    place = Council()
    today = clock.today()
    found, _people = place.round_with(12)
    assert count(found, today).agreements == 0

    Dialogue.objects.filter(round=found).update(held_on=today - 200 * DAY, state="following")
    for dialogue in found.dialogues.all()[:5]:
        FollowUpTalk.objects.create(dialogue=dialogue, due_on=today, held_on=today - 100 * DAY)

    assert count(found, today).followed == (5, 7)


def test_a_round_is_counted_at_most_every_thirty_days_and_for_good_when_it_closes():
    place = Council()
    today = clock.today()
    found, people = place.round_with(12)
    for person in people[:6]:
        agreed_goal(person)
    counted = [counting.count_round(found, today + days * DAY) is not None for days in (0, 1, 29, 30)]
    found.state, found.closed_at = "closed", clock.now() + 35 * DAY
    found.save()

    last = [counting.count_round(found, today + days * DAY) is not None for days in (34, 35, 36, 500)]

    assert (counted, last) == ([True, False, False, True], [False, True, False, False])


def test_one_goal_more_is_not_seen_on_the_page():
    place = Council()
    found, people = place.round_with(20)
    for person in people[:12]:
        agreed_goal(person)
    agreed_goal(people[12], linked=False)
    counting.count_round(found, clock.today())
    client = sign_in(Client(), place.council)
    first = numbers_on(client, found)

    agreed_goal(people[13], linked=False)
    counting.count_round(found, clock.today() + 30 * DAY)
    row = RoundCount.objects.get()
    RoundCount.objects.update(counted_on=clock.today())

    assert row.whole["goals"] == [12, 1]
    assert numbers_on(client, found) == first


def test_a_unit_in_which_everybody_or_nobody_has_a_goal_looks_like_one_with_too_few():
    place = Council()
    found = make_round("following", [place.top])
    goals = {"Alle": 7, "Ingen": 0, "Halvdelen": 6, "Få": 0}
    sizes = {"Alle": 7, "Ingen": 8, "Halvdelen": 12, "Få": 3}
    for name, size in sizes.items():
        unit = make_unit(name, place.top)
        for number in range(size):
            person = make_person(f"{name} {number:02}", unit)
            make_dialogue(person, place.manager, "agreed", round=found)
            if number < goals[name]:
                agreed_goal(person)
    counting.count_round(found, clock.today())

    assert [(line.unit.name, line.with_goal, line.people) for line in goals_of(found).units] in (
        [("Direktion", 13, 30), ("Halvdelen", 6, 12)],
        [("Direktion", 13, 30)],
    )


class Attack(TestCase):
    """Whatever is added and subtracted of units, and of two countings, tells of none or at least five people."""

    @settings(max_examples=10)
    @given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=3), st.data())
    def test_units_two_countings_and_the_whole(self, sizes, data):
        place = Council()
        found = make_round("following", [place.top])
        left = []
        for number, (with_goal, without) in enumerate(sizes):
            unit = make_unit(f"Enhed {number}", place.top)
            people = [make_person(f"Person {number} {at}", unit) for at in range(with_goal + without)]
            for person in people:
                make_dialogue(person, None, "agreed", round=found)
            for person in people[:with_goal]:
                agreed_goal(person)
            left += people[with_goal:]
        today = clock.today()
        counting.count_round(found, today)
        first = _told(found)
        for person in left:
            if data.draw(st.booleans()):
                agreed_goal(person)
        counting.count_round(found, today + 30 * DAY)

        second = _told(found)
        for told in (first, second):
            assert [cell for cell in told.values() if 0 < cell < 5] == []
        if first.keys() == second.keys():
            change = [abs(second[key] - first[key]) for key in first]
            assert [step for step in change if 0 < step < 5] == []


def _told(found):
    """With and without a goal in what is left of each shown unit when those below are taken away: all else adds up."""
    row = RoundCount.objects.get(round=found)
    rest = {(unit, at): counts[at] for unit, counts in row.units.items() for at in (0, 1)}
    for goal, none, within in row.units.values():
        if within:
            rest[within, 0] -= goal
            rest[within, 1] -= none
    return rest


def test_with_few_goals_the_page_says_what_it_says_with_none():
    place = Council()
    pages = []
    for few in (0, 4):
        found, people = place.round_with(9)
        for person in people[:few]:
            agreed_goal(person)
        counting.count_round(found, clock.today())
        pages.append(numbers_on(sign_in(Client(), place.council), found))
        found.dialogues.all().delete()
        found.delete()

    assert pages[0] == pages[1]


def test_no_name_of_anybody_in_the_round_stands_in_the_pack():
    place = Council()
    found, people = place.round_with(12)
    for person in people:
        agreed_goal(person)
    counting.count_round(found, clock.today())

    page = sign_in(Client(), place.council).get(reverse("dialogues:pack", args=[found.pk])).content.decode()

    assert [person for person in (*people, place.manager) if person.surname in page or person.name in page] == []


def test_a_decision_is_promised_by_its_owner_and_the_promise_follows_the_decision():
    place = Council()
    found, _people = place.round_with(6)
    facts = {"text": "Én side", "why": "", "owner": place.manager, "due_on": clock.today() + 20 * DAY}
    row = decisions.decide(found, facts, by=place.council)
    decisions.change(row, {**facts, "owner": place.above}, version=1, by=place.council)

    open_ones = FollowUp.objects.filter(source_id=row.pk, state="open")
    assert [(one.owner, one.what) for one in open_ones] == [(place.above, "Én side")]
    with pytest.raises(Stale):
        decisions.change(row, facts, version=1, by=place.council)
    decisions.drop(row, by=place.council)
    assert (Decision.objects.count(), open_ones.all().count()) == (0, 0)


def test_a_decision_sent_twice_is_made_once(client):
    place = Council()
    found, _people = place.round_with(6)
    sign_in(client, place.council)
    where = reverse("dialogues:decision_new", args=[found.pk])
    once = re.search(r'name="once" value="([^"]+)"', client.get(where).content.decode())
    sent = {
        "once": once.group(1),
        "text": "Én side",
        "owner": place.manager.name,
        "due_on": (clock.today() + DAY).isoformat(),
    }

    client.post(where, sent)
    client.post(where, sent)

    assert (Decision.objects.count(), FollowUp.objects.filter(source="dialogues").count()) == (1, 1)


def test_of_two_who_change_a_decision_the_second_chooses(client):
    place = Council()
    found, _people = place.round_with(6)
    facts = {"text": "Én side", "why": "", "owner": place.manager, "due_on": clock.today() + DAY}
    row = decisions.decide(found, facts, by=place.hr)
    decisions.change(row, {**facts, "text": "To sider"}, version=1, by=place.hr)
    sign_in(client, place.council)
    sent = {"version": 1, "text": "Tre sider", "owner": place.manager.name, "due_on": (clock.today() + DAY).isoformat()}

    page = client.post(reverse("dialogues:decision", args=[row.pk]), sent)

    text = page.content.decode()
    assert (page.status_code, "To" in text, "Tre" in text) == (409, True, True)


def test_the_nightly_work_counts_the_rounds_that_have_talks():
    place = Council()
    place.round_with(6)
    make_round("preparing", [place.top])

    assert (counting.count_what_is_due(clock.today()), RoundCount.objects.count()) == (1, 1)
