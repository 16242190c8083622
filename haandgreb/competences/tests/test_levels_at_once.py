"""Several windows answer the same proposal at the same moment, on both databases: one wins, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.competences.actions import levels, own_levels
from haandgreb.competences.actions.levels import Outcome
from haandgreb.competences.models import AgreedLevel, LevelProposal, SelfLevel, Wheel
from haandgreb.competences.rules import wheel
from haandgreb.competences.tests.level_factory import Pair

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


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


def test_of_several_answers_one_counts():
    pair = Pair()
    proposal = levels.propose(pair.person, {pair.language: 3}, by=pair.manager, manager=pair.manager).made[0]

    def answer(number):
        if number % 2:
            return levels.say_another(proposal, 5, by=pair.person)
        return levels.confirm(proposal, by=pair.person)

    found = at_once(answer)

    counted = [outcome for outcome in found if outcome is not Outcome.TOO_LATE]
    assert len(counted) == 1
    agreed, waiting = AgreedLevel.objects.count(), LevelProposal.objects.filter(state="open").count()
    assert (agreed, waiting) == ((1, 0) if counted == [Outcome.AGREED] else (0, 1))


def test_both_propose_at_once_and_one_proposal_waits():
    pair = Pair()

    def propose(number):
        by = pair.person if number % 2 else pair.manager
        return levels.propose(pair.person, {pair.language: number % 6}, by=by, manager=pair.manager)

    at_once(propose)

    assert LevelProposal.objects.filter(state="open").count() == 1


def test_different_levels_agreed_at_once_are_all_counted():
    pair = Pair()
    wanted = {pair.language: 1, pair.dialogue: 2, pair.extra: 3}
    made = levels.propose(pair.person, wanted, by=pair.manager, manager=pair.manager).made

    at_once(lambda number: levels.confirm(made[number % 3], by=pair.person))

    for competence in wanted:
        competence.refresh_from_db()
    counted = wheel.decode(bytes(Wheel.objects.get(person=pair.person).levels))
    assert counted == {competence.column: level for competence, level in wanted.items()}
    assert AgreedLevel.objects.current().count() == 3


def test_an_estimate_saved_from_several_windows_is_there_once():
    pair = Pair()

    at_once(lambda number: own_levels.estimate(pair.person, {pair.language: number % 6}))

    assert SelfLevel.objects.filter(replaced_at=None).count() == 1
