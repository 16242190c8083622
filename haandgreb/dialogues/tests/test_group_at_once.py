"""A group in which several press at the same moment, on both databases: nothing is lost, nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.dialogues.actions import group as acts
from haandgreb.dialogues.actions import group_cards as cards
from haandgreb.dialogues.actions import group_own as own
from haandgreb.dialogues.actions import group_votes as votes
from haandgreb.dialogues.actions.new_talk import start
from haandgreb.dialogues.models import Dialogue, GroupBallot, GroupPoint
from haandgreb.dialogues.tests.factories import Workplace, make_kind
from haandgreb.dialogues.tests.group_factory import Group
from haandgreb.shared.states import Refused
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)
MET = (Stale, Refused, cards.NotSilentAnyMore, cards.TooFewWriters, votes.NotOpen, votes.StillWaiting)


def at_once(acts_):
    """The acts in threads that start together; what each gave, or what it met."""
    ready = Barrier(len(acts_))

    def one(act):
        ready.wait()
        try:
            return act()
        except MET as met:
            return met
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts_)) as threads:
        return list(threads.map(one, acts_))


def test_when_all_give_dots_at_once_none_is_lost_and_none_is_doubled():
    group = Group(size=8)
    group.at("voting")
    first = str(group.shown()[0].pk)

    given = at_once(
        [lambda person=person: votes.give_dots(group.talk, {first: 3}, by=person) for person in group.people]
    )

    assert given == [False] * 8
    assert GroupBallot.objects.count() == 8
    votes.count_dots(group.talk, version=None, by=group.manager)
    assert group.talk.points.get(pk=first).dots == 24


def test_one_person_who_gives_many_times_at_once_has_one_ballot():
    group = Group()
    group.at("voting")
    shown = [str(card.pk) for card in group.shown()]

    given = at_once([lambda card=card: votes.give_dots(group.talk, {card: 1}, by=group.people[0]) for card in shown])

    assert sorted(given) == [False] + [True] * (len(shown) - 1)
    assert GroupBallot.objects.count() == 1


def test_a_vote_changed_beside_the_counting_counts_once_and_as_it_was_acknowledged():
    group = Group(size=6)
    group.at("voting")
    first, second = (str(card.pk) for card in group.shown()[:2])
    for person in group.people:
        votes.give_dots(group.talk, {first: 1}, by=person)

    given = at_once(
        [lambda person=person: votes.give_dots(group.talk, {second: 1}, by=person) for person in group.people]
        + [lambda: votes.count_dots(group.talk, version=None, by=group.manager)]
    )

    changed = sum(answer is True for answer in given[:-1])
    assert given[-1] is True
    assert (group.talk.points.get(pk=first).dots, group.talk.points.get(pk=second).dots) == (6 - changed, changed)
    assert not GroupBallot.objects.exists()


def test_of_several_who_count_at_once_one_counts():
    group = Group()
    group.at("voting")
    first = str(group.shown()[0].pk)
    for person in group.people:
        votes.give_dots(group.talk, {first: 2}, by=person)

    given = at_once([lambda: votes.count_dots(group.talk, version=None, by=group.manager)] * 4)

    assert [answer for answer in given if answer is True] == [True]
    assert group.talk.points.get(pk=first).dots == 10


def test_cards_written_while_they_are_shown_are_shown_or_refused_and_never_half_shown():
    group = Group(size=7)
    group.at("writing")
    for person in group.people[:2]:
        cards.write(group.talk, "Før", by=person)

    given = at_once(
        [lambda: cards.show(group.talk, version=None, by=group.manager)]
        + [lambda person=person: cards.write(group.talk, "Samtidig", by=person) for person in group.people[2:]]
    )

    refused = sum(isinstance(answer, cards.NotSilentAnyMore) for answer in given)
    assert GroupPoint.objects.filter(writer=None).count() == given[0] == 7 - refused
    assert not GroupPoint.objects.exclude(writer=None).exists()


def test_of_several_who_go_on_at_once_one_does_and_the_others_are_told():
    group = Group()
    seen = group.at("talking").version

    given = at_once([lambda: acts.go(group.talk, 1, version=seen, by=group.manager)] * 4)

    assert sum(isinstance(answer, Stale) for answer in given) == 3
    assert (group.now().step, group.now().version) == (1, seen + 1)


def test_a_talk_of_ones_own_asked_for_many_times_at_once_is_one():
    group = Group()
    make_kind()

    given = at_once([lambda: own.ask_for_own_talk(group.talk, by=group.people[0])] * 4)

    assert len({dialogue.pk for dialogue in given}) == 1
    assert Dialogue.objects.filter(person=group.people[0], wants_individual=True).count() == 1


def test_a_talk_begun_by_both_at_once_is_one():
    place = Workplace()
    kind = make_kind("puls")

    given = at_once(
        [lambda by=by: start(kind, place.person, place.manager, by=by) for by in (place.person, place.manager) * 2]
    )

    assert sorted(made for _dialogue, made in given) == [False, False, False, True]
    assert Dialogue.objects.count() == 1
