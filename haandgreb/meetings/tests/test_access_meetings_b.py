"""Page × who → answer, for score, result, trend and reports. Who is not in a meeting finds no such page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from haandgreb.meetings import limits
from haandgreb.meetings.models import Attendance
from haandgreb.meetings.tests.score_factory import close, give_scores, make_meeting, open_meeting
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = [
    "nobody",
    "chair",
    "minute taker",
    "participant",
    "colleague",
    "manager",
    "hr",
    "works council",
    "administrator",
]


def row(nobody, leads, takes_part, others, **single):
    """Nobody signed in, chair and minute taker, participant, everybody else; then single exceptions."""
    answers = dict.fromkeys(ROLES, others)
    answers |= {"nobody": nobody, "chair": leads, "minute taker": leads, "participant": takes_part}
    return answers | {name.replace("_", " "): answer for name, answer in single.items()}


PUBLIC = dict.fromkeys(ROLES, 200)
ACCESS = {
    "score": ("GET", PUBLIC),
    "score_find": ("GET", PUBLIC),
    "score_thanks": ("GET", PUBLIC),
    "score_language": ("POST", dict.fromkeys(ROLES, 302)),
    "meetings:score": ("GET", row(302, 200, 200, 404)),
    "meetings:score_turn": ("POST", row(302, 302, 403, 404)),
    "meetings:score_together": ("POST", row(302, 302, 403, 404)),
    "meetings:score_close": ("POST", row(302, 302, 403, 404)),
    "meetings:score_chair": ("GET", row(302, 200, 403, 404, minute_taker=403)),
    "meetings:result": ("GET", row(302, 200, 200, 404)),
    "meetings:trend": ("GET", row(302, 200, 200, 404)),
    "meetings:choice": ("POST", row(302, 422, 403, 404, minute_taker=403)),
    "meetings:type_reports": ("GET", row(302, 404, 404, 404, hr=200, works_council=200)),
}
OF_SERIES = {"meetings:trend", "meetings:choice"}
BY_CODE = {"score", "score_thanks"}
WITHOUT_OBJECT = {"score_find", "score_language", "meetings:type_reports"}


def people(meeting):
    """Somebody in each role, all working in the unit of the meeting."""
    unit = meeting.series.unit
    members = [row.person for row in Attendance.objects.filter(meeting=meeting).exclude(person=meeting.chair)]
    found = {"chair": meeting.chair, "minute taker": members[0], "participant": members[1]}
    for name in ("colleague", "manager", "hr", "works council", "administrator"):
        found[name] = make_person(f"Vera {name.title()}", unit)
    make_manager(found["manager"], unit)
    give_role(found["hr"], Role.Kind.HR, units=[unit])
    give_role(found["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(found["administrator"], Role.Kind.ADMINISTRATOR)
    meeting.minute_taker = members[0]
    meeting.save()
    return found


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(page, role):
    method, answers = ACCESS[page]
    set_up()
    limits.forget_all()
    meeting = open_meeting()
    found = people(meeting)
    if page == "meetings:result":
        give_scores(meeting, 5)
        close(meeting)
    client = Client()
    if role != "nobody":
        sign_in(client, found[role], role="hr" if role == "hr" else "")
    args = [] if page in WITHOUT_OBJECT else [meeting.pk]
    if page in OF_SERIES:
        args = [meeting.series_id]
    elif page in BY_CODE:
        args = [meeting.score_code]

    assert client.generic(method, reverse(page, args=args)).status_code == answers[role]


def test_once_out_of_the_meeting_the_result_is_gone_too():
    meeting = open_meeting()
    give_scores(meeting, 5)
    close(meeting)
    gone = Attendance.objects.filter(meeting=meeting).exclude(person=meeting.chair).select_related("person")[0]
    client = sign_in(Client(), gone.person)
    address = reverse("meetings:result", args=[meeting.pk])
    assert client.get(address).status_code == 200

    gone.delete()

    assert client.get(address).status_code == 404


def test_an_unknown_and_a_forbidden_meeting_look_the_same():
    meeting = open_meeting()
    stranger = sign_in(Client(), make_person("Vera Bregnø", make_unit("Vejledning")))
    forbidden = stranger.get(reverse("meetings:result", args=[meeting.pk]))
    unknown = stranger.get(reverse("meetings:result", args=["00000000-0000-4000-8000-000000000000"]))

    assert (forbidden.status_code, len(forbidden.content)) == (unknown.status_code, len(unknown.content))


def test_the_code_of_a_coming_meeting_opens_nothing_yet():
    set_up()
    meeting = open_meeting()
    assert meeting.series is not None
    later = make_meeting(meeting.series, ends_at=clock.now() + timedelta(days=7))

    assert Client().get(reverse("score", args=[later.score_code])).status_code == 409
