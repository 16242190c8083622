"""Suggestions, service check, types and reminders as content: complete, and in step with each other."""

from fractions import Fraction
from pathlib import Path

import pytest

from haandgreb.shared.tests.content import flaws, load

CONTENT = Path(__file__).parents[1] / "content"
SUGGESTIONS = load(CONTENT / "suggestions.toml")
SERVICE_CHECK = load(CONTENT / "service-check.toml")
TYPES = load(CONTENT / "types.toml")
REMINDERS = load(CONTENT / "reminders.toml")
TEMPLATE_IDS = {template["id"] for template in load(CONTENT / "agenda-templates.toml")["template"]}


@pytest.mark.parametrize("name", ["suggestions", "service-check", "types", "reminders"])
def test_every_text_stands_in_both_languages(name: str) -> None:
    assert flaws(load(CONTENT / f"{name}.toml")) == []


def test_every_scored_item_but_the_open_one_has_a_suggestion() -> None:
    items = [suggestion["item"] for suggestion in SUGGESTIONS["suggestion"]]
    assert items == ["MS-1", "MS-2", "MS-3", "MS-4", "MS-5", "MS-6", "MS-7", "MS-9"]


def test_after_three_meetings_one_can_keep_change_one_thing_or_stop() -> None:
    assert [choice["key"] for choice in SUGGESTIONS["choice"]] == ["keep", "change", "stop"]


def test_there_are_eight_verdicts_and_only_the_last_makes_a_new_series() -> None:
    verdicts = {verdict["key"]: verdict.get("new_series", False) for verdict in SERVICE_CHECK["verdict"]}
    assert list(verdicts.items()) == [
        ("keep", False),
        ("adjust", False),
        ("merge", False),
        ("less-often", False),
        ("shorter", False),
        ("replace", False),
        ("close", False),
        ("missing", True),
    ]


def test_the_service_check_has_seven_steps_four_prompts_and_five_types_to_start_with() -> None:
    assert [len(SERVICE_CHECK[name]) for name in ("step", "prompt", "start")] == [7, 4, 5]


def test_the_types_to_start_with_exist() -> None:
    known = {kind["key"] for kind in TYPES["type"]}
    assert {key for start in SERVICE_CHECK["start"] for key in start["types"]} <= known


def test_every_type_offers_an_agenda_that_exists() -> None:
    assert {kind["template"] for kind in TYPES["type"]} <= TEMPLATE_IDS


@pytest.mark.parametrize(
    ("cadence", "meetings_a_month"),
    [
        ("daily", Fraction(21)),
        ("three-a-week", Fraction(13)),
        ("weekly", Fraction(13, 3)),
        ("every-2-weeks", Fraction(13, 6)),
        ("every-3-weeks", Fraction(13, 9)),
        ("monthly", Fraction(1)),
        ("every-6-weeks", Fraction(13, 18)),
        ("quarterly", Fraction(1, 3)),
        ("half-yearly", Fraction(1, 6)),
        ("as-needed", Fraction(0)),
    ],
)
def test_a_month_is_a_twelfth_of_52_weeks_or_21_working_days(cadence: str, meetings_a_month: Fraction) -> None:
    per_month = {entry["key"]: Fraction(*entry["per_month"]) for entry in TYPES["cadence"]}
    assert per_month[cadence] == meetings_a_month


def test_the_chair_is_reminded_three_days_before_and_the_participants_one() -> None:
    assert (REMINDERS["before"]["chair_days"], REMINDERS["before"]["participants_days"]) == (3, 1)


def test_raw_answers_live_twelve_months_and_minutes_twenty_four() -> None:
    assert (REMINDERS["keep"]["score_sheets_days"], REMINDERS["keep"]["minutes_days"]) == (365, 730)


def test_the_score_is_open_from_ten_minutes_before_the_end_to_48_hours_after() -> None:
    assert (REMINDERS["score"]["opens_minutes_before_end"], REMINDERS["score"]["closes_hours_after_end"]) == (10, 48)


def test_every_third_meeting_is_scored_and_four_in_a_row_after_a_change() -> None:
    assert (REMINDERS["score"]["every"], REMINDERS["score"]["in_a_row_after_change"]) == (3, 4)
