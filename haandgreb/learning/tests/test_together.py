"""Fælles klik with its seats, study pairs, a note of one's own, ten minutes in the team, use after 7 and 30 days."""

from datetime import date, timedelta

import icalendar
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.confidentiality.actions import set_gate
from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions import clicks, pairs
from haandgreb.learning.actions import together as actions
from haandgreb.learning.models import CheckIn, ModuleNote, SharedClick, Step, StudyPair
from haandgreb.learning.parts import tracks as part
from haandgreb.learning.queries import together as queries
from haandgreb.learning.queries import together_waiting as waiting
from haandgreb.learning.queries.use_checks import due
from haandgreb.learning.rules.use_checks import ASKED_FOR, DAYS, asked_on
from haandgreb.learning.tests.factories import Workplace, make_activity
from haandgreb.learning.tests.tracks_factory import make_click, make_module, make_pair, make_talk
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.versions import Stale


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-10, 80))
def test_one_is_asked_about_the_latest_day_that_has_come_and_never_for_ever(completed_on, since):
    today = completed_on + timedelta(days=since)
    day = asked_on(completed_on, today)

    assert day is None or day <= since <= day + ASKED_FOR
    assert (day is None) == (not any(one <= since <= one + ASKED_FOR for one in DAYS))


@pytest.mark.django_db
class TestClicks:
    """The same module at the same time."""

    def test_seats_are_taken_until_none_is_left_and_given_back(self):
        place = Workplace()
        click = make_click(place.manager, seats=1)
        clicks.take_seat(click, by=place.person)
        with pytest.raises(clicks.Full):
            clicks.take_seat(click, by=place.colleague)
        clicks.give_seat_back(click, by=place.person)
        clicks.take_seat(click, by=place.colleague)

        assert [seat.person for seat in click.taken.all()] == [place.colleague]

    def test_a_seat_taken_twice_is_one_and_the_host_needs_none(self):
        place = Workplace()
        click = make_click(place.manager)
        for person in (place.person, place.person, place.manager):
            clicks.take_seat(click, by=person)

        assert click.taken.count() == 1

    def test_no_seat_in_what_has_begun_or_is_cancelled(self):
        place = Workplace()
        cancelled = make_click(place.manager, state="cancelled", why_cancelled="Syg")
        for click in (make_click(place.manager, days=-1), cancelled):
            with pytest.raises(clicks.Over):
                clicks.take_seat(click, by=place.person)

    def test_who_sits_there_is_seen_by_the_host_and_those_who_do(self):
        place = Workplace()
        click = make_click(place.manager)
        clicks.take_seat(click, by=place.person)

        seen = {
            name: list(queries.click_page(getattr(place, name), click).seats) for name in ("manager", "hr", "person")
        }

        assert seen == {"manager": [place.person], "hr": [], "person": [place.person]}

    def test_a_new_time_is_told_and_a_new_room_is_not(self):
        place = Workplace()
        click = make_click(place.manager)
        clicks.take_seat(click, by=place.person)
        facts = {name: getattr(click, name) for name in clicks.CLICK_FACTS}
        clicks.change_click(click, {**facts, "place": "Gavlrummet"}, by=place.manager)
        quiet = OutboxMessage.objects.count()
        clicks.change_click(click, {**facts, "starts_at": click.starts_at + timedelta(days=1)}, by=place.manager)

        assert (quiet, OutboxMessage.objects.get().to) == (0, place.person.email)

    def test_cancelled_twice_is_told_once(self):
        place = Workplace()
        click = make_click(place.manager)
        clicks.take_seat(click, by=place.person)
        for _press in range(2):
            clicks.cancel_click(SharedClick.objects.get(), why="Syg", by=place.manager)

        assert OutboxMessage.objects.count() == 1

    @pytest.mark.parametrize(
        ("sent", "field"),
        [({"day": "2020-01-01"}, "day"), ({"seats": "0"}, "seats"), ({"at": "02:30", "day": "2027-03-28"}, "at")],
    )
    def test_a_time_that_cannot_be_is_said_beside_the_field(self, client, sent, field):
        day = clock.today() + timedelta(days=9)
        given = {"day": str(day), "at": "10:00", "minutes": "45", "talk_minutes": "15", "seats": "8", **sent}
        sign_in(client, Workplace().person)

        answer = client.post(reverse("learning:click_new", args=[make_module().pk]), given)

        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])

    def test_the_calendar_gets_the_module_and_the_talk(self, client):
        place = Workplace()
        click = make_click(place.manager)
        sign_in(client, place.person)

        answer = client.get(reverse("learning:click_calendar", args=[click.pk]))

        [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=60)

    def test_the_host_is_asked_whether_it_was_held(self):
        place = Workplace()
        click = make_click(place.person, days=-1)
        asked = waiting.to_close(place.person)
        clicks.hold_click(click, by=place.person)

        assert (asked, waiting.to_close(place.person)) == ([click], [])


@pytest.mark.django_db
class TestPairs:
    """Two who learn the same."""

    def test_a_colleague_is_asked_and_says_yes(self):
        place = Workplace()
        pair = pairs.look_for_partner(make_module(), by=place.person, other=place.colleague)
        asked = waiting.asked_of(place.colleague)
        pairs.join_pair(pair, by=place.colleague)

        pair.refresh_from_db()
        assert (asked, pair.state, pair.second) == ([pair], StudyPair.State.PAIRED, place.colleague)
        to = list(OutboxMessage.objects.order_by("created_at").values_list("to", flat=True))
        assert to == [place.colleague.email, place.person.email]

    def test_a_no_leaves_no_trace_and_the_search_is_open_again(self):
        place = Workplace()
        pair = pairs.look_for_partner(make_module(), by=place.person, other=place.colleague)
        pairs.say_no(pair, by=place.colleague)

        pair.refresh_from_db()
        assert (pair.state, pair.second) == (StudyPair.State.OPEN, None)

    def test_whoever_comes_first_joins_an_open_search(self):
        place = Workplace()
        pair = pairs.look_for_partner(make_module(), by=place.person)
        pairs.join_pair(pair, by=place.colleague)

        with pytest.raises(pairs.Over):
            pairs.join_pair(pair, by=place.hr)

    def test_nobody_is_her_own_partner_or_looks_twice(self):
        place = Workplace()
        pair = pairs.look_for_partner(make_module(), by=place.person)

        with pytest.raises(pairs.Over):
            pairs.join_pair(pair, by=place.person)
        with pytest.raises(pairs.Looking):
            pairs.look_for_partner(pair.activity, by=place.person)

    def test_an_open_search_is_seen_by_everybody_and_a_pair_by_the_two(self):
        place = Workplace()
        search, pair = make_pair(place.person), make_pair(place.person, place.colleague)

        assert queries.pair_seen(place.hr, search.pk) == search
        assert queries.pair_seen(place.hr, pair.pk) is None

    def test_one_cannot_ask_oneself_or_meet_backwards(self, client):
        place = Workplace()
        sign_in(client, place.person)
        day = clock.today()
        sent = {
            "other": place.person.email,
            "first_on": str(day + timedelta(days=9)),
            "second_on": str(day + timedelta(days=2)),
        }

        answer = client.post(reverse("learning:pair_new", args=[make_module().pk]), sent)

        assert sorted(answer.context["form"].errors) == ["other", "second_on"]


@pytest.mark.django_db
class TestNotesAndTalks:
    """What one writes for oneself, and what a team said."""

    def test_a_note_is_hers_alone_and_sealed(self):
        place, module = Workplace(), make_module()
        texts = {"expectations": "At turde", "learned": "", "use": "", "unclear": ""}
        actions.write_note(module, texts, by=place.person)

        assert queries.note_of(place.person, module).expectations == "At turde"
        assert queries.note_of(place.manager, module) is None
        assert "At turde" not in str(ModuleNote.objects.values_list("expectations", flat=True)[0])

    def test_two_windows_do_not_overwrite_each_other(self):
        place, module = Workplace(), make_module()
        texts = dict.fromkeys(actions.NOTE_TEXTS, "")
        actions.write_note(module, texts, by=place.person)
        actions.write_note(module, texts, by=place.person, version=1)

        for old in (0, 1):
            with pytest.raises(Stale):
                actions.write_note(module, texts, by=place.person, version=old)

    def test_what_a_team_said_is_read_by_the_team_and_those_who_lead_it(self):
        place = Workplace()
        talk = make_talk(place.unit, place.person)
        roles = ["person", "manager", "above", "colleague", "hr", "council", "admin", "other_manager"]

        seen = [role for role in roles if queries.talk_seen(getattr(place, role), talk.pk)]

        assert seen == ["person", "manager", "above", "colleague", "hr"]

    def test_a_talk_is_written_for_ones_own_unit_only(self, client):
        place, module = Workplace(), make_module()
        sign_in(client, place.person)
        sent = {"unit": str(place.top.pk), "held_on": str(clock.today()), "means": "Vi læser højt"}

        answer = client.post(reverse("learning:team_talk_new", args=[module.pk]), sent)

        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["unit"])

    def test_what_is_to_be_tried_becomes_a_promise_due_in_a_week(self, client):
        place, module = Workplace(), make_module()
        sign_in(client, place.person)
        sent = {
            "unit": str(place.unit.pk),
            "held_on": str(clock.today()),
            "means": "Vi læser højt",
            "tries": "Læs to breve højt",
            "owner": place.colleague.email,
        }
        client.post(reverse("learning:team_talk_new", args=[module.pk]), sent)

        promised = FollowUp.objects.get()
        week = clock.today() + timedelta(days=7)
        assert (promised.what, promised.owner, promised.due_on) == ("Læs to breve højt", place.colleague, week)
        assert part.seen_by(place.colleague, [promised.source_id]) == {promised.source_id}
        assert part.seen_by(place.council, [promised.source_id]) == set()

    def test_nobody_gets_the_ball_for_nothing(self, client):
        place, module = Workplace(), make_module()
        sign_in(client, place.person)
        sent = {"unit": str(place.unit.pk), "held_on": str(clock.today()), "means": "x", "owner": place.hr.email}

        answer = client.post(reverse("learning:team_talk_new", args=[module.pk]), sent)

        assert list(answer.context["form"].errors) == ["tries"]

    def test_her_copy_holds_her_note_and_forgetting_takes_it_away(self):
        place, module = Workplace(), make_module()
        texts = {**dict.fromkeys(actions.NOTE_TEXTS, ""), "learned": "At lytte"}
        actions.write_note(module, texts, by=place.person)
        talk = make_talk(place.unit, place.person)
        copy = part.personal_data(place.person)
        set_gate(is_on=False, why="Prøve", by=place.admin)
        part.forget(place.person)

        talk.refresh_from_db()
        assert [note["learned"] for note in copy["module_notes"]] == ["At lytte"]
        assert (ModuleNote.objects.count(), talk.written_by) == (0, None)


@pytest.mark.django_db
class TestUse:
    """Seven and thirty days after a module."""

    def completed(self, place, days_ago, **facts):
        day = clock.today() - timedelta(days=days_ago)
        activity = make_module(**facts)
        return place.enrolment("completed", activity=activity, starts_on=day, ends_on=day, completed_on=day)

    @pytest.mark.parametrize(
        ("days_ago", "asked"), [(6, []), (7, [7]), (28, [7]), (29, []), (30, [30]), (51, [30]), (52, [])]
    )
    def test_a_module_is_asked_about_twice(self, days_ago, asked):
        place = Workplace()
        self.completed(place, days_ago)

        assert [one.day for one in due(place.person, clock.today())] == asked

    def test_a_longer_course_has_its_transfer_plan_instead(self):
        place = Workplace()
        self.completed(place, 30, minutes=420)

        assert due(place.person, clock.today()) == []

    def test_where_first_use_is_an_act_of_its_own_it_is_not_asked_twice(self):
        place = Workplace()
        enrolment = self.completed(place, 8)
        Step.objects.create(enrolment=enrolment, key="first_use", phase="after", actor="learner", due_on=clock.today())

        assert due(place.person, clock.today()) == []

    def test_the_answer_is_a_check_in_of_its_day_and_ends_the_question(self, client):
        place = Workplace()
        enrolment = self.completed(place, 31)
        page = reverse("learning:use_check", args=[enrolment.pk, 30])
        sign_in(client, place.person)
        client.post(page, {"use": "2", "happened": "I et afslag", "barrier": "time"})

        told = CheckIn.objects.get()
        assert (told.day, told.use, told.barrier, told.shared) == (30, 2, "time", False)
        assert client.get(page).status_code == 404
        assert list(part.waiting_for(place.person, clock.today())) == []

    def test_the_digest_tells_of_it_once_and_of_nothing_that_was_answered(self):
        place, today = Workplace(), clock.today()
        asked, answered = self.completed(place, 29), self.completed(place, 31, title="AI med omtanke")
        CheckIn.objects.create(enrolment=answered, day=30, use=1, answered_on=today)
        until = today + timedelta(days=7)
        first = list(part.due(today, until))
        part.told([place.person.pk], today, until)

        assert first == [(place.person.pk, asked.completed_on + timedelta(days=30))]
        assert list(part.due(today, until)) == []

    def test_it_waits_on_her_own_page_and_on_nobody_elses(self):
        place = Workplace()
        self.completed(place, 31)

        assert len(list(part.waiting_for(place.person, clock.today()))) == 1
        assert list(part.waiting_for(place.manager, clock.today())) == []


@pytest.mark.django_db
def test_the_handle_begins_at_the_list_and_counts_what_is_to_come():
    place = Workplace()
    make_click(place.person, make_activity())

    [start] = part.handles(place.colleague)

    assert (start.handle, start.url, start.under_way) == ("HG-10", reverse("learning:clicks"), 1)
