"""The rules of a talk: who reads what, how time is shared, what a question is told, where cards lie."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.dialogues import talk_content
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.rules.questions import Hint, hints, lines_of
from haandgreb.dialogues.rules.talk import (
    BEFORE_STATES,
    OPEN_STATES,
    Side,
    Written,
    is_shared_now,
    lacks,
    may_read,
)
from haandgreb.dialogues.rules.talk_board import LEFT, RIGHT, lay
from haandgreb.dialogues.rules.talk_time import GOALS, SHORTEST, minutes_of, read_clock
from haandgreb.dialogues.rules.texts import TEXTS, Reads, keys_in, keys_of
from haandgreb.dialogues.talk_words import LABELS

NOW = datetime(2026, 11, 19, 9, 0, tzinfo=UTC)
moments = st.integers(-1000, 1000).map(lambda minutes: NOW + timedelta(minutes=minutes))
writings = st.builds(Written, is_own=st.booleans(), changed_at=moments, open_at=st.none() | moments)


# Who reads


@given(writings, moments)
def test_the_manager_reads_nothing_from_before_she_was_the_manager(written, since):
    old = Written(written.is_own, min(written.changed_at, since - timedelta(minutes=1)), None)
    before = since - timedelta(minutes=1)
    opened = Written(written.is_own, before, before)

    assert not may_read(Side.MANAGER, old, since)
    assert not may_read(Side.MANAGER, opened, since)


@given(writings, moments)
def test_nobody_reads_what_the_other_has_not_opened(written, since):
    closed = Written(False, written.changed_at, None)

    assert not may_read(Side.EMPLOYEE, closed, since)
    assert not may_read(Side.MANAGER, closed, since)


@given(writings, moments)
def test_the_employee_reads_her_own_and_what_was_ever_opened_whoever_the_manager_is_now(written, since):
    assert may_read(Side.EMPLOYEE, written, since) is (written.is_own or written.open_at is not None)


@given(writings, moments)
def test_what_both_read_now_is_read_by_the_employee_and_by_a_manager_who_did_not_write_it(written, since):
    others = Written(False, written.changed_at, written.open_at)

    assert may_read(Side.MANAGER, others, since) is is_shared_now(others, since)
    if is_shared_now(others, since):
        assert may_read(Side.EMPLOYEE, others, since)


def test_a_talk_is_written_in_until_the_two_have_agreed():
    states = set(Dialogue.State.values)

    assert states - OPEN_STATES == {"agreed", "following", "replaced", "postponed", "cancelled"}
    assert BEFORE_STATES < OPEN_STATES < states


# Keys


def test_every_text_has_a_name_and_one_group_of_readers():
    assert set(TEXTS) == set(LABELS)
    assert [keys_of(reads) for reads in Reads] == [
        ["note", "realised", "questions", "energy"],
        ["expect_of_me", "expect_of_you", "different", "understand"],
        ["understood"],
    ]


def test_texts_stand_in_the_phase_they_are_for():
    assert [keys_in(tool) for tool in ("success", "feedback", "closing", "board")] == [
        ["understood"],
        ["expect_of_me", "expect_of_you"],
        ["different", "understand", "understood"],
        [],
    ]


# A card in the middle


@pytest.mark.parametrize(
    ("only", "points_to", "missing"),
    [
        ("", [], ["mine", "work"]),
        ("", ["mine"], ["work"]),
        ("", ["work", "work"], ["mine"]),
        ("", ["mine", "work"], []),
        ("demand", ["work"], []),
        ("wish", [], []),
    ],
)
def test_a_card_in_the_middle_points_to_both_sides_or_says_that_it_does_not(only, points_to, missing):
    assert lacks(only, points_to) == missing


@st.composite
def boards(draw):
    mine, ours, work = (draw(st.integers(0, 12)) for _ in range(3))
    names = [
        [f"{column}{number}" for number in range(many)] for column, many in (("m", mine), ("o", ours), ("w", work))
    ]
    ends = names[0] + names[2]
    points = {one: draw(st.lists(st.sampled_from(ends), unique=True)) if ends else [] for one in names[1]}
    return *names, points


@given(boards())
def test_cards_never_lie_on_each_other_and_the_sides_keep_their_order(board):
    mine, ours, work, points = board
    laid = lay(mine, ours, work, points)

    for column in (mine, ours, work):
        rows = [laid.row[one] for one in column]
        assert sorted(rows) == sorted(set(rows))
        assert all(1 <= row <= laid.rows for row in rows)
    for side in (mine, work):
        assert [laid.row[one] for one in side] == list(range(1, len(side) + 1))


@given(boards())
def test_every_pointing_is_one_line_within_the_board(board):
    mine, ours, work, points = board
    laid = lay(mine, ours, work, points)

    assert len(laid.lines) == sum(len(found) for found in points.values())
    assert {(line.x1, line.x2) for line in laid.lines} <= {LEFT, RIGHT}
    assert all(0 < height < 100 for line in laid.lines for height in (line.y1, line.y2))


# Time


@given(st.integers(0, 600), st.lists(st.integers(1, 60), min_size=2, max_size=9), st.data())
def test_the_minutes_of_the_phases_are_the_minutes_of_the_talk_and_the_goals_get_their_third(total, weights, data):
    third = data.draw(st.integers(0, len(weights) - 1))
    found = minutes_of(total, weights, third)
    planned = max(total, SHORTEST, 3 * len(weights))

    assert sum(found) == planned
    assert len(found) == len(weights)
    assert min(found) >= 1
    assert 3 * found[third] >= planned


@given(st.integers(15, 240))
def test_of_two_phases_the_heavier_one_is_never_shorter(total):
    found = minutes_of(total, [5, 15, 10, 30], None)

    assert sum(found) == total
    assert found[0] <= found[2] <= found[1] <= found[3]


@pytest.mark.parametrize(
    ("guide", "total", "minutes"),
    [
        ("mus", 90, [5, 14, 14, 13, 9, 30, 5]),
        ("mus", 60, [4, 9, 9, 9, 6, 20, 3]),
        ("lus", 90, [5, 14, 18, 9, 9, 30, 5]),
        ("short", 45, [10, 10, 20, 5]),
        ("short", 30, [7, 6, 13, 4]),
    ],
)
def test_every_guide_shares_what_was_booked(guide, total, minutes):
    phases = talk_content.phases_of(guide)
    found = talk_content.minutes_for(phases, total)
    goals = [phase.tool for phase in phases].index(GOALS)

    assert sum(found) == total
    assert 3 * found[goals] >= total
    assert found == minutes


def test_a_kind_of_the_workplaces_own_without_a_guide_gets_the_short_one():
    assert talk_content.phases_of("") == talk_content.phases_of("unknown") == talk_content.phases_of("short")


@given(st.integers(0, 200), st.integers(0, 90), st.integers(0, 90))
def test_a_paused_clock_stands_still_and_never_shows_less_than_nought(minutes, paused, later):
    facts = {"started_at": NOW, "phase_at": NOW, "phase": minutes, "talk": 2 * minutes}
    at = NOW + timedelta(minutes=paused)
    stood = read_clock(**facts, paused_at=at, now=at + timedelta(minutes=later))
    ran = read_clock(**facts, paused_at=None, now=at)

    assert (stood.phase_left, stood.talk_left, stood.face) == (ran.phase_left, ran.talk_left, ran.face)
    assert stood.seconds == max(60 * (minutes - paused), 0)
    assert ran.phase_until >= at


def test_the_clock_says_minutes_and_seconds_and_when_it_ends():
    found = read_clock(
        started_at=NOW,
        phase_at=NOW + timedelta(minutes=10),
        paused_at=None,
        now=NOW + timedelta(seconds=615),
        phase=15,
        talk=90,
    )

    assert (found.face, found.is_used_up) == ("14.45", False)
    assert found.phase_until == NOW + timedelta(minutes=25)
    assert found.talk_until == NOW + timedelta(minutes=90)


# Questions


OPEN = """Hvad har du gjort i år, som vores brugere ville savne?
Hvem gør dig bedre – og hvordan?
På hvilken måde kan jeg hjælpe?
I hvilken situation i næste måned kan du prøve det af?
Fortæl om en sag, hvor det lykkedes rigtig godt.
Kan du fortælle, hvad der skete?
Vil du beskrive en god uge?
Hvis du kunne vælge frit, hvad ville du så lære?
Når du kommer hjem, hvad tænker du så?
Og hvad så?
What would it take?
Could you tell me about a good day?
When you look back, what stands out?
How do we notice?
Mere ro til de svære sager""".splitlines()
CLOSED = """Er du glad for dit arbejde?
Har du travlt?
Kunne du tænke dig et kursus?
Og trives du?
Synes du, at vi samarbejder godt?
Du er glad for opgaven?
Det går godt, ikke?
Skal vi holde op med det?
Kan du lide det?
Når det bliver travlt, får du så hjælp?
Are you happy here?
Do you want a course?
Could you do more?
You like it here?
So is it going well?
It works, right?""".splitlines()
WHY = ["Hvorfor ringede du ikke?", "Why did you not call?", "Men hvorfor?", "Hvordan kan det være, at du venter?"]


@pytest.mark.parametrize("question", OPEN)
def test_an_open_question_gets_no_hint(question):
    assert hints(question) == []


@pytest.mark.parametrize("question", CLOSED)
def test_a_question_that_can_be_answered_with_yes_or_no_gets_a_hint(question):
    assert hints(question) == [Hint.CLOSED]


@pytest.mark.parametrize("question", WHY)
def test_why_gets_a_mild_hint(question):
    assert hints(question) == [Hint.WHY]


@given(st.text(max_size=300))
def test_any_text_is_read_without_trouble(text):
    assert set(hints(text)) <= set(Hint)
    assert all(line == line.strip() and line for line in lines_of(text))


def test_own_questions_are_read_line_by_line_without_list_marks():
    assert lines_of("– Hvad nu?\n\n* Er du glad?\n") == ["Hvad nu?", "Er du glad?"]


# Content


def test_the_bank_holds_at_least_sixty_questions_in_both_languages_and_none_twice():
    found = talk_content.questions()
    danish, english = [one.text.da for one in found], [one.text.en for one in found]

    assert len(found) >= 60
    assert len(set(danish)) == len(set(english)) == len(found)
    assert all([*danish, *english])


def test_every_question_of_the_bank_is_open_in_both_languages():
    wrong = [one.text.da for one in talk_content.questions() if hints(one.text.da) or hints(one.text.en)]

    assert wrong == []


def test_every_phase_of_every_guide_has_questions_for_both_sides():
    tools = {phase.tool for phases in talk_content.sets().values() for phase in phases}
    few = [
        (side, tool)
        for tool in tools
        for side in ("employee", "manager")
        if len(talk_content.questions(side=side, tool=tool)) < 3
    ]

    assert few == []


def test_questions_about_leading_are_for_managers_own_talks_alone():
    assert {one.theme for one in talk_content.questions(guide="lus")} - {
        one.theme for one in talk_content.questions(guide="mus")
    } == {"leading"}


def test_the_bank_names_only_themes_and_parts_that_are_there():
    found = talk_content.questions()
    tools = {phase.tool for phases in talk_content.sets().values() for phase in phases}

    assert {one.theme for one in found} == set(talk_content.themes())
    assert {tool for one in found for tool in one.tools} <= tools
    assert {one.asks for one in found} == {"both", "employee", "manager"}


SPEC = """Hvad skal vi holde op med?
Hvilket ønske ligger bag frustrationen?
Hvad er vigtigt for dig i det?
Hvad skal der til?
Hvad giver dig mest lyst til at gå i gang?
Hvad er lige gået op for dig?
Hvad skal jeg spørge dig om, næste gang vi ses?""".splitlines()


@pytest.mark.parametrize("question", SPEC)
def test_the_questions_a_talk_should_not_be_without_are_in_the_bank(question):
    assert question in {one.text.da for one in talk_content.questions()}


def test_the_phases_of_the_yearly_talk_begin_with_success_and_end_with_a_line_from_each():
    assert [phase.tool for phase in talk_content.phases_of("mus")] == [
        "welcome", "success", "tasks", "board", "feedback", "goals", "closing",
    ]  # fmt: skip


def test_every_phase_has_a_title_and_words_in_both_languages():
    file = Path(talk_content.__file__).parent / "content" / "phases.toml"
    rows = [row for one in tomllib.loads(file.read_text(encoding="utf-8"))["set"] for row in one["phase"]]

    assert all(row[name][language] for row in rows for name in ("title", "words") for language in ("da", "en"))
