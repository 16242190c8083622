"""A demo that was made by an older version gets the demo of what has come since, and keeps what it has."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache

from haandgreb.meetings.models import Meeting, Series
from haandgreb.organisation.actions.setting_up import Newcomer, found_workplace
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.installation import installation
from haandgreb.shared.passport import capabilities
from haandgreb.site.operator import preparing

pytestmark = pytest.mark.django_db
PARTS = sorted(part.label for part in capabilities() if part.has_demo)
LATER = timedelta(days=61)


@pytest.fixture
def older(monkeypatch) -> None:
    """A demo made when the organisation was all there was."""
    cache.clear()
    preparing.load_content()
    with monkeypatch.context() as then:
        then.setattr(preparing, "capabilities", lambda: [apps.get_app_config("organisation")])
        preparing.load_demo()


def rows_of_the_organisation() -> dict[str, list[dict[str, object]]]:
    models = apps.get_app_config("organisation").get_models()
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in models}


def test_what_is_new_is_added_and_what_was_there_is_untouched(older, capsys):
    before = rows_of_the_organisation()
    assert not Series.objects.exists()

    with time_machine.travel(clock.now() + LATER):
        preparing.load_or_complete_demo()

    assert Series.objects.count() == 12
    assert rows_of_the_organisation() == before
    assert installation().demo_parts == PARTS
    assert "meetings" in capsys.readouterr().out


def test_the_new_part_is_dated_from_the_day_it_comes(older):
    with time_machine.travel(clock.now() + LATER):
        preparing.load_or_complete_demo()
        newest = Meeting.objects.filter(state=Meeting.State.HELD).latest("starts_at")

        assert clock.now() - newest.starts_at < timedelta(days=14)


def test_the_second_time_nothing_is_added(older):
    assert preparing.complete_demo()
    held = Meeting.objects.count()

    assert not preparing.complete_demo()
    assert Meeting.objects.count() == held


def test_what_a_visitor_has_removed_does_not_come_back(older):
    preparing.complete_demo()
    Series.objects.all().delete()

    preparing.load_or_complete_demo()

    assert not Series.objects.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda today: Person.objects.filter(ext_id="demo-P07").update(is_active=False),
        lambda today: Engagement.objects.filter(person__ext_id="demo-P13").update(valid_to=today),
        lambda today: Unit.objects.filter(ext_id="demo-TIL").update(valid_to=today),
    ],
    ids=["an account is closed", "somebody has left", "a unit has ended"],
)
def test_a_demo_that_people_have_taken_apart_is_left_alone_with_words(older, spoil, capsys):
    spoil(clock.today())
    before = rows_of_the_organisation()

    preparing.load_or_complete_demo()

    assert rows_of_the_organisation() == before
    assert not Series.objects.exists()
    assert installation().demo_parts == ["organisation"]
    assert "meetings" in capsys.readouterr().out


def test_a_workplace_of_real_people_gets_no_demo(capsys):
    cache.clear()
    preparing.load_content()
    one, other = (Newcomer(given=name, surname="", email=f"{name}@example.dk") for name in ("a", "b"))
    found_workplace(name="Prøvestyrelsen", administrator=one, hr=other, language="da")

    assert not preparing.complete_demo()
    with pytest.raises(preparing.Stop):
        preparing.load_or_complete_demo()

    assert Person.objects.count() == 2
    assert not Series.objects.exists()


def test_what_the_parts_of_the_demo_put_in_is_found_again():
    """A capability that leaves something in the demo for others must find it again for those that come later."""
    preparing.load_content()
    loaded = Demo(today=clock.today())
    for one in preparing.with_demo():
        one.load_demo(loaded)

    found = Demo(today=clock.today())
    for one in preparing.with_demo():
        one.find_demo(found)

    assert (found.people, found.units, found.things) == (loaded.people, loaded.units, loaded.things)
    assert list(found.people) == list(loaded.people)
