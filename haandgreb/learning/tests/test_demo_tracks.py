"""The demo's tracks as the case has them, who learns together, and courses that float: three of twelve."""

from datetime import date
from pathlib import Path

import pytest

from haandgreb import learning
from haandgreb.learning.demo import tracks
from haandgreb.learning.models import ClickSeat, PortfolioRelease, SharedClick, StudyPair, TeamTalk, Track
from haandgreb.learning.queries.floating import share
from haandgreb.learning.tests.test_demo import loaded
from haandgreb.shared import clock
from haandgreb.shared.holidays import is_working_day
from haandgreb.shared.tests.content import flaws
from haandgreb.shared.tests.content import load as read

pytestmark = pytest.mark.django_db
CONTENT = Path(learning.__file__).parent / "content"


@pytest.fixture
def demo():
    found = loaded(date(2026, 11, 25))
    if not Track.objects.exists():
        tracks.load(found)
    return found


def test_the_tracks_are_those_of_the_case(demo):
    found = {one.code: [link.activity.code for link in one.module_links.all()] for one in Track.objects.all()}

    assert found == {"SP1": ["A01", "A13"], "SP2": ["A17", "A02", "A11"], "SP3": ["A03", "A02"]}
    assert Track.objects.get(code="SP3").questions == ["Hvor går grænsen i din opgave?"]
    assert Track.objects.get(code="SP1").use_task == "Skriv ét brev om"


def test_three_of_twelve_courses_in_use_float(demo):
    assert share() == (3, 12)


def test_some_learn_together_on_working_days(demo):
    days = [clock.local_day(one.starts_at) for one in SharedClick.objects.all()]

    assert all(is_working_day(day) for day in days)
    assert (len(days), ClickSeat.objects.count(), StudyPair.objects.count(), TeamTalk.objects.count()) == (2, 5, 2, 1)


def test_removed_no_track_and_no_figure_is_left(demo):
    PortfolioRelease.objects.create(counted_on=demo.today, starts_on=demo.today)

    tracks.remove()

    assert (Track.objects.count(), PortfolioRelease.objects.count()) == (0, 0)


@pytest.mark.parametrize("name", ["demo-tracks", "forms", "keeping-together"])
def test_the_content_is_whole_in_both_languages(name):
    assert flaws(read(CONTENT / f"{name}.toml")) == []
