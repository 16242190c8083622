"""The public score page: what a phone in the room meets."""

import re
import tomllib
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.meetings import limits
from haandgreb.meetings.forms.score import plain_sheet, score_form, sheet_of
from haandgreb.meetings.models import Ballot, Meeting
from haandgreb.meetings.rules import showing
from haandgreb.meetings.tests.score_factory import ALL, CONTENT, close, give_scores, open_meeting
from haandgreb.meetings.views.score import BALLOT
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.questions.models import Answer, AnswerSheet, QuestionSet
from haandgreb.questions.reading import read
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up():
    set_up()
    limits.forget_all()


def page_of(meeting: Meeting) -> str:
    return f"/s/{meeting.score_code}"


def sheets(meeting: Meeting) -> list[dict[str, int | None]]:
    found = AnswerSheet.objects.filter(about=meeting.pk).order_by("pk")
    return [dict(Answer.objects.filter(sheet=sheet).values_list("question", "step")) for sheet in found]


def phone() -> Client:
    return Client(enforce_csrf_checks=True, headers={"accept-language": "da"})


def send(device: Client, meeting: Meeting, **fields):
    opened = device.get(page_of(meeting))
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', opened.content.decode())
    assert token is not None
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    return device.post(page_of(meeting), {"csrfmiddlewaretoken": token.group(1), **data})


def test_a_phone_opens_the_page_votes_and_is_thanked():
    meeting = open_meeting()
    device = phone()

    response = send(device, meeting, MS_1=4, MS_9=5)

    assert (response.status_code, response["Location"]) == (302, f"{page_of(meeting)}/thanks")
    assert device.get(response["Location"]).status_code == 200
    assert sheets(meeting) == [{"MS-1": 4, "MS-9": 5}]


def test_a_second_vote_from_the_same_phone_replaces_the_first_and_says_so():
    meeting = open_meeting()
    device = phone()
    send(device, meeting, MS_9=5)

    response = send(device, meeting, MS_9=2)

    assert response["Location"] == f"{page_of(meeting)}/thanks?again=1"
    assert "erstattet" in device.get(response["Location"]).content.decode()
    assert sheets(meeting) == [{"MS-9": 2}]
    assert Ballot.objects.count() == 1


def test_where_far_more_sheets_came_in_than_a_room_can_send_the_next_phone_is_told_and_nothing_kept(monkeypatch):
    monkeypatch.setattr(showing, "MOST_SHEETS", 3)
    monkeypatch.setattr(showing, "SHEETS_EACH", 1)
    meeting = open_meeting(people=4)  # and the chair
    early = phone()
    send(early, meeting, MS_9=5)
    give_scores(meeting, 4)

    plain, worded = send(phone(), meeting, MS_9=1), send(phone(), meeting, MS_9=1, MS_8_text="Godt med kaffestuen")
    changed = send(early, meeting, MS_9=2)

    assert (plain.status_code, worded.status_code) == (409, 409)
    assert "Scoren tager ikke imod flere svar" in plain.content.decode()
    assert BALLOT not in plain.cookies
    assert changed["Location"] == f"{page_of(meeting)}/thanks?again=1"
    assert (Ballot.objects.count(), len(sheets(meeting))) == (5, 5)
    assert close(Meeting.objects.get(pk=meeting.pk)).sheets == 5


def test_two_phones_are_two_sheets():
    meeting = open_meeting()

    send(phone(), meeting, MS_9=5)
    send(phone(), meeting, MS_9=1)

    assert sorted(sheet["MS-9"] or 0 for sheet in sheets(meeting)) == [1, 5]


def test_an_answer_is_never_shown_again():
    meeting = open_meeting()
    device = phone()
    send(device, meeting, MS_9=5, MS_8_text="Godt med kaffestuen")

    again = device.get(page_of(meeting)).content.decode()

    assert "checked" not in again
    assert "kaffestuen" not in again


@pytest.mark.parametrize("wrong", ["6", "0", "-1", "4.5", "fem"])
def test_a_vote_outside_one_to_five_says_so_beside_the_field_and_loses_nothing(wrong):
    meeting = open_meeting()

    response = send(phone(), meeting, MS_1=4, MS_2=wrong, MS_8_text="Tak for kaffen")

    body = response.content.decode()
    assert response.status_code == 200
    assert re.search(r'name="MS-1" value="4" checked', body)
    assert "Tak for kaffen" in body
    assert 'id="MS-2-wrong"' in body
    assert sheets(meeting) == []


def test_a_cpr_number_in_the_comment_is_refused_and_the_rest_kept():
    meeting = open_meeting()

    response = send(phone(), meeting, MS_9=4, MS_8_text="Ring til 010203-1234")

    body = response.content.decode()
    assert 'id="MS-8-text-wrong"' in body
    assert re.search(r'name="MS-9" value="4" checked', body)
    assert sheets(meeting) == []


@pytest.mark.parametrize(
    ("ends_in", "status"),
    [(timedelta(hours=2), 409), (timedelta(minutes=9), 200), (timedelta(hours=-47), 200), (timedelta(hours=-49), 410)],
)
def test_the_page_is_open_from_ten_minutes_before_the_end_to_48_hours_after(ends_in, status):
    meeting = open_meeting(ends_at=clock.now() + ends_in)

    assert phone().get(page_of(meeting)).status_code == status


def test_a_vote_after_closing_is_refused_with_a_clear_page():
    meeting = open_meeting()
    device = phone()
    token = re.search(r'value="([^"]+)"', device.get(page_of(meeting)).content.decode())
    assert token is not None
    give_scores(meeting, 4)
    close(meeting)

    response = device.post(page_of(meeting), {"csrfmiddlewaretoken": token.group(1), "MS-9": 1})

    assert response.status_code == 410
    assert "Scoren er lukket" in response.content.decode()
    assert len(sheets(meeting)) == 4


def test_a_code_that_never_was_is_not_found():
    response = phone().get("/s/ABCDEFGH")

    assert response.status_code == 404
    assert "Koden fører ikke til en score" in response.content.decode()


@pytest.mark.parametrize("typed", ["abcd-efgh", "abcdefgh", "ABCD EFGH"])
def test_a_code_may_be_typed_as_people_type(typed):
    meeting = open_meeting()
    Meeting.objects.filter(pk=meeting.pk).update(score_code="ABCDEFGH")

    assert phone().get("/s/", {"code": typed})["Location"] == "/s/ABCDEFGH"


def test_thirty_unknown_codes_a_minute_and_a_right_one_always_works():
    meeting = open_meeting()
    device = phone()

    with time_machine.travel(clock.now(), tick=False):  # within one minute, however slow the machine is
        answers = [device.get(f"/s/ABCDEF{number}").status_code for number in range(22, 53)]
        statuses = [device.get("/s/AAAAAAA2").status_code for _ in range(31)]
        stopped = device.get("/s/AAAAAAA2")

    assert set(answers) <= {404, 429}
    assert statuses[-1] == 429
    assert stopped["Retry-After"] == "60"
    assert device.get(page_of(meeting)).status_code == 200


def test_the_page_makes_reads_and_ends_no_session(django_assert_num_queries):
    meeting = open_meeting()
    device = phone()
    device.cookies["session"] = "a-session-of-somebody-signed-in"
    device.get(page_of(meeting))  # the installation and the questions are remembered

    with django_assert_num_queries(3):
        response = device.get(page_of(meeting))

    assert set(response.cookies) == {"csrf", "ballot"}


def test_the_ballot_cookie_is_random_kept_from_scripts_and_ends_with_the_score():
    meeting = open_meeting()

    cookie = phone().get(page_of(meeting)).cookies["ballot"]

    assert len(cookie.value) >= 32
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (page_of(meeting), True, "Lax")
    assert 47 * 3600 < int(cookie["max-age"]) <= 48 * 3600


def test_a_sheet_has_no_person_and_no_time():
    meeting = open_meeting()

    send(phone(), meeting, MS_9=5)

    sheet = AnswerSheet.objects.get(about=meeting.pk)
    assert (sheet.person, sheet.answered_at, sheet.mode) == (None, None, "anonymous")


def test_an_expired_page_gets_a_clear_message_and_its_answers_back():
    meeting = open_meeting()
    device = phone()
    device.get(page_of(meeting))

    response = device.post(page_of(meeting), {"csrfmiddlewaretoken": "x" * 64, "MS-3": 2, "MS-8-text": "Bliver her"})

    body = response.content.decode()
    assert response.status_code == 403
    assert "Send igen" in body
    assert re.search(r'name="MS-3" value="2" checked', body)
    assert "Bliver her" in body
    assert sheets(meeting) == []


def test_another_site_cannot_fill_the_form_in_by_way_of_the_language_switch():
    meeting = open_meeting()

    response = phone().post(
        page_of(meeting), {"language": "en", "MS-8-text": "Planted"}, headers={"origin": "https://evil.example"}
    )

    assert (response.status_code, b"Planted" in response.content) == (403, False)


def test_the_language_switch_keeps_what_was_filled_in():
    meeting = open_meeting()
    device = phone()
    device.get(page_of(meeting))

    response = device.post(page_of(meeting), {"language": "en", "MS-3": 2, "MS-8-text": "Bliver her"})

    body = response.content.decode()
    assert "How was the meeting?" in body
    assert re.search(r'name="MS-3" value="2" checked', body)
    assert "Bliver her" in body
    assert "How was the meeting?" in device.get(page_of(meeting)).content.decode()
    assert sheets(meeting) == []


def test_the_page_weighs_no_more_than_twenty_kilobytes_with_its_stylesheet():
    from django.contrib.staticfiles.finders import find

    meeting = open_meeting(focus_question="Kom alle til orde?")

    response = phone().get(page_of(meeting))

    body = response.content.decode()
    with open(find("shared/score.css"), "rb") as sheet:
        css = sheet.read()
    assert len(response.content) + len(css) <= 20_000
    assert re.findall(r"<(?:script|img|iframe)", body) == []
    assert re.findall(r'(?:src|href)="([^"]*)"', body).count("/static/shared/score.css") == 1


def test_the_focus_question_of_the_series_stands_as_number_eight():
    meeting = open_meeting(focus_question="Kom alle til orde?")

    assert "<legend>8. Kom alle til orde?</legend>" in phone().get(page_of(meeting)).content.decode()


def test_posting_a_score_needs_at_most_eight_queries(django_assert_max_num_queries):
    meeting = open_meeting()
    device = phone()
    token = re.search(r'value="([^"]+)"', device.get(page_of(meeting)).content.decode())
    assert token is not None
    fields = {f"MS-{number}": 4 for number in range(1, 10)}

    with django_assert_max_num_queries(8) as seen:
        device.post(page_of(meeting), {"csrfmiddlewaretoken": token.group(1), **fields})

    assert "organisation_session" not in str(seen.captured_queries)


@given(
    st.dictionaries(
        st.sampled_from([*ALL, "MS-8-text", "other"]), st.sampled_from(["", "1", "3", "5", "6", "x", "hej"])
    )
)
def test_the_quick_reading_of_a_sheet_says_what_the_form_says(data):
    with (CONTENT / "meeting-score.toml").open("rb") as file:
        body = tomllib.load(file)
    row = QuestionSet(key="meeting-score", version=1, body=body)

    quick = plain_sheet(read(body), data)

    if quick is not None:
        form = score_form(row, data)
        assert form.is_valid()
        assert sheet_of(form) == (quick, None)


def test_the_printed_agenda_carries_the_code_and_its_address():
    meeting = open_meeting()
    meeting.state = Meeting.State.PLANNED
    meeting.save()

    page = sign_in(Client(), meeting.chair).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    code = meeting.score_code or ""
    assert f"testserver/s/ <b>{code[:4]}-{code[4:]}</b>" in page


def test_a_meeting_on_its_own_is_scored_as_well():
    meeting = open_meeting()
    Meeting.objects.filter(pk=meeting.pk).update(series=None)

    assert send(phone(), meeting, MS_9=4).status_code == 302
    give_scores(meeting, 5)
    assert close(Meeting.objects.get(pk=meeting.pk)).sheets == 6
