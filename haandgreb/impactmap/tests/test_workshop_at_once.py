"""A workshop in which several press at the same moment, on both databases: nothing is lost, nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.impactmap.actions import workshop as acts
from haandgreb.impactmap.actions import workshop_cards as cards
from haandgreb.impactmap.actions import workshop_marks as marks
from haandgreb.impactmap.actions import workshop_notes as notes
from haandgreb.impactmap.models import WorkshopMark, WorkshopNote, WorkshopStep, WorkshopVerdict
from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.shared.versions import Stale
from haandgreb.strategy.models import Result

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act):
    """The act in several threads that start together; what each gave, or the exception it met."""
    ready = Barrier(MANY)

    def one(number):
        ready.wait()
        try:
            return act(number)
        except (Stale, cards.AlreadyUsed, notes.RoundIsOpen) as met:
            return met
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(one, range(MANY)))


def test_of_several_who_go_on_at_once_one_does_and_the_others_are_told():
    setting = Setting()
    seen = setting.at(2).version

    given = at_once(lambda number: acts.go(setting.workshop, 3 + number % 2, version=seen, by=setting.facilitator))

    assert sum(isinstance(one, Stale) for one in given) >= MANY // 2
    assert setting.now().version == seen + 1
    assert WorkshopStep.objects.filter(running_since__isnull=False).count() == 1


def test_begun_by_several_at_once_it_begins_once():
    setting = Setting()

    at_once(lambda _number: acts.begin(setting.workshop, by=setting.facilitator))

    assert (setting.now().state, WorkshopStep.objects.count()) == ("running", 1)


def test_notes_written_while_the_round_is_opened_are_shown_or_refused_and_never_half_open():
    setting = Setting(people=6)
    setting.at(2)

    def act(number):
        if number == 0:
            return notes.open_round(setting.workshop, version=None, by=setting.facilitator)
        return notes.write(setting.workshop, 2, f"Seddel {number}", by=setting.people[number])

    given = at_once(act)

    refused = sum(isinstance(one, notes.RoundIsOpen) for one in given)
    assert WorkshopNote.objects.filter(writer=None).count() == given[0] == MANY - 1 - refused
    assert WorkshopNote.objects.exclude(writer=None).count() == 0


def test_one_note_put_on_the_map_by_several_at_once_is_one_card():
    setting = Setting()
    setting.at(2)
    setting.wrote(setting.people[0], "Færre klager")
    note = setting.opened()[0]

    given = at_once(
        lambda number: cards.add_result(
            setting.workshop, {"title": f"Klager {number}"}, by=setting.manager, note=note, strength="hope"
        )
    )

    assert sum(isinstance(one, cards.AlreadyUsed) for one in given) == MANY - 1
    assert Result.objects.filter(title__startswith="Klager").count() == 1


def test_when_all_mark_at_once_the_marks_are_opened_once_with_everybodys_word():
    setting = Setting(people=6)
    practice = setting.practice()
    setting.at(7)

    opened = at_once(lambda number: marks.mark(setting.workshop, {practice.pk: True}, by=setting.people[number]))

    assert sorted(opened) == [False] * (MANY - 1) + [True]
    assert [(one.keep, one.cut) for one in WorkshopVerdict.objects.all()] == [(6, 0)]
    assert WorkshopMark.objects.count() == 0
