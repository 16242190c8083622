"""The demo's meetings as content: the figures of the case, and what can be computed from them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest

from haandgreb.shared.tests.content import Content, flaws, load

MEETINGS = Path(__file__).parents[1] / "content"
DEMO = load(MEETINGS / "demo.toml")
TYPES = load(MEETINGS / "types.toml")
PEOPLE = [
    person["id"] for person in load(MEETINGS.parents[1] / "organisation" / "content" / "demo.toml")["people"]["list"]
]
SERIES: dict[str, Content] = {series["id"]: series for series in DEMO["series"]}
PER_MONTH = {cadence["key"]: Fraction(*cadence["per_month"]) for cadence in TYPES["cadence"]}
CHECK = {row["series"]: row for row in DEMO["service_check"]["series"]}
SCORES = {
    "MT02": "4/9 5/10 4/10 5/11 4/9 5/10 4/10 5/11 7/9 8/10 8/11 7/9 8/10 8/10 9/11 7/10",
    "MT06": "5/8 6/8 4/7 6/9 5/8 6/8 5/7 5/9 6/8 4/7 7/9 5/8",
}


def participants(series: str) -> list[str]:
    row = SERIES[series]
    return PEOPLE if row.get("everybody") else row["core"] + row["optional"]


def person_hours(series: str, **new: object) -> Fraction:
    """Hours a month that all participants together spend on the series."""
    row = SERIES[series] | new
    meetings: Fraction = PER_MONTH[row["cadence"]]
    return meetings * len(participants(series)) * Fraction(row["minutes"], 60)


def rounded(hours: Fraction) -> int:
    exact = Decimal(hours.numerator) / Decimal(hours.denominator)
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def freed(series: str) -> Fraction:
    """Hours a month that the verdict of the service check sets free."""
    new = CHECK[series].get("new", {})
    before = person_hours(series)
    if new.get("closed"):
        return before
    if "share_percent" in new:
        return before * Fraction(100 - new["share_percent"], 100)
    return before - person_hours(series, **new)


def test_every_text_stands_in_both_languages() -> None:
    assert flaws(DEMO) == []


@pytest.mark.parametrize(
    ("series", "unit", "count", "cadence", "minutes", "chair", "hours", "verdict", "expires"),
    [
        ("MT01", "DIR", 8, "weekly", 120, "P01", 69, "adjust", 180),
        ("MT02", "TIL", 12, "weekly", 60, "P07", 52, "keep", 200),
        ("MT03", "TIL", 22, "every-2-weeks", 90, "P06", 72, "shorter", 120),
        ("MT04", "TSY", 9, "daily", 15, "P29", 47, "less-often", 90),
        ("MT05", "TSY", 6, "every-2-weeks", 60, "P28", 13, "keep", 250),
        ("MT06", "VEJ", 10, "weekly", 45, "P43", 33, "keep", 210),
        ("MT07", "FYR", 4, "weekly", 30, "P81", 9, "keep", 150),
        ("MT08", "DAT", 9, "every-2-weeks", 60, "P56", 20, "merge", 60),
        ("MT09", "DAT", 7, "monthly", 90, "P56", 11, "merge", 60),
        ("MT10", "MSS", 7, "every-6-weeks", 120, "P01", 10, "keep", 300),
        ("MT11", "MSS", 11, "every-2-weeks", 120, "P02", 48, "replace", 45),
        ("MT12", "MSS", 84, "weekly", 30, "P02", 182, "close", 30),
    ],
)
def test_a_series_is_as_the_case_tells_it(
    series: str,
    unit: str,
    count: int,
    cadence: str,
    minutes: int,
    chair: str,
    hours: int,
    verdict: str,
    expires: int,
) -> None:
    row = SERIES[series]
    found = (row["unit"], len(set(participants(series))), row["cadence"], row["minutes"], row["chair"])
    assert found == (unit, count, cadence, minutes, chair)
    assert rounded(person_hours(series)) == hours
    assert (CHECK[series]["decision"], row["expires"]) == (verdict, expires)


def test_the_series_cost_564_person_hours_a_month_though_the_rounded_rows_add_up_to_566() -> None:
    assert round(float(sum(person_hours(series) for series in SERIES)), 2) == 564.03
    assert sum(rounded(person_hours(series)) for series in SERIES) == 566


def test_chair_and_roles_take_part_and_nobody_is_listed_twice() -> None:
    for name, row in SERIES.items():
        listed = row["core"] + row["optional"]
        assert len(listed) == len(set(listed)), name
        roles = {row["chair"], row.get("minute_taker", row["chair"]), row.get("timekeeper", row["chair"])}
        assert roles <= set(participants(name)) <= set(PEOPLE), name


def test_types_cadences_and_templates_exist() -> None:
    templates = {template["id"] for template in load(MEETINGS / "agenda-templates.toml")["template"]}
    assert {row["type"] for row in SERIES.values()} <= {kind["key"] for kind in TYPES["type"]}
    assert {row["cadence"] for row in SERIES.values()} <= PER_MONTH.keys()
    assert {row["template"] for row in SERIES.values()} <= templates


@pytest.mark.parametrize("series", SCORES)
def test_the_history_of_scores_is_the_one_of_the_case(series: str) -> None:
    assert " ".join(f"{held['high']}/{held['n']}" for held in SERIES[series]["held"]) == SCORES[series]


def test_the_lighthouse_never_reaches_five_answers() -> None:
    assert [held["n"] for held in SERIES["MT07"]["held"]] == [3, 2, 3, 3]


def test_the_case_meeting_is_weekly_and_was_rebuilt_between_its_eighth_and_ninth_meeting() -> None:
    days = [held["at"] for held in SERIES["MT02"]["held"]]
    assert days == list(range(-112, 0, 7))
    assert days[7] < DEMO["change"][0]["at"] == -60 < days[8]


@pytest.mark.parametrize(
    ("series", "middle", "useful", "crossings"), [("MT02", "0.600", 16, 1), ("MT06", "0.646", 12, 10)]
)
def test_one_series_shifts_and_the_other_is_flat(series: str, middle: str, useful: int, crossings: int) -> None:
    shares = [Fraction(held["high"], held["n"]) for held in SERIES[series]["held"]]
    half = median(shares)
    above = [share > half for share in shares if share != half]
    found = (f"{float(half):.3f}", len(above), sum(a != b for a, b in pairwise(above)))
    assert found == (middle, useful, crossings)


def test_nobody_answered_who_was_not_there_besides_the_chair() -> None:
    for name, row in SERIES.items():
        for held in row["held"]:
            assert held["present"] <= len(participants(name)), (name, held)
            assert held.get("high", 0) <= held.get("n", 0) <= held["present"] - 1, (name, held)


def test_meetings_stand_in_order_before_t_and_the_next_ones_after() -> None:
    for name, row in SERIES.items():
        days = [held["at"] for held in row["held"]]
        assert days == sorted(set(days)), name
        assert days[-1] < 0 <= row["next"][0], name


def test_the_last_case_meeting_is_scored_in_full() -> None:
    scored = DEMO["scored"]
    high = {item: sum(counts[3:]) for item, counts in scored["counts"].items()}
    assert {sum(counts) for counts in scored["counts"].values()} == {10}
    assert high == {
        "MS-1": 7,
        "MS-2": 9,
        "MS-3": 4,
        "MS-4": 4,
        "MS-5": 8,
        "MS-6": 8,
        "MS-7": 6,
        "MS-8": 7,
        "MS-9": 7,
    }
    last = SERIES["MT02"]["held"][-1]
    assert (scored["series"], scored["at"], scored["chair"]) == ("MT02", last["at"], {"MS-9": 5})
    assert (last["late"], last["over"], last["present"], last["n"]) == (2, 4, 12, 10)


def test_the_agendas_fill_their_meetings_and_name_owners_who_take_part() -> None:
    for agenda in DEMO["agenda"]:
        items = agenda["item"]
        assert sum(item["minutes"] for item in items) == SERIES[agenda["series"]]["minutes"], agenda["series"]
        people = {
            person for item in items for person in [item["owner"], *item.get("needed", ()), *item.get("only", ())]
        }
        assert people <= set(participants(agenda["series"])), agenda["series"]


def test_an_agenda_belongs_to_a_meeting_that_was_held_or_comes() -> None:
    for agenda in DEMO["agenda"]:
        row = SERIES[agenda["series"]]
        assert agenda["at"] in [held["at"] for held in row["held"]] + row["next"]


def test_the_last_case_meeting_used_the_minutes_between_its_late_start_and_its_late_end() -> None:
    used = next(agenda for agenda in DEMO["agenda"] if (agenda["series"], agenda["at"]) == ("MT02", -7))
    assert sum(item["used"] for item in used["item"]) == 60 - 2 + 4


def test_two_thirds_of_the_board_meeting_is_information() -> None:
    board = next(agenda for agenda in DEMO["agenda"] if agenda["series"] == "MT01")
    assert sum(item["minutes"] for item in board["item"] if item["kind"] == "information") * 100 == 65 * 120


def test_the_six_actions_of_the_case_stand_with_owner_date_and_state() -> None:
    actions = {
        row["id"]: (row["series"], row["at"], row["owner"], row["due"], "done" in row)
        for row in DEMO["action"]
        if row["id"].startswith("AC")
    }
    assert actions == {
        "AC1": ("MT02", -7, "P16", 7, False),
        "AC2": ("MT02", -14, "P09", -5, False),
        "AC3": ("MT01", -3, "P05", 4, False),
        "AC4": ("MT06", -10, "P44", 11, False),
        "AC5": ("MT10", -7, "P71", -2, True),
        "AC6": ("MT08", -8, "P62", 18, False),
    }


def test_promises_and_decisions_come_from_meetings_that_were_held() -> None:
    held = {(name, held["at"]) for name, row in SERIES.items() for held in row["held"]}
    assert {(row["series"], row["at"]) for row in DEMO["action"] + DEMO["decision"]} <= held


def test_only_the_small_unit_votes_on_its_own_meeting() -> None:
    council = DEMO["service_check"]["voters"]
    for name, row in CHECK.items():
        assert sum(row["votes"].values()) == len(row.get("voters", council)), name
        assert max(row["votes"], key=row["votes"].__getitem__) == row["decision"], name
    assert [name for name, row in CHECK.items() if "voters" in row] == ["MT07"]


def test_the_service_check_frees_sixty_hours_a_week_and_says_what_they_were_booked_for() -> None:
    a_week = sum((freed(series) for series in CHECK), Fraction(0)) / PER_MONTH["weekly"]
    bookings = DEMO["service_check"]["booking"]
    assert rounded(a_week) == 60
    assert sum(row["hours_per_week"] for row in bookings) == 60
    assert sum(row["hours_per_week"] for row in bookings if row["booked"]) == 46
