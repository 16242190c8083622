"""The effect report of the demo says what the case says (demo-case 12), whatever day it is loaded on."""

from __future__ import annotations

from pathlib import Path

import pytest

from haandgreb import learning
from haandgreb.learning.demo import effect
from haandgreb.learning.effect_report_pages import page_of
from haandgreb.learning.models import UseShown
from haandgreb.learning.queries.effect_report import report
from haandgreb.learning.tests.test_demo import DAYS, loaded
from haandgreb.shared.tests.content import flaws, load

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_report_of_the_demo(day):
    demo = loaded(day)
    effect.load(demo)
    found = report()

    assert found is not None
    names = ("talk", "first_use", "asked", "with_talk", "without_talk")
    assert {name: found.counts(name) for name in names} == {
        "talk": [9, 6],
        "first_use": [8, 7, 0],
        "asked": [8, 6],
        "with_talk": [6, 1],
        "without_talk": [0, 6],
    }
    assert (found.floating.part, found.floating.whole) == (3, 12)
    assert page_of(found)["talk"]["with"].part == 6
    assert {str(one.practice.code) for one in UseShown.objects.all()} == {"C03", "C04", "C10", "C18"}


def test_the_content_speaks_well():
    assert flaws(load(Path(learning.__file__).parent / "content" / "demo-effect.toml")) == []
