"""The worker does what is due, once, and one capability's failure never stops the others."""

from __future__ import annotations

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps

from haandgreb.shared import clock
from haandgreb.shared.models import Installation
from haandgreb.site import worker
from haandgreb.site.worker import Worker

pytestmark = pytest.mark.django_db(transaction=True)

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class FreeLease:
    """A lease nobody else wants."""

    def hold(self):
        return True

    def give_back(self):
        pass


class TakenLease:
    """A lease somebody else has."""

    def hold(self):
        return False

    def give_back(self):
        pass


@pytest.fixture
def asked(monkeypatch):
    """What the capabilities were asked, in order."""
    heard = []
    for label in ("shared", "organisation", "meetings", "site"):
        config = apps.get_app_config(label)
        monkeypatch.setattr(config, "tick", lambda now, label=label: heard.append(("tick", label)), raising=False)
        monkeypatch.setattr(config, "daily", lambda day, label=label: heard.append(("daily", label)), raising=False)
    return heard


def test_a_turn_ticks_once_a_minute(asked):
    at_work = Worker(lease=FreeLease())
    for seconds in (0, 5, 10, 55, 60, 65):
        at_work.turn(MONDAY + timedelta(seconds=seconds))
    assert [what for what, who in asked if who == "meetings" and what == "tick"] == ["tick", "tick"]


def test_the_daily_work_is_done_once_a_day_lowest_capability_first(asked):
    at_work = Worker(lease=FreeLease())
    for hours in (0, 1, 12, 24):
        at_work.turn(MONDAY + timedelta(hours=hours))
    days = [who for what, who in asked if what == "daily"]
    assert days == ["shared", "organisation", "meetings", "site"] * 2


@pytest.mark.parametrize(
    ("moment", "done_on", "due"),
    [
        (datetime(2026, 11, 23, 3, 59, tzinfo=UTC), None, False),  # 4.59 in Denmark in winter
        (datetime(2026, 11, 23, 4, 0, tzinfo=UTC), None, True),  # 5.00
        (datetime(2026, 7, 6, 2, 59, tzinfo=UTC), None, False),  # 4.59 in summer
        (datetime(2026, 7, 6, 3, 0, tzinfo=UTC), None, True),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), date(2026, 11, 23), False),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), date(2026, 11, 22), True),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 22), False),  # past midnight, before five
    ],
)
def test_the_daily_work_is_due_from_five_in_the_morning_danish_time(moment, done_on, due):
    Installation.objects.create(last_daily_on=done_on)
    assert worker.daily_is_due(moment) is due


def test_one_capability_that_fails_stops_nobody_and_is_tried_again_after_an_hour(asked, monkeypatch, caplog):
    failing = apps.get_app_config("organisation")
    tries = []

    def fail(day):
        tries.append(day)
        raise ValueError("what Ida wrote about Bo")

    monkeypatch.setattr(failing, "daily", fail, raising=False)
    at_work = Worker(lease=FreeLease())
    with caplog.at_level(logging.ERROR, logger="haandgreb.worker"):
        for minutes in (0, 10, 59, 61):
            at_work.turn(MONDAY + timedelta(minutes=minutes))
    assert len(tries) == 2
    assert [who for what, who in asked if what == "daily"].count("meetings") == 2
    assert Installation.objects.get().last_daily_on is None
    # The log tells what failed and where, and nothing of what was written.
    assert "daily work of organisation failed: ValueError at " in caplog.text
    assert "Ida" not in caplog.text


def test_a_worker_without_the_lease_does_nothing(asked):
    assert Worker(lease=TakenLease()).turn(MONDAY) is False
    assert asked == []


def test_a_turn_notes_that_the_worker_was_here(asked):
    Worker(lease=FreeLease()).turn(MONDAY)
    noted = Installation.objects.get()
    assert (noted.last_tick_at, noted.last_daily_on) == (MONDAY, clock.local_day(MONDAY))
