"""The numbers and keys of the rules and those of the content people read are the same ones."""

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from haandgreb.meetings.rules import agenda, deadlines, hours, rhythm, score, window

CONTENT = Path(__file__).parents[1] / "content"


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def keys(rows: list[dict[str, Any]], name: str = "key") -> list[str]:
    return [row[name] for row in rows]


def test_days_and_limits_are_the_same():
    reminders = content("reminders")

    assert reminders["before"] == {
        "chair_days": deadlines.CHAIR_DAYS,
        "participants_days": deadlines.PARTICIPANT_DAYS,
        "invite_days": deadlines.INVITE_DAYS,
        "no_agenda_days": deadlines.PARTICIPANT_DAYS,
        "preparation_minutes": agenda.LONG_PREPARATION,
    }
    assert reminders["agenda"]["information_share_percent"] == agenda.MUCH_INFORMATION * 100
    assert reminders["agenda"]["many_participants"] == agenda.MANY_PARTICIPANTS
    assert reminders["score"] == {
        "opens_minutes_before_end": window.OPENS_BEFORE.total_seconds() / 60,
        "closes_hours_after_end": window.CLOSES_AFTER.total_seconds() / 3600,
        "every": rhythm.EVERY_THIRD,
        "in_a_row_after_change": rhythm.IN_A_ROW_AFTER_CHANGE,
        "choice_after": rhythm.CHOICE_AFTER,
        "half_answered_percent": 50,
    }
    assert reminders["series"] == {
        "expiry_months": deadlines.EXPIRY_MONTHS,
        "expiry_notice_days": deadlines.SOON_DAYS,
    }


def test_the_service_check_uses_the_same_verdicts_and_months():
    check = content("service-check")

    assert keys(check["verdict"]) == [verdict.value for verdict in hours.Verdict]
    assert check["check_after_months"] == deadlines.CHECK_MONTHS
    assert check["expiry_months"] == deadlines.EXPIRY_MONTHS


def test_every_choice_and_every_kind_of_item_has_words():
    assert keys(content("suggestions")["choice"]) == [choice.value for choice in rhythm.Choice]
    assert sorted(keys(content("types")["kind"])) == sorted(kind.value for kind in agenda.ItemKind)


def test_every_question_but_the_focus_has_a_suggestion():
    assert keys(content("suggestions")["suggestion"], "item") == [*score.AVERAGED, score.OVERALL]


def test_every_scale_of_the_form_is_a_question_the_rules_know():
    sections = content("questions/meeting-score")["section"]

    questions = [question for section in sections for question in section["question"]]

    assert [one["key"] for one in questions if one["kind"] == "scale-1-5"] == list(score.ITEMS)


@pytest.mark.parametrize("row", content("types")["cadence"], ids=lambda row: row["key"])
def test_a_cadence_gives_the_same_number_of_meetings_a_month(row):
    assert hours.meetings_a_month(hours.Cadence(row["key"])) == Fraction(*row["per_month"])
