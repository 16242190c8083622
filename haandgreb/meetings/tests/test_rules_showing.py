"""What the participants see when a score has closed: all from five, nothing under, the open score in between."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules import showing
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.showing import Result, Sheets, Showing
from haandgreb.meetings.rules.window import ScoreState


def sheets(number: int, *, yeses: int = 0, answered: int | None = None) -> Sheets:
    """Sheets that all give a 4 all in all, and `answered` of them a 2 for preparation."""
    items = {"MS-9": Counts((0, 0, 0, number, 0))}
    if answered is not None:
        items["MS-4"] = Counts((0, answered, 0, 0, 0))
    return Sheets(number, yeses, items)


def result(of: Sheets, *, possible: int = 8, open_score: bool = False, state: ScoreState = ScoreState.CLOSED) -> Result:
    return showing.result(state=state, possible=possible, sheets=of, open_score=open_score)


def test_five_answers_after_closing_show_the_counts():
    assert result(sheets(5, answered=5)) == Result(
        Showing.DISTRIBUTION,
        possible=8,
        answered=5,
        items={"MS-9": Counts((0, 0, 0, 5, 0)), "MS-4": Counts((0, 5, 0, 0, 0))},
        comments=True,
        chair=True,
        unreliable=False,
        low_response=False,
        joins_series=True,
    )


@pytest.mark.parametrize("state", [ScoreState.NOT_YET, ScoreState.OPEN, ScoreState.NEVER])
def test_nothing_is_shown_before_closing(state):
    assert result(sheets(20), possible=20, state=state) == Result(Showing.NOTHING_YET, possible=20)


@pytest.mark.parametrize(("answered", "said"), [(0, False), (4, False), (5, True), (6, True), (30, True)])
def test_while_it_is_open_the_screen_says_only_whether_five_have_answered(answered, said):
    assert showing.five_have_answered(answered) is said


def test_four_answers_and_none_look_the_same():
    assert {repr(result(sheets(number))) for number in range(5)} == {repr(Result(Showing.TOO_FEW, possible=8))}


def test_a_question_with_four_answers_is_hidden_beside_one_with_five():
    assert result(sheets(5, answered=4)).items == {"MS-9": Counts((0, 0, 0, 5, 0)), "MS-4": None}


def test_five_sheets_from_four_people_hold_one_too_many_and_show_nothing():
    assert result(sheets(5), possible=4) == Result(Showing.TOO_FEW, possible=4)


@pytest.mark.parametrize(
    ("number", "possible", "unreliable", "low"),
    [(5, 5, False, False), (6, 5, True, False), (5, 10, False, False), (5, 11, False, True), (7, 20, False, True)],
)
def test_more_sheets_than_people_and_fewer_than_half_are_said(number, possible, unreliable, low):
    shown = result(sheets(number), possible=possible)

    assert (shown.showing, shown.unreliable, shown.low_response) == (Showing.DISTRIBUTION, unreliable, low)


@pytest.mark.parametrize("number", [3, 4])
def test_an_open_score_with_every_yes_shows_counts_without_comments_and_joins_nothing(number):
    assert result(sheets(number, yeses=number, answered=2), possible=4, open_score=True) == Result(
        Showing.OPEN_SCORE,
        possible=4,
        answered=number,
        items={"MS-9": Counts((0, 0, 0, number, 0)), "MS-4": None},
        comments=False,
        chair=True,
        joins_series=False,
    )


@pytest.mark.parametrize(
    ("number", "yeses", "chosen"), [(4, 3, True), (3, 0, True), (2, 2, True), (4, 4, False), (0, 0, True)]
)
def test_nobody_learns_who_said_no(number, yeses, chosen):
    assert result(sheets(number, yeses=yeses), possible=4, open_score=chosen) == Result(Showing.TOO_FEW, possible=4)


def test_an_open_score_that_five_people_answered_follows_the_common_rule():
    assert result(sheets(5, yeses=4), possible=5, open_score=True).showing is Showing.DISTRIBUTION


@pytest.mark.parametrize(
    ("state", "present", "may"),
    [
        (ScoreState.NOT_YET, 2, False),
        (ScoreState.NOT_YET, 3, True),
        (ScoreState.NOT_YET, 4, True),
        (ScoreState.NOT_YET, 5, False),
        (ScoreState.OPEN, 3, False),
        (ScoreState.CLOSED, 3, False),
        (ScoreState.NEVER, 3, False),
    ],
)
def test_the_open_score_is_chosen_before_it_opens_by_three_or_four(state, present, may):
    assert showing.may_choose_open_score(state=state, present=present) is may


@pytest.mark.parametrize(("present", "invited", "possible"), [(11, 12, 11), (3, 12, 3), (0, 12, 12), (0, 0, 0)])
def test_those_present_could_have_answered_or_all_invited_when_nobody_was_noted(present, invited, possible):
    assert showing.possible_respondents(present=present, invited=invited) == possible


@pytest.mark.parametrize("wrong", [lambda: Sheets(2, 3, {}), lambda: Sheets(2, 0, {"MS-1": Counts((3, 0, 0, 0, 0))})])
def test_more_answers_than_sheets_is_a_mistake(wrong):
    with pytest.raises(ValueError, match="more than the sheets"):
        wrong()


def test_comments_come_in_an_order_that_depends_on_the_draw_alone():
    comments = ["a", "b", "c", "d", "e", "f"]

    one, other = showing.shuffled(comments, Random(1)), showing.shuffled(comments, Random(2))

    assert (sorted(one), sorted(other)) == (comments, comments)
    assert one != other
    assert comments == ["a", "b", "c", "d", "e", "f"]


steps = st.tuples(*[st.integers(0, 4)] * 5)


@given(
    st.dictionaries(st.sampled_from(["MS-1", "MS-4", "MS-9"]), steps.map(Counts), min_size=1),
    st.integers(0, 3),
    st.integers(0, 20),
    st.integers(0, 20),
    st.booleans(),
    st.sampled_from(ScoreState),
)
def test_no_count_under_five_is_ever_shown_but_by_three_or_four_who_all_said_yes(
    items, silent, missing_yeses, possible, open_score, state
):
    number = max(counts.n for counts in items.values()) + silent
    yeses = max(number - missing_yeses, 0)

    seen = showing.result(state=state, possible=possible, sheets=Sheets(number, yeses, items), open_score=open_score)

    agreed = open_score and number in {3, 4} and yeses == number
    for counts in seen.items.values():
        assert counts is None or counts.n >= 5 or (agreed and counts.n >= 3)
    if seen.showing is Showing.DISTRIBUTION:
        assert number >= 5
        assert possible >= 5
    if seen.showing in {Showing.TOO_FEW, Showing.NOTHING_YET}:
        assert seen == Result(seen.showing, possible)
    assert not (seen.comments or seen.joins_series) or seen.showing is Showing.DISTRIBUTION
    assert seen.chair == (seen.showing in {Showing.DISTRIBUTION, Showing.OPEN_SCORE})
    assert state is ScoreState.CLOSED or seen.showing is Showing.NOTHING_YET


@pytest.mark.parametrize(("invited", "most"), [(0, 5_000), (8, 5_000), (250, 5_000), (251, 5_020), (3_000, 60_000)])
def test_a_score_takes_far_more_sheets_than_a_room_can_send(invited, most):
    assert showing.most_sheets(invited) == most
