"""What a service check decides, what becomes of it, and where the freed hours go."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import translation

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import service_check
from haandgreb.meetings.actions.check_decisions import add_missing, apply_due, decide, drop_missing, settle
from haandgreb.meetings.actions.service_check import WrongStep
from haandgreb.meetings.models import CheckedSeries, Series
from haandgreb.meetings.queries.service_check import page
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.tests.check_factory import FAR, Setting, Step, decision
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 5)


@pytest.fixture
def setting() -> Setting:
    return Setting()


def test_hours_freed_follow_the_decisions(setting):
    check = setting.check(Step.DECIDE)
    owner = setting.others[0]
    decide(setting.row(check, setting.weekly), decision(owner, "shorter", new_minutes=30), version=1, by=setting.leader)
    decide(setting.row(check, setting.daily), decision(owner, "close"), version=1, by=setting.leader)

    found = page(check, setting.leader, clock.today())

    freed = Fraction(7 * 52, 12) / 2 + 21
    assert [one.cost.freed for one in found["rows"]] == [Fraction(7 * 52, 12) / 2, 21]
    assert found["total_freed"] == round(freed)
    assert found["free"]["a_week"] == round(freed / Fraction(52, 12))


def test_booked_hours_leave_the_rest_to_vanish(setting):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, "close"), version=1, by=setting.leader)
    service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)

    free = page(check, setting.leader, clock.today())["free"]

    assert (free["a_week"], free["booked"], free["left"]) == (7, 5, 2)


def test_more_booked_than_freed_leaves_nothing(setting):
    check = setting.check(Step.DECIDE)
    service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)

    assert page(check, setting.leader, clock.today())["free"]["left"] == 0


def test_a_booking_can_be_dropped_until_the_check_is_finished(setting):
    check = setting.check(Step.LOOK)
    booking = service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)
    service_check.unbook(booking, by=setting.leader)
    assert not check.bookings.exists()

    last = service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)
    assert service_check.finish(check, note="Det holdt.", version=1, by=setting.leader)
    with pytest.raises(WrongStep):
        service_check.unbook(last, by=setting.leader)


@pytest.mark.parametrize("step", [Step.MAP, Step.VOTE, Step.TALK])
def test_hours_are_not_booked_before_the_decisions(setting, step):
    check = setting.check(step)
    with pytest.raises(WrongStep):
        service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)


def test_settling_gives_each_owner_the_ball_and_each_series_its_expiry(setting):
    check = setting.check(Step.DECIDE)
    owner = setting.others[0]
    facts = decision(owner, "adjust", change="Færre punkter", from_day=date(2026, 2, 2), review_on=date(2026, 6, 1))
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    decide(setting.row(check, setting.daily), decision(owner, "keep"), version=1, by=setting.leader)

    with translation.override("en"):
        owner.language = setting.leader.language = "en"
        owner.save()
        setting.leader.save()
        settle(check, by=setting.leader, today=TODAY)

    promised = {row.owner: (row.what, row.due_on) for row in FollowUp.objects.all()}
    assert promised == {
        owner: ("Sagsmøde: Adjust. Færre punkter", date(2026, 2, 2)),
        setting.leader: ("Look again at the service check: did it hold?", deadlines.check_on(TODAY)),
    }
    setting.weekly.refresh_from_db()
    setting.daily.refresh_from_db()
    assert (setting.weekly.expires_on, setting.weekly.reviewed_on) == (date(2026, 6, 1), TODAY)
    assert setting.daily.expires_on == deadlines.expires_on(TODAY)  # never further than twelve months
    check.refresh_from_db()
    assert (check.step, check.decided_on, check.look_on) == (Step.LOOK, TODAY, deadlines.check_on(TODAY))


def test_a_closed_series_ends_when_its_day_comes(setting):
    check = setting.check(Step.DECIDE)
    day = TODAY + timedelta(days=30)
    facts = decision(setting.others[0], "close", from_day=day)
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    setting.weekly.refresh_from_db()
    assert (setting.weekly.state, setting.weekly.expires_on) == ("active", day)
    assert [apply_due(day - timedelta(days=1)), apply_due(day), apply_due(day)] == [0, 1, 0]
    setting.weekly.refresh_from_db()
    assert (setting.weekly.state, setting.weekly.closed_on) == ("closed", day)


@pytest.mark.parametrize(
    ("verdict", "new", "minutes", "cadence"),
    [
        ("shorter", {"new_minutes": 30}, 30, "weekly"),
        ("less-often", {"new_cadence": "every-2-weeks"}, 60, "every-2-weeks"),
        ("replace", {"new_minutes": 30, "new_cadence": "monthly"}, 30, "monthly"),
        ("adjust", {"change": "Færre punkter"}, 60, "weekly"),
        ("merge", {"change": "Med tavlemødet"}, 60, "weekly"),
        ("keep", {}, 60, "weekly"),
    ],
)
def test_what_is_due_at_once_is_applied_when_the_decisions_are_made(setting, verdict, new, minutes, cadence):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, verdict, **new), version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    setting.weekly.refresh_from_db()
    assert (setting.weekly.minutes, setting.weekly.cadence, setting.weekly.state) == (minutes, cadence, "active")


def test_what_is_not_settled_is_not_applied(setting):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, "close"), version=1, by=setting.leader)

    assert apply_due(FAR) == 0


def test_a_series_closed_meanwhile_is_left_alone(setting):
    check = setting.check(Step.DECIDE)
    facts = decision(setting.leader, "shorter", new_minutes=30, from_day=date(2026, 2, 2))
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)
    Series.objects.filter(pk=setting.weekly.pk).update(state="closed", closed_on=TODAY)

    assert apply_due(FAR) == 0


def test_a_decision_can_be_changed_until_they_are_settled(setting):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)
    assert decide(row, decision(setting.leader, "close"), version=1, by=setting.leader)
    assert not decide(row, decision(setting.leader, "keep"), version=1, by=setting.leader)
    assert decide(row, decision(setting.leader, "adjust", change="Færre"), version=2, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    assert FollowUp.objects.filter(what__startswith="Sagsmøde").count() == 1
    with pytest.raises(WrongStep):
        decide(row, decision(setting.leader, "close"), version=3, by=setting.leader)


def test_a_missing_meeting_costs_hours_and_its_owner_gets_the_ball(setting):
    check = setting.check(Step.DECIDE)
    facts = {
        "title": "Erfamøde",
        "purpose": "At dele erfaringer",
        "new_cadence": "monthly",
        "new_minutes": 90,
        "new_people": 10,
        "from_day": TODAY,
        "owner": setting.others[1],
    }
    made = add_missing(check, facts, by=setting.leader)

    found = page(check, setting.leader, clock.today())
    assert (found["rows"][-1].row.title, found["rows"][-1].is_new, found["total_freed"]) == ("Erfamøde", True, -15)
    assert found["free"]["left"] == 0

    settle(check, by=setting.leader, today=TODAY)
    assert FollowUp.objects.get(owner=setting.others[1]).what.startswith("Erfamøde: ")
    with pytest.raises(WrongStep):
        drop_missing(made, by=setting.leader)


def test_a_missing_meeting_can_be_taken_off_again_but_a_series_cannot(setting):
    check = setting.check(Step.DECIDE)
    facts = {"title": "Erfamøde", "new_cadence": "monthly", "new_minutes": 90, "new_people": 10}
    drop_missing(add_missing(check, facts, by=setting.leader), by=setting.leader)
    assert CheckedSeries.objects.filter(check_of=check).count() == 2

    with pytest.raises(WrongStep):
        drop_missing(setting.row(check, setting.weekly), by=setting.leader)


def test_looking_again_keeps_the_promise_and_ends_the_check(setting):
    check = setting.check(Step.LOOK)
    assert service_check.finish(check, note="Det holdt.", version=1, by=setting.leader)

    check.refresh_from_db()
    assert (check.step, check.look_note) == (Step.DONE, "Det holdt.")
    assert FollowUp.objects.get(pk=check.look_promise).state == FollowUp.State.DONE
    assert not service_check.finish(check, note="Noget andet", version=1, by=setting.leader)


def test_looking_again_comes_after_the_decisions(setting):
    with pytest.raises(WrongStep):
        service_check.finish(setting.check(Step.DECIDE), note="Det holdt.", version=1, by=setting.leader)
