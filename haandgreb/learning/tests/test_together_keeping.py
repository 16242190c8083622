"""Notes go a year after they were written, seats and pairs a year after, a team's talk after two; past the gate."""

from datetime import timedelta

import pytest

from haandgreb.confidentiality.actions import set_gate
from haandgreb.learning.actions import together as actions
from haandgreb.learning.actions import together_keeping
from haandgreb.learning.models import ClickSeat, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.learning.queries.together import note_of
from haandgreb.learning.tests.factories import Workplace
from haandgreb.learning.tests.tracks_factory import make_click, make_module, make_pair, make_talk
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db
TEXTS = {**dict.fromkeys(actions.NOTE_TEXTS, ""), "learned": "At lytte"}


def written(place, days_ago):
    """A note, a seat, a pair and a team's talk, so many days ago."""
    then = clock.now() - timedelta(days=days_ago)
    module = make_module()
    actions.write_note(module, TEXTS, by=place.person)
    ModuleNote.objects.update(changed_at=then)
    ClickSeat.objects.create(click=make_click(place.hr, module, starts_at=then), person=place.person, taken_at=then)
    pair = make_pair(place.person, place.colleague, activity=module)
    StudyPair.objects.filter(pk=pair.pk).update(made_at=then)
    make_talk(place.unit, place.person, module, held_on=clock.local_day(then))
    return module


def left():
    return [model.objects.count() for model in (ModuleNote, ClickSeat, StudyPair, TeamTalk)]


@pytest.mark.parametrize(
    ("days_ago", "gate", "found"),
    [
        (364, False, [1, 1, 1, 1]),
        (367, False, [0, 0, 0, 1]),
        (731, False, [0, 0, 0, 0]),
        (731, True, [1, 1, 1, 1]),
    ],
)
def test_whose_time_is_up(days_ago, gate, found):
    place = Workplace()
    set_gate(is_on=gate, why="Prøve", by=place.admin)
    written(place, days_ago)
    for _run in range(2):
        together_keeping.daily(clock.today())

    assert left() == found


def test_behind_the_gate_a_note_is_hidden_from_her_too_and_she_can_begin_anew():
    place = Workplace()
    set_gate(is_on=True, why="Prøve", by=place.admin)
    module = written(place, 400)
    together_keeping.daily(clock.today())
    hidden = note_of(place.person, module)
    actions.write_note(module, {**TEXTS, "learned": "At spørge"}, by=place.person)

    assert hidden is None
    assert note_of(place.person, module).learned == "At spørge"


def test_forgotten_nothing_of_hers_is_left_and_nothing_of_others_goes():
    place = Workplace()
    set_gate(is_on=False, why="Prøve", by=place.admin)
    written(place, 3)
    make_click(place.person)
    make_pair(place.hr, place.colleague)
    together_keeping.forget(place.person)

    assert left() == [0, 0, 1, 1]
    assert not SharedClick.objects.filter(host=place.person).exists()
    assert TeamTalk.objects.get().written_by is None
