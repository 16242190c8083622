"""The demo's people see who has opened their dialogue."""

import pytest

from haandgreb.dialogues.demo import keeping, preparation, rounds
from haandgreb.dialogues.models import Dialogue, Opened
from haandgreb.dialogues.queries import opened
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


def test_whoever_shared_with_her_manager_sees_that_it_was_read_before_the_talk():
    demo = Demo(today=clock.today())
    organisation_demo.load(demo)
    rounds.load(demo)
    preparation.load(demo)
    keeping.load(demo)

    mads = Dialogue.objects.get(pk=rounds.same_id("RU3", "P13"))
    [line] = opened.lines(mads)
    assert (line.row.name, line.row.what, line.row.role) == (demo.people["P07"].name, "preparation", "manager")
    assert clock.local_day(line.row.at) < mads.held_on
    assert all(row.dialogue.held_on is not None for row in Opened.objects.select_related("dialogue"))
