"""The demo workplace keeps the expected values of the case, on whatever day it is loaded."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import groupby

import pytest
import time_machine
from django.test import Client

from haandgreb.followups.models import FollowUp
from haandgreb.meetings import library
from haandgreb.meetings.demo import load_demo, remove_demo
from haandgreb.meetings.demo.loading import Loading
from haandgreb.meetings.models import (
    AgendaItem,
    Attendance,
    CheckedSeries,
    Decision,
    Meeting,
    PooledMeeting,
    ScoreResult,
    Series,
    SeriesChange,
    ServiceCheck,
    Verdict,
)
from haandgreb.meetings.queries.shown import shown
from haandgreb.meetings.rules import hours
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.showing import Showing
from haandgreb.meetings.rules.trend import Signal, TrendPoint, chart_of, signal_of, trend_point
from haandgreb.meetings.tests.demo_workplace import loaded
from haandgreb.organisation.models import Engagement, Person
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.questions.models import AnswerSheet
from haandgreb.questions.queries import counts_about, texts_about
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import is_working_day
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.passport import capabilities
from haandgreb.site.operator import preparing

pytestmark = pytest.mark.django_db

CONTENT = library.load("demo")["series"]
HELD = {row["id"]: row["held"] for row in CONTENT}
ORDINARY = date(2026, 11, 16)
# Around Easter, Whitsun, Christmas and the new year, on a weekend, and in the middle of a week.
DAYS = [
    ORDINARY,
    date(2026, 4, 6),
    date(2026, 4, 7),
    date(2026, 5, 26),
    date(2026, 11, 21),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 31),
]


@pytest.fixture
def demo() -> Demo:
    return loaded(ORDINARY)


def points(demo: Demo, series: str) -> list[TrendPoint]:
    """MS-9 of each scored meeting, as the trend page reads it."""
    found = []
    results = ScoreResult.objects.filter(meeting__series=demo.things["series"][series])
    for result in results.select_related("meeting").order_by("meeting__starts_at"):
        counts = shown(result).items.get("MS-9")
        found.append(trend_point(clock.local_day(result.meeting.starts_at), counts))
    return found


@pytest.mark.parametrize(
    ("series", "middle", "useful", "run", "run_limit", "crossings", "crossings_limit", "signal"),
    [
        ("MT02", 0.600, 16, 8, 7, 1, 4, Signal.SHIFT),
        ("MT06", 0.646, 12, 2, 7, 10, 3, Signal.NO_SURE_CHANGE),
    ],
)
def test_the_run_charts_are_those_of_the_case(
    demo: Demo,
    series: str,
    middle: float,
    useful: int,
    run: int,
    run_limit: int,
    crossings: int,
    crossings_limit: int,
    signal: Signal,
) -> None:
    chart = chart_of(points(demo, series))
    assert chart.median is not None
    assert chart.longest_run is not None
    found = (
        round(float(chart.median), 3),
        chart.useful,
        chart.longest_run.length,
        chart.longest_run_limit,
        chart.crossings,
        chart.crossings_limit,
        signal_of(chart),
    )
    assert found == (middle, useful, run, run_limit, crossings, crossings_limit, signal)


def test_the_change_stands_between_the_eighth_and_the_ninth_meeting(demo: Demo) -> None:
    days = [point.held_on for point in points(demo, "MT02")]
    change = SeriesChange.objects.get(series=demo.things["series"]["MT02"])
    assert days[7] < change.from_day < days[8]
    assert change.what == "10 minutters læring af én hjemvist sag"


def test_the_twelve_series_cost_564_hours_a_month(demo: Demo) -> None:
    total = sum(
        (
            hours.person_hours(hours.Cadence(series.cadence), series.minutes, series.memberships.count())
            for series in Series.objects.all()
        ),
        Fraction(0),
    )
    assert (Series.objects.count(), round(float(total), 2)) == (12, 564.03)


def test_the_lighthouse_is_never_shown_alone_or_together(demo: Demo) -> None:
    series = demo.things["series"]["MT07"]
    results = ScoreResult.objects.filter(meeting__series=series).order_by("meeting__starts_at")
    assert [result.sheets for result in results] == [3, 2, 3, 3]
    assert {shown(result).showing for result in results} == {Showing.TOO_FEW}
    assert not PooledMeeting.objects.filter(meeting__series=series).exists()


def test_small_lawyers_meetings_are_joined_until_there_are_five(demo: Demo) -> None:
    series = demo.things["series"]["MT05"]
    rows = PooledMeeting.objects.filter(meeting__series=series).order_by("pool", "meeting__starts_at")
    pools = [
        sum(row.meeting.result.sheets for row in group) for _pool, group in groupby(rows, key=lambda row: row.pool)
    ]
    assert sorted(pools) == [7, 7]


def test_the_last_case_meeting_shows_the_table_of_the_case(demo: Demo) -> None:
    meeting = demo.things["meetings"]["MT02", -7]
    result = ScoreResult.objects.get(meeting=meeting)
    assert result.counts == {
        "MS-1": [0, 1, 2, 4, 3],
        "MS-2": [0, 0, 1, 3, 6],
        "MS-3": [1, 2, 3, 3, 1],
        "MS-4": [0, 2, 4, 3, 1],
        "MS-5": [0, 0, 2, 5, 3],
        "MS-6": [0, 1, 1, 4, 4],
        "MS-7": [0, 1, 3, 4, 2],
        "MS-8": [0, 1, 2, 4, 3],
        "MS-9": [0, 0, 3, 5, 2],
    }
    assert (result.sheets, result.present, result.chair) == (10, 11, {"MS-9": 5})
    assert result.focus_question == "Kom alle til orde?"
    comments = [comment["text"] for comment in result.comments]
    assert sorted(comments) == ["Godt med sagen om kaffestuen", "Punkt 4 kunne have været en mail"]
    assert sorted(texts_about(meeting.pk, "MS-8-text")) == sorted(comments)
    there = Attendance.objects.filter(meeting=meeting, presence__in=["present", "online"])
    assert there.count() == 12
    assert AgendaItem.objects.filter(meeting=meeting, purpose="").count() == 1


def test_every_result_is_what_its_sheets_say(demo: Demo) -> None:
    for result in ScoreResult.objects.all():
        found = {key: steps for key, steps in counts_about(result.meeting_id).items() if sum(steps)}
        assert found == {key: steps for key, steps in result.counts.items() if sum(steps)}
        assert AnswerSheet.objects.filter(about=result.meeting_id, mode="anonymous").count() == result.sheets


def test_every_shown_score_has_as_many_high_answers_as_the_case_says(demo: Demo) -> None:
    for (series, at), meeting in demo.things["meetings"].items():
        result = ScoreResult.objects.filter(meeting=meeting).first()
        facts = next((held for held in HELD[series] if held["at"] == at and "n" in held), None)
        if facts is None:
            assert result is None
        else:
            assert result is not None
            overall = Counts.stored(result.counts["MS-9"])
            assert (overall.high.part, overall.n, result.sheets) == (facts["high"], facts["n"], facts["n"])
            assert result.present >= result.sheets


def test_the_service_check_frees_sixty_hours_a_week_of_which_46_are_booked(demo: Demo) -> None:
    check = ServiceCheck.objects.get()
    rows = CheckedSeries.objects.filter(check_of=check)
    assert (check.step, check.leader.ext_id, rows.count()) == ("look", "P01", 12)
    assert sorted(voter.person.ext_id or "" for voter in check.voters.all()) == sorted(
        ["P01", "P02", "P70", "P09", "P16", "P32", "P63", "P81", "P82", "P83", "P84"]
    )
    assert sum(booking.hours_a_week for booking in check.bookings.all()) == 46
    assert not Verdict.objects.exclude(voter="").exists()
    votes = {row.title: dict(hours.tally([hours.Verdict(vote.verdict) for vote in row.verdicts.all()])) for row in rows}
    assert votes["Direktionsmøde"] == {"adjust": 4, "shorter": 3}
    assert votes["Fyrtårnets morgen"] == {"keep": 4}


def test_six_actions_stand_as_in_the_case(demo: Demo) -> None:
    texts = [
        "Ret standardtekst om medfinansiering",
        "Udvælg sager til kalibrering",
        "Sæt »brugerens stol« på dagsordenen",
        "Prøv vejledningen af sammen med tre foreninger",
        "Læg formålet med MUS på intranettet",
        "Lav et notefelt i telefonloggen",
    ]
    rows = {row.what: row for row in FollowUp.objects.filter(what__in=texts).select_related("owner")}
    found = [(rows[text].owner.ext_id, rows[text].state, rows[text].due_on < ORDINARY) for text in texts]
    assert found == [
        ("P16", "open", False),
        ("P09", "open", True),
        ("P05", "open", False),
        ("P44", "open", False),
        ("P71", "done", True),
        ("P62", "open", False),
    ]


def test_nothing_is_sent(demo: Demo) -> None:
    assert OutboxMessage.objects.count() == 0


def dates(demo: Demo) -> Iterator[tuple[str, date]]:
    """Every day the demo's meetings stand on."""
    for meeting in Meeting.objects.all():
        yield f"{meeting.title} {meeting.state}", clock.local_day(meeting.starts_at)
    for follow_up in FollowUp.objects.all():
        yield follow_up.what, follow_up.due_on
        yield follow_up.what, follow_up.promised_on
    for series in Series.objects.all():
        yield series.title, series.expires_on
    for decision in Decision.objects.all():
        yield decision.text, clock.local_day(decision.decided_at)
    check = ServiceCheck.objects.get()
    for day in [check.started_on, check.voted_on, check.decided_on, check.look_on]:
        assert day is not None
        yield "check", day


@pytest.mark.parametrize("today", DAYS)
def test_every_day_is_a_working_day_the_past_lies_before_t_and_nobody_came_before_being_hired(today: date) -> None:
    demo = loaded(today)
    assert [(what, day) for what, day in dates(demo) if not is_working_day(day)] == []
    held = Meeting.objects.filter(state=Meeting.State.HELD)
    assert [meeting.title for meeting in held if clock.local_day(meeting.starts_at) >= today] == []
    for series in Series.objects.all():
        days = [clock.local_day(meeting.starts_at) for meeting in series.meetings.order_by("starts_at")]
        assert len(days) == len(set(days)), series.title
    coming = Meeting.objects.filter(state=Meeting.State.PLANNED).order_by("starts_at")
    assert all(today <= clock.local_day(meeting.starts_at) for meeting in coming)
    assert clock.local_day(coming[0].starts_at) - today <= timedelta(days=5)
    hired = {row.person_id: row.valid_from for row in Engagement.objects.all()}
    there = Attendance.objects.filter(presence__in=["present", "online"]).select_related("meeting")
    assert [row for row in there if hired[row.person_id] > clock.local_day(row.meeting.starts_at)] == []
    present = Counter(row.meeting_id for row in there)
    told = {
        demo.things["meetings"][row["id"], held["at"]].pk: held["present"] for row in CONTENT for held in row["held"]
    }
    assert present == told


def test_loaded_twice_it_is_the_same_and_removed_nothing_is_left() -> None:
    demo = loaded(ORDINARY)
    first = {result.meeting_id: result.counts for result in ScoreResult.objects.all()}
    codes = set(Meeting.objects.filter(state="held").values_list("score_code", flat=True))
    remove_demo()
    left = [Meeting, Series, ServiceCheck, ScoreResult, AnswerSheet, FollowUp, Decision]
    assert [model.__name__ for model in left if model._default_manager.exists()] == []
    load_demo(demo)
    assert {result.meeting_id: result.counts for result in ScoreResult.objects.all()} == first
    assert set(Meeting.objects.filter(state="held").values_list("score_code", flat=True)) == codes


def test_the_whole_load_takes_few_statements(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(500):  # type: ignore[operator]  # a fixture of pytest-django
        loaded(ORDINARY)


def test_the_whole_demo_is_loaded_through_every_capability_and_leaves_nothing_behind(client: Client) -> None:
    preparing.load_content()
    preparing.load_demo()

    assert (Person.objects.count(), Series.objects.count(), ServiceCheck.objects.count()) == (84, 12, 1)
    for person in Person.objects.filter(persona__isnull=False):
        page = sign_in(client, person).get("/meetings/")
        assert page.status_code == 200, person
    for capability in capabilities():
        capability.remove_demo()
    assert (Person.objects.count(), Series.objects.count(), Meeting.objects.count()) == (0, 0, 0)


def test_what_the_demos_people_have_made_since_goes_with_it(demo: Demo) -> None:
    person = demo.people["P13"]
    series = Series.objects.create(
        title="Egen", type="case", chair=person, owner=person, expires_on=date(2099, 1, 1), unit=None
    )
    own = Meeting.objects.create(
        title="Alene", chair=person, starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1)
    )
    ServiceCheck.objects.create(title="Eget", leader=person, started_on=ORDINARY)
    remove_demo()

    assert not Series.objects.filter(pk=series.pk).exists()
    assert not Meeting.objects.filter(pk=own.pk).exists()
    assert not ServiceCheck.objects.exists()
    Person.objects.filter(is_demo=True).delete()


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-16 07:10", "2026-11-16 10:00"),
        ("2026-11-16 10:00", "2026-11-16 10:30"),
        ("2026-11-16 13:47", "2026-11-16 14:00"),
        ("2026-11-16 15:10", "2026-11-16 15:30"),
        ("2026-11-16 15:31", "2026-11-17 10:00"),
        ("2026-11-20 23:30", "2026-11-23 10:00"),
        ("2026-11-21 12:00", "2026-11-23 10:00"),
        ("2026-12-24 18:00", "2026-12-28 10:00"),
    ],
)
def test_todays_case_meeting_is_still_to_come_whenever_the_demo_is_loaded(now: str, begins: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=clock.COPENHAGEN)
    row = next(row for row in CONTENT if row["id"] == "MT02")
    with time_machine.travel(at, tick=False):
        found = Loading(Demo(today=clock.today()), library.load("demo"), {}).begins(row, 0)

    assert f"{found.astimezone(clock.COPENHAGEN):%Y-%m-%d %H:%M}" == begins
