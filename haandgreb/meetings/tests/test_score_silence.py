"""Whatever votes come, no page tells anything of fewer than five."""

import re

from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from haandgreb.meetings.models import Attendance, Meeting
from haandgreb.meetings.tests.score_factory import ALL, close, open_meeting, vote
from haandgreb.meetings.tests.test_result_page import words_of
from haandgreb.organisation.tests.factories import sign_in

steps = st.dictionaries(st.sampled_from(ALL), st.integers(1, 5))
words = st.text(st.sampled_from("abcdefghæøå "), max_size=30)
sheets = st.tuples(steps, words)


def with_votes(sheets: list[tuple[dict[str, int], str]]) -> Meeting:
    meeting = open_meeting(people=6)
    for device, (values, comment) in enumerate(sheets):
        vote(meeting, device, values | ({"MS-8-text": comment} if comment.strip() else {}))
    return meeting


def pages(meeting: Meeting) -> list[str]:
    """All a participant can see of the score, without what differs from meeting to meeting anyway."""
    member = Attendance.objects.filter(meeting=meeting).exclude(person=meeting.chair).order_by("person")[0].person
    client = sign_in(Client(), member)
    addresses = [reverse("meetings:result", args=[meeting.pk]), reverse("meetings:trend", args=[meeting.series_id])]
    return [words_of(client.get(address).content.decode()) for address in addresses]


class Silence(TestCase):
    """Two meetings that differ only in what fewer than five said look the same."""

    @settings(max_examples=15)
    @given(st.lists(sheets, max_size=4))
    def test_fewer_than_five_sheets_look_like_none(self, few):
        spoken, silent = with_votes(few), with_votes([])
        close(spoken)
        close(silent)

        assert pages(spoken) == pages(silent)

    @settings(max_examples=15)
    @given(st.lists(sheets, max_size=4))
    def test_while_open_the_screen_tells_nothing_of_fewer_than_five(self, few):
        seen = []
        for meeting in (with_votes(few), with_votes([])):
            client = sign_in(Client(), meeting.chair)
            page = words_of(client.get(reverse("meetings:score", args=[meeting.pk])).content.decode())
            seen.append(re.sub(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "CODE", page))

        assert seen[0] == seen[1]

    @settings(max_examples=15)
    @given(st.lists(st.integers(1, 5), max_size=4))
    def test_a_question_that_fewer_than_five_answered_looks_unanswered(self, few):
        base = [({"MS-9": 4, "MS-1": 3}, "")] * 5
        some = [(values | ({"MS-2": few[i]} if i < len(few) else {}), "") for i, (values, _) in enumerate(base)]
        spoken, silent = with_votes(some), with_votes(base)
        close(spoken)
        close(silent)

        assert pages(spoken)[0] == pages(silent)[0]
