"""The states are tables: every step that is not in them is refused."""

from itertools import product

import pytest

from haandgreb.dialogues.models import Agreement, Dialogue, Round
from haandgreb.dialogues.rules.states import AGREEMENT, DIALOGUE, ROUND
from haandgreb.shared.states import Refused, may_step, step

# What dialogue.md 3 tells, written out by hand.
ALLOWED = {
    "round": (
        "draft>discussed discussed>draft discussed>preparing preparing>talks talks>agreeing agreeing>following "
        "following>closed"
    ),
    "dialogue": (
        "invited>booked invited>postponed invited>cancelled booked>invited booked>held booked>postponed "
        "booked>cancelled invited>held held>agreeing agreeing>held agreeing>agreed agreed>following agreed>replaced "
        "following>replaced postponed>invited postponed>cancelled cancelled>invited held>replaced agreeing>replaced"
    ),
    "agreement": (
        "writing>offered offered>writing offered>one_yes one_yes>writing one_yes>agreed one_yes>differing "
        "offered>differing differing>writing agreed>replaced differing>replaced writing>replaced offered>replaced "
        "one_yes>replaced"
    ),
}
MACHINES = {"round": ROUND, "dialogue": DIALOGUE, "agreement": AGREEMENT}
STATES = {"round": Round.State, "dialogue": Dialogue.State, "agreement": Agreement.State}
PAIRS = [(name, a, b) for name in MACHINES for a, b in product(STATES[name].values, repeat=2)]


@pytest.mark.parametrize("name", MACHINES)
def test_the_table_has_every_state_of_the_model(name):
    assert set(MACHINES[name]) == set(STATES[name].values)


@pytest.mark.parametrize(("name", "before", "after"), PAIRS)
def test_only_steps_of_the_table_are_taken(name, before, after):
    allowed = f"{before}>{after}" in ALLOWED[name].split()

    assert may_step(MACHINES[name], before, after) is allowed
    if allowed:
        assert step(MACHINES[name], before, after) == after
    else:
        with pytest.raises(Refused):
            step(MACHINES[name], before, after)


def test_a_state_that_is_not_there_is_no_state():
    with pytest.raises(KeyError):
        may_step(ROUND, "draft", "somewhere")
