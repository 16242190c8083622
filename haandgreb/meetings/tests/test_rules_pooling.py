"""Meetings with too few answers are joined once; what goes upwards is joined from what the series itself is shown."""

from collections.abc import Iterable
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.pooling import Block, SmallMeeting, next_pool, next_report, pooled_items, pools, reports


def meeting(key: object, answers: int, people: Iterable[str]) -> SmallMeeting:
    return SmallMeeting(key, answers, frozenset(people))


def keys(joined: Iterable[Iterable[SmallMeeting]] | Iterable[Iterable[Block]]) -> list[tuple[object, ...]]:
    return [tuple(thing.key for thing in group) for group in joined]


TEAM = "abcdef"


def test_the_lighthouse_has_eleven_answers_from_three_people_and_is_not_shown():
    lighthouse = [meeting(number, answers, "pqr") for number, answers in enumerate([3, 2, 3, 3])]

    assert next_pool(lighthouse) is None
    assert pools(lighthouse * 50) == []


@pytest.mark.parametrize(
    ("answers", "found"),
    [
        ([], []),
        ([4], []),
        ([4, 1], [(0, 1)]),
        ([2, 2, 1, 4], [(0, 1, 2)]),
        ([4, 4, 4, 4], [(0, 1), (2, 3)]),
        ([1, 1, 1, 1, 1, 1], [(0, 1, 2, 3, 4)]),
        # Nobody answered the second and third: they belong to no pool.
        ([3, 0, 0, 2], [(0, 3)]),
        ([0, 0, 0], []),
    ],
)
def test_meetings_are_joined_in_order_until_there_are_five_answers_from_two(answers, found):
    assert keys(pools(meeting(number, n, TEAM) for number, n in enumerate(answers))) == found


def test_a_guest_who_was_at_a_meeting_nobody_answered_is_no_possible_respondent():
    waiting = [meeting(1, 3, "abc"), meeting(2, 0, "defgh"), meeting(3, 3, "abc")]

    assert next_pool(waiting) is None


def test_the_pool_waits_for_the_fifth_person():
    waiting = [meeting(1, 3, "abc"), meeting(2, 4, "abcd"), meeting(3, 1, "ae")]

    assert next_pool(waiting[:2]) is None
    assert next_pool(waiting) == tuple(waiting)


def test_a_sheet_too_many_does_not_help_to_reach_five():
    stuffed = meeting(1, 9, "abc")

    assert stuffed.unreliable
    assert next_pool([stuffed, meeting(2, 1, "de")]) is None
    assert next_pool([stuffed, meeting(2, 2, "de")]) is not None
    assert not meeting(2, 2, "de").unreliable


def test_a_pool_counts_a_question_only_with_five_answers_to_it():
    assert pooled_items(
        [
            {"MS-1": Counts((0, 0, 1, 2, 0)), "MS-4": Counts((1, 0, 0, 0, 1))},
            {"MS-1": Counts((1, 0, 0, 1, 0)), "MS-4": Counts((0, 0, 2, 0, 0)), "MS-9": Counts((0, 0, 0, 2, 0))},
        ]
    ) == {"MS-1": Counts((1, 0, 1, 3, 0)), "MS-4": None, "MS-9": None}


def test_a_report_upwards_asks_twenty_answers_to_the_question():
    meetings = [{"MS-9": Counts((0, 0, 0, 4, 0))}] * 5

    assert pooled_items(meetings, fewest=20) == {"MS-9": Counts((0, 0, 0, 20, 0))}
    assert pooled_items(meetings[:4], fewest=20) == {"MS-9": None}


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([("TIL", 1, 9)] * 9, []),
        ([("TIL", 1, 9)] * 4 + [("VEJ", 1, 9)], [(0, 1, 2, 3, 4)]),
        ([("TIL", 1, 5)] * 3 + [("VEJ", 1, 5)], []),
        ([("TIL", 3, 6), ("VEJ", 2, 13)], []),
        ([("TIL", 3, 6), ("VEJ", 2, 14)], [(0, 1)]),
        ([("TIL", 3, 10), ("VEJ", 2, 10)] * 2, [(0, 1), (2, 3)]),
        ([(None, 3, 10), (None, 2, 10)], []),
    ],
)
def test_reports_join_five_meetings_twenty_answers_and_two_units_and_use_each_block_once(blocks, found):
    waiting = [Block(number, *block) for number, block in enumerate(blocks)]

    assert keys(reports(waiting)) == found
    assert (next_report(waiting) is None) == (found == [])


small_meetings = st.lists(
    st.builds(meeting, st.uuids(), st.integers(0, 6), st.frozensets(st.sampled_from("abcdefgh"), max_size=6)),
    max_size=25,
)


@given(small_meetings)
def test_every_pool_is_enough_and_no_meeting_is_in_two(meetings):
    found = pools(meetings)

    for pool in found:
        people: set[object] = set()
        answers = 0
        for one in pool:
            people |= one.could_answer
            answers += min(one.answers, len(one.could_answer))
        assert len(pool) >= 2
        assert answers >= 5
        assert len(people) >= 5
    used = [one.key for pool in found for one in pool]
    assert len(used) == len(set(used))
    assert used == [one.key for one in meetings if one.key in set(used)]


@given(small_meetings)
def test_a_pool_is_shown_as_soon_as_it_is_enough(meetings):
    for pool in pools(meetings):
        assert next_pool(pool[:-1]) is None


@given(small_meetings, small_meetings)
def test_later_meetings_never_change_an_earlier_pool(earlier, later):
    assert pools(earlier + later)[: len(pools(earlier))] == pools(earlier)


@given(small_meetings)
def test_asking_at_each_closing_finds_the_same_pools_as_asking_at_the_end(meetings):
    waiting, found = [], []
    for one in meetings:
        waiting.append(one)
        pool = next_pool(waiting)
        if pool:
            found.append(pool)
            waiting = [other for other in waiting if other not in pool]

    assert found == pools(meetings)


blocks = st.lists(
    st.builds(Block, st.uuids(), st.sampled_from("ABC"), st.integers(1, 3), st.integers(5, 12)), max_size=20
)


@given(blocks)
def test_no_two_reports_can_be_subtracted_to_show_less_than_a_report(closed):
    found = reports(closed)

    for few in range(len(found)):
        for some in combinations(found, few + 1):
            joined = [block for report in some for block in report]
            assert sum(block.meetings for block in joined) >= 5
            assert sum(block.answers for block in joined) >= 20
            assert len({block.unit for block in joined}) >= 2
            assert len({block.key for block in joined}) == len(joined)
