"""Page × who → answer, for series, planning, running and minutes. A meeting is seen by those who are in it, only.

`participant`: asked and needed · `optional`: asked, may choose · `writer`: minute taker · `colleague`: not asked.
"""

import pytest
from django.urls import reverse

from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import running
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.tests.factories import a_held_meeting, a_meeting, a_running_meeting, a_series, an_item, somebody
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = [
    "chair",
    "writer",
    "participant",
    "optional",
    "colleague",
    "manager",
    "hr",
    "works council",
    "administrator",
    "nobody",
]
OUTSIDE = {"colleague": 404, "manager": 404, "hr": 404, "works council": 404, "administrator": 404, "nobody": 302}


def everybody(answer):
    return {**dict.fromkeys(ROLES, answer), "nobody": 302}


def inside(chair, writer=None, participant=None):
    """Who is in the meeting or series gets this; all others see nothing."""
    return {
        **OUTSIDE,
        "chair": chair,
        "writer": chair if writer is None else writer,
        "participant": chair if participant is None else participant,
        "optional": chair if participant is None else participant,
    }


READ, ACT = 200, 302
CHAIR_ONLY = inside(READ, 403, 403)
LEADERS = inside(READ, READ, 403)
LEADERS_ACT = inside(ACT, ACT, 403)

# page: (method, which thing, what is sent, answers)
ACCESS = {
    "meetings:home": ("GET", "", {}, everybody(READ)),
    "meetings:new": ("GET", "", {}, everybody(READ)),
    "meetings:series_new": ("GET", "", {}, everybody(READ)),
    "meetings:series": ("GET", "series", {}, inside(READ)),
    "meetings:series_edit": ("GET", "series", {}, CHAIR_ONLY),
    "meetings:series_people": ("GET", "series", {}, CHAIR_ONLY),
    "meetings:series_person": ("POST", "series person", {"act": "optional"}, inside(ACT, 403, 403)),
    "meetings:series_review": ("POST", "series", {}, inside(ACT, 403, 403)),
    "meetings:series_close": ("GET", "series", {}, CHAIR_ONLY),
    "meetings:plan": ("GET", "series", {}, CHAIR_ONLY),
    "meetings:meeting": ("GET", "planned", {}, inside(READ)),
    "meetings:edit": ("GET", "planned", {}, LEADERS),
    "meetings:people": ("GET", "planned", {}, LEADERS),
    "meetings:person": ("POST", "planned person", {"act": "optional"}, LEADERS_ACT),
    "meetings:invite": ("POST", "planned", {}, LEADERS_ACT),
    "meetings:cancel": ("GET", "planned", {}, LEADERS),
    "meetings:take_chair": ("POST", "planned", {}, LEADERS_ACT),
    "meetings:prepared": ("POST", "planned", {}, inside(ACT)),
    "meetings:calendar_file": ("GET", "planned", {}, inside(READ)),
    "meetings:item_add": ("POST", "planned", {"title": "Nyt", "minutes": 5, "kind": "ideas"}, LEADERS_ACT),
    "meetings:lay": ("POST", "planned", {"template": "T-board"}, LEADERS_ACT),
    "meetings:item": ("GET", "planned item", {}, LEADERS),
    "meetings:item_move": ("POST", "planned item", {"act": "down"}, LEADERS_ACT),
    "meetings:item_remove": ("POST", "planned item", {}, LEADERS_ACT),
    "meetings:parked": ("POST", "running point", {"act": "done"}, LEADERS_ACT),
    "meetings:run": ("GET", "running", {}, inside(READ)),
    "meetings:closing": ("GET", "running", {}, inside(READ)),
    "meetings:begin": ("POST", "planned", {}, LEADERS_ACT),
    "meetings:clock": ("POST", "running", {"act": "pause"}, LEADERS_ACT),
    "meetings:presence": ("POST", "running", {"act": "everybody"}, LEADERS_ACT),
    "meetings:decide": ("POST", "running", {"decision-text": "Vi går i gang"}, LEADERS_ACT),
    "meetings:promise": ("POST", "running", {"ball-what": "Ring", "ball-due_on": "2099-01-04"}, LEADERS_ACT),
    "meetings:park": ("POST", "running", {"park-text": "Senere"}, inside(ACT)),
    "meetings:end": ("POST", "running", {}, LEADERS_ACT),
    "meetings:action_done": ("POST", "running action", {}, LEADERS_ACT),
    "meetings:minutes": ("GET", "held", {}, inside(READ)),
    "meetings:notes": ("GET", "held", {}, LEADERS),
    "meetings:minutes_ready": ("POST", "held", {}, LEADERS_ACT),
    "meetings:decision": ("GET", "held decision", {}, LEADERS),
}


@pytest.fixture
def cast():
    """The people of the table, each in her role."""
    found = {role: somebody(f"Den {role}") for role in ROLES if role != "nobody"}
    unit = found["chair"].engagements.get().unit
    make_manager(found["manager"], unit)
    give_role(found["hr"], Role.Kind.HR, units=[unit])
    give_role(found["works council"], Role.Kind.WORKS_COUNCIL)
    give_role(found["administrator"], Role.Kind.ADMINISTRATOR)
    return found


def the_things(cast):
    """A series with its meetings in each state, and the arguments of their addresses."""
    chair, writer = cast["chair"], cast["writer"]
    series = a_series(chair, [writer, cast["participant"], cast["optional"]])
    series.memberships.filter(person=cast["optional"]).update(is_core=False)
    planned = a_meeting(series, minute_taker=writer)
    item = an_item(planned)
    running_one = a_running_meeting(series, "Et punkt", minute_taker=writer)
    held = a_held_meeting(series, minute_taker=writer)
    point = running_one.parked.create(text="Til senere", parked_at=clock.now())
    decision = running.decide(held, "Det gør vi", by=chair)
    action = running.promise(running_one, what="Skriv", owner=chair, due_on=clock.today(), by=chair)
    return {
        "": [],
        "draft": ["meetings-x"],
        "series": [series.pk],
        "series person": [series.pk, cast["optional"].pk],
        "planned": [planned.pk],
        "planned person": [planned.pk, cast["optional"].pk],
        "planned item": [planned.pk, item.pk],
        "running": [running_one.pk],
        "running point": [running_one.pk, point.pk],
        "running action": [running_one.pk, action.pk],
        "held": [held.pk],
        "held decision": [held.pk, decision.pk],
    }


@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, cast, page):
    method, thing, sent, answers = ACCESS[page]
    args = the_things(cast)[thing]
    if page == "meetings:promise":
        sent = {**sent, "ball-owner": str(cast["chair"].pk)}
    address = reverse(page, args=args)

    found = {}
    for role in [*[role for role in ROLES if role not in {"chair", "writer"}], "writer", "chair"]:
        client.logout()
        if role != "nobody":
            sign_in(client, cast[role])
        response = client.get(address) if method == "GET" else client.post(address, sent)
        found[role] = response.status_code
        if page == "meetings:item_remove" and role == "writer":
            an_item(args_meeting(args), "Et til")
            address = reverse(page, args=[args[0], args_meeting(args).items.latest("position").pk])
        if page == "meetings:begin" and role == "writer":
            Meeting.objects.filter(pk=args[0]).update(state="planned")
        if page == "meetings:parked" and role == "writer":
            args_meeting(args).parked.update(is_taken_up=False)

    assert found == answers


def args_meeting(args):
    return Meeting.objects.get(pk=args[0])


def test_a_manager_who_is_asked_sees_the_meeting_because_she_is_asked(client, cast):
    meeting = a_meeting(chair=cast["chair"])
    meeting_actions.add_people(meeting, [cast["manager"]], by=cast["chair"])

    assert sign_in(client, cast["manager"]).get(reverse("meetings:meeting", args=[meeting.pk])).status_code == 200


def test_whoever_is_taken_out_sees_nothing_any_more(client, cast):
    meeting = a_meeting(chair=cast["chair"], participants=[cast["participant"]])
    sign_in(client, cast["participant"])
    address = reverse("meetings:meeting", args=[meeting.pk])
    assert client.get(address).status_code == 200

    meeting_actions.remove_person(meeting, cast["participant"], by=cast["chair"])

    assert client.get(address).status_code == 404


def test_the_owner_of_an_item_may_write_it_and_nothing_else(client, cast):
    meeting = a_meeting(chair=cast["chair"], participants=[cast["participant"]])
    hers = an_item(meeting, "Mit punkt", owner=cast["participant"])
    other = an_item(meeting, "Et andet")
    sign_in(client, cast["participant"])

    assert client.get(reverse("meetings:item", args=[meeting.pk, hers.pk])).status_code == 200
    assert client.get(reverse("meetings:item", args=[meeting.pk, other.pk])).status_code == 403


def test_an_action_is_ticked_by_its_owner_also_when_she_does_not_lead(client, cast):
    meeting = a_running_meeting(None, "Et punkt", chair=cast["chair"], participants=[cast["participant"]])
    action = running.promise(meeting, what="Ring", owner=cast["participant"], due_on=clock.today(), by=cast["chair"])

    sign_in(client, cast["participant"]).post(reverse("meetings:action_done", args=[meeting.pk, action.pk]))

    action.refresh_from_db()
    assert action.state == "done"
