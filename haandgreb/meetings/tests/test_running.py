"""A meeting that runs: the clock is the server's, a second press changes nothing, all works without script."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import keeping, running
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.queries import running as queries
from haandgreb.meetings.tests.factories import a_meeting, a_running_meeting, a_series, an_item, somebody
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


@pytest.fixture
def meeting(pia):
    return a_running_meeting(a_series(people=[pia]), "Et", "To", "Tre", minute_taker=pia)


def minutes_used(meeting, now):
    return [row.used_minutes for row in queries.page(meeting, meeting.chair, now)["rows"]]


def test_a_meeting_begins_when_it_begins_and_the_first_item_runs(pia):
    meeting = a_meeting(participants=[pia], starts_at=clock.now())
    an_item(meeting)
    late = meeting.starts_at + 4 * MINUTE

    running.begin(meeting, by=meeting.chair, now=late)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.began_at, meeting.current_item.title) == ("running", late, "Delvist afslag")
    assert queries.page(meeting, meeting.chair, late)["delay"] == 4


def test_beginning_twice_changes_nothing(meeting):
    began = meeting.began_at

    running.begin(meeting, by=meeting.chair, now=began + 9 * MINUTE)

    meeting.refresh_from_db()
    assert meeting.began_at == began


def test_a_meeting_without_a_chair_cannot_begin():
    meeting = a_meeting(starts_at=clock.now())
    Meeting.objects.update(chair=None)

    with pytest.raises(running.NoChair):
        running.begin(meeting, by=meeting.chair)


def test_the_next_item_takes_over_the_clock(meeting):
    start = meeting.began_at
    first, second, _third = meeting.items.all()

    running.go_to(meeting, second, by=meeting.chair, leaving=first.pk, now=start + 10 * MINUTE)

    meeting.refresh_from_db()
    assert meeting.current_item == second
    assert minutes_used(meeting, start + 13 * MINUTE) == [10, 3, 0]


def test_a_double_press_on_next_skips_no_item(meeting):
    start = meeting.began_at
    first, second, third = meeting.items.all()

    running.go_to(meeting, second, by=meeting.chair, leaving=first.pk, now=start + MINUTE)
    running.go_to(meeting, third, by=meeting.chair, leaving=first.pk, now=start + MINUTE)

    meeting.refresh_from_db()
    assert meeting.current_item == second


def test_a_pause_stops_the_clock_and_going_on_starts_it(meeting):
    start = meeting.began_at

    running.pause(meeting, by=meeting.chair, now=start + 5 * MINUTE)
    assert minutes_used(meeting, start + 20 * MINUTE) == [5, 0, 0]
    running.resume(meeting, by=meeting.chair, now=start + 20 * MINUTE)
    assert minutes_used(meeting, start + 22 * MINUTE) == [7, 0, 0]


def test_pausing_twice_counts_no_time_twice(meeting):
    start = meeting.began_at

    running.pause(meeting, by=meeting.chair, now=start + 5 * MINUTE)
    running.pause(meeting, by=meeting.chair, now=start + 8 * MINUTE)

    assert minutes_used(meeting, start + 20 * MINUTE) == [5, 0, 0]


def test_coming_back_to_an_item_adds_to_the_time_it_has_used(meeting):
    start = meeting.began_at
    first, second, _third = meeting.items.all()

    running.go_to(meeting, second, by=meeting.chair, now=start + 5 * MINUTE)
    first.refresh_from_db()
    running.go_to(meeting, first, by=meeting.chair, now=start + 6 * MINUTE)

    meeting.refresh_from_db()
    assert minutes_used(meeting, start + 8 * MINUTE) == [7, 1, 0]
    assert not meeting.items.first().is_done


def test_two_minutes_more_move_the_clock_by_two(meeting):
    now = meeting.began_at + MINUTE
    before = queries.page(meeting, meeting.chair, now)["clock"].left

    running.give_more_time(meeting.current_item, 2, by=meeting.chair)

    meeting.refresh_from_db()
    assert queries.page(meeting, meeting.chair, now)["clock"].left == before + 2 * MINUTE


@pytest.mark.parametrize(
    ("minutes", "face", "over"), [(5, "10.00", False), (14.5, "0.30", False), (15, "0.00", False), (17, "2.00", True)]
)
def test_the_page_without_script_shows_the_minutes_at_load(meeting, minutes, face, over):
    found = queries.page(meeting, meeting.chair, meeting.began_at + minutes * MINUTE)["clock"]

    assert (found.face, found.is_over) == (face, over)


def test_the_forecast_says_which_item_to_cut(meeting):
    start = meeting.began_at
    first, second, _third = meeting.items.all()
    running.go_to(meeting, second, by=meeting.chair, leaving=first.pk, now=start + 35 * MINUTE)
    meeting.refresh_from_db()

    found = queries.page(meeting, meeting.chair, start + 35 * MINUTE)["forecast"]

    assert (found.holds, found.over, found.cut, found.cut_to) == (False, 5, 3, 10)


def test_the_last_five_minutes_ask_who_has_the_ball(client, meeting):
    sign_in(client, meeting.chair)
    page = queries.page(meeting, meeting.chair, meeting.ends_at - 5 * MINUTE)

    assert page["is_closing"]
    assert not queries.page(meeting, meeting.chair, meeting.ends_at - 6 * MINUTE)["is_closing"]


def test_a_decision_belongs_to_the_item_it_was_made_under(client, meeting):
    sign_in(client, meeting.chair)

    client.post(
        reverse("meetings:decide", args=[meeting.pk]),
        {"decision-text": "Vi skriver »egne penge«", "decision-told_to": "Vejledning"},
    )

    decision = meeting.decisions.get()
    assert (decision.text, decision.told_to, decision.item) == (
        "Vi skriver »egne penge«",
        "Vejledning",
        meeting.current_item,
    )


def test_a_double_press_writes_one_decision_and_one_action(client, meeting, pia):
    sign_in(client, meeting.chair)
    for _press in range(2):
        client.post(reverse("meetings:decide", args=[meeting.pk]), {"decision-text": "Ja", "once": "a"})
        client.post(
            reverse("meetings:promise", args=[meeting.pk]),
            {"ball-what": "Ring", "ball-owner": pia.pk, "ball-due_on": "2099-01-04", "once": "b"},
        )
        client.post(reverse("meetings:park", args=[meeting.pk]), {"park-text": "Senere", "once": "c"})

    assert (meeting.decisions.count(), FollowUp.objects.count(), meeting.parked.count()) == (1, 1, 1)


def test_an_action_has_one_owner_and_a_date_and_leads_back_to_the_meeting(client, meeting, pia):
    sign_in(client, meeting.chair).post(
        reverse("meetings:promise", args=[meeting.pk]),
        {"ball-what": "Ret teksten", "ball-owner": pia.pk, "ball-due_on": "2099-01-04"},
    )

    action = FollowUp.objects.get()
    assert (action.what, action.owner, action.source, action.source_id) == ("Ret teksten", pia, "meetings", meeting.pk)
    assert action.source_url == reverse("meetings:meeting", args=[meeting.pk])


@pytest.mark.parametrize("owner", ["", "somebody outside"])
def test_an_action_without_an_owner_in_the_meeting_is_refused_and_the_text_kept(client, meeting, owner):
    outside = somebody("Udenfor Mødet")
    sign_in(client, meeting.chair)

    response = client.post(
        reverse("meetings:promise", args=[meeting.pk]),
        {"ball-what": "Ret teksten", "ball-owner": outside.pk if owner else "", "ball-due_on": "2099-01-04"},
    )

    assert response.status_code == 422
    assert "Ret teksten" in response.content.decode()
    assert FollowUp.objects.count() == 0


def test_one_press_notes_everybody_as_present_but_not_those_noted_before(client, meeting, pia):
    running.note_presence(meeting, [pia], "online", by=meeting.chair)

    sign_in(client, meeting.chair).post(reverse("meetings:presence", args=[meeting.pk]), {"act": "everybody"})

    assert {row.person: row.presence for row in meeting.attendances.all()} == {meeting.chair: "present", pia: "online"}


def test_presence_is_noted_by_one_press_each(client, meeting, pia):
    sign_in(client, meeting.chair)

    client.post(reverse("meetings:presence", args=[meeting.pk]), {"act": f"{pia.pk}:absent"})
    client.post(reverse("meetings:presence", args=[meeting.pk]), {"act": f"{pia.pk}:asleep"})

    assert meeting.attendances.get(person=pia).presence == "absent"


def test_every_step_works_without_script(client, meeting, pia):
    """Each press is an ordinary form that leads back to the whole page."""
    sign_in(client, meeting.chair)
    first, second, third = meeting.items.all()
    clock_page, run_page = (reverse(f"meetings:{name}", args=[meeting.pk]) for name in ["clock", "run"])

    for sent in [
        {"act": "pause"},
        {"act": "resume"},
        {"act": "more"},
        {"act": "next", "item": second.pk, "leaving": first.pk},
        {"act": "go", "item": third.pk},
        {"act": "next", "leaving": third.pk},
    ]:
        assert client.post(clock_page, sent).url == run_page
    meeting.refresh_from_db()
    assert meeting.current_item is None
    assert "Alle punkter er nået" in client.get(run_page).content.decode()
    assert client.get(reverse("meetings:closing", args=[meeting.pk])).status_code == 200
    ended = client.post(reverse("meetings:end", args=[meeting.pk]))
    assert ended.url == reverse("meetings:minutes", args=[meeting.pk])


def test_htmx_gets_the_same_screen_as_a_fresh_load(client, meeting):
    sign_in(client, meeting.chair)

    part = client.post(
        reverse("meetings:clock", args=[meeting.pk]), {"act": "pause"}, headers={"HX-Request": "true"}
    ).content.decode()
    whole = client.get(reverse("meetings:run", args=[meeting.pk])).content.decode()

    assert "<html" not in part
    assert without_tokens(part.strip()) in without_tokens(whole)


def without_tokens(page):
    """Tokens differ from load to load, and so do the seconds."""
    page = re.sub(r'name="(csrfmiddlewaretoken|once)" value="[^"]*"', "", page)
    page = re.sub(r"data-left=\"[^\"]*\"|<span data-face>[^<]*</span>|value=\"\d+\" aria-hidden", "", page)
    return re.sub(r'x[12]?="[\d.]+%"|width="[\d.]+%"', "", page)


def test_ending_stops_every_clock_and_notes_when(meeting):
    end = meeting.began_at + 50 * MINUTE

    running.end(meeting, by=meeting.chair, now=end)
    running.end(meeting, by=meeting.chair, now=end + 9 * MINUTE)

    meeting.refresh_from_db()
    assert (meeting.state, meeting.ended_at, meeting.current_item) == ("held", end, None)
    assert [item.running_since for item in meeting.items.all()] == [None, None, None]


def test_a_participant_follows_along_without_the_buttons(client, pia):
    mads = somebody("Mads Rosenklint")
    meeting = a_running_meeting(a_series(people=[mads, pia]), "Et", minute_taker=pia)

    page = sign_in(client, mads).get(reverse("meetings:run", args=[meeting.pk])).content.decode()

    assert reverse("meetings:clock", args=[meeting.pk]) not in page
    assert reverse("meetings:park", args=[meeting.pk]) in page


def test_what_is_said_in_the_meeting_is_not_in_the_trail(meeting, pia):
    running.decide(meeting, "Hemmelig beslutning", by=pia)
    running.promise(meeting, what="Hemmelig opgave", owner=pia, due_on=clock.today(), by=pia)

    assert "Hemmelig" not in str(list(AuditEntry.objects.values_list("action", "details")))


def test_the_screen_moves_on_when_somebody_has_ended_the_meeting(client, meeting, pia):
    running.end(meeting, by=meeting.chair)

    response = sign_in(client, pia).get(reverse("meetings:run", args=[meeting.pk]), headers={"HX-Request": "true"})

    assert response.headers["HX-Redirect"] == reverse("meetings:meeting", args=[meeting.pk])


@pytest.mark.parametrize(("hours", "state"), [(12, "running"), (13, "held")])
def test_a_meeting_nobody_ended_is_over_after_twelve_hours_and_its_end_is_unknown(meeting, hours, state):
    keeping.end_forgotten(meeting.ends_at + timedelta(hours=hours))

    meeting.refresh_from_db()
    assert (meeting.state, meeting.ended_at) == (state, None)
