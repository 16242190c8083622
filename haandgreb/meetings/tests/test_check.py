"""The service check: what it costs, who says what in silence, what is decided and what becomes of it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.utils import translation

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import service_check
from haandgreb.meetings.actions.check_decisions import add_missing, apply_due, decide, drop_missing, settle
from haandgreb.meetings.actions.service_check import NothingToCheck, WrongStep
from haandgreb.meetings.models import CheckedSeries, Series, Verdict, WantedMeeting
from haandgreb.meetings.queries import check_waiting
from haandgreb.meetings.queries.check_scopes import scopes, series_in
from haandgreb.meetings.queries.service_check import page
from haandgreb.meetings.rules import deadlines
from haandgreb.meetings.tests.check_factory import FAR, Setting, Step, a_series, decision
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

TODAY = date(2026, 1, 5)


@pytest.fixture
def setting() -> Setting:
    return Setting()


def test_the_map_needs_no_typing(setting):
    check = setting.check()

    found = page(check, setting.leader, clock.today())

    facts = [(one.row.title, one.people, one.minutes, one.cost.rounded) for one in found["rows"]]
    assert facts == [("Sagsmøde", 7, 60, 30), ("Tavlemøde", 4, 15, 21)]
    assert found["total"] == 51  # 7 · 52/12 + 4 · 21/4, rounded once
    assert found["rows"][0].row.purpose == "At lære af sagerne."


def test_a_check_remembers_the_series_as_they_were(setting):
    check = setting.check()
    Series.objects.filter(pk=setting.weekly.pk).update(minutes=30)

    assert page(check, setting.leader, clock.today())["total"] == 51


def test_a_check_of_nothing_is_refused(setting):
    with pytest.raises(NothingToCheck):
        service_check.start(title="Eftersyn", series=[], voters=[], by=setting.leader)


@pytest.mark.parametrize("to", ["map", "vote", "talk", "decide", "look", "done", "", "nonsense"])
def test_no_step_is_skipped(setting, to):
    check = setting.check()
    with pytest.raises(WrongStep):
        service_check.go_on(check, to=to, by=setting.leader)


@pytest.mark.parametrize("to", ["look", "done"])
def test_the_decisions_and_the_end_are_no_mere_steps(setting, to):
    check = setting.check(Step.DECIDE)
    with pytest.raises(WrongStep):
        service_check.go_on(check, to=to, by=setting.leader)


def test_the_owner_writes_the_purpose_and_the_series_keeps_it(setting):
    row = setting.row(setting.check(Step.PURPOSE), setting.daily)

    facts = {"purpose": "At fordele dagen.", "who_would_miss_it": "De nye"}
    assert service_check.write_purpose(row, **facts, version=1, by=setting.others[0])

    setting.daily.refresh_from_db()
    row.refresh_from_db()
    assert (setting.daily.purpose, row.who_would_miss_it, row.version) == ("At fordele dagen.", "De nye", 2)


def test_a_purpose_saved_meanwhile_is_not_written_over(setting):
    row = setting.row(setting.check(Step.PURPOSE), setting.daily)
    service_check.write_purpose(row, purpose="Første", who_would_miss_it="", version=1, by=setting.others[0])

    late = service_check.write_purpose(row, purpose="Anden", who_would_miss_it="", version=1, by=setting.leader)

    row.refresh_from_db()
    assert (late, row.purpose) == (False, "Første")


def test_a_verdict_can_be_changed_while_the_vote_is_open(setting):
    check = setting.check(Step.VOTE)
    row = setting.row(check, setting.weekly)
    service_check.vote(check, {row.pk: "close"}, by=setting.others[0], wanted="Et erfamøde")
    service_check.vote(check, {row.pk: "keep"}, by=setting.others[0])

    assert [verdict.verdict for verdict in Verdict.objects.all()] == ["keep"]
    assert not WantedMeeting.objects.exists()
    assert page(check, setting.leader, clock.today())["voted"] == 1


def test_taking_all_verdicts_back_is_not_having_voted(setting):
    check = setting.check(Step.VOTE)
    row = setting.row(check, setting.weekly)
    service_check.vote(check, {row.pk: "close"}, by=setting.others[0])
    service_check.vote(check, {}, by=setting.others[0])

    assert page(check, setting.leader, clock.today())["voted"] == 0


def test_while_the_vote_is_open_nobody_sees_a_verdict(setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close"] * 6)

    found = page(check, setting.leader, clock.today())

    assert [one.votes for one in found["rows"]] == [None, None]
    assert found["differ"] == []


def test_when_the_vote_ends_the_names_fall_away_and_the_rows_are_new(setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close", "keep", "keep", "close", "keep", "keep"])
    before = set(Verdict.objects.values_list("pk", flat=True))

    setting.take(check, Step.TALK)

    rows = list(Verdict.objects.values_list("pk", "voter", "verdict"))
    assert {person for _pk, person, _verdict in rows} == {""}
    assert before.isdisjoint(pk for pk, _person, _verdict in rows)
    assert sorted(verdict for _pk, _person, verdict in rows) == ["close"] * 2 + ["keep"] * 4


def test_the_verdicts_are_written_anew_in_random_order(setting, monkeypatch):
    drawn = []
    monkeypatch.setattr(service_check, "shuffled", lambda things, source: drawn.append(things) or things)
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close", "keep", "keep", "close", "keep", "keep"])
    setting.take(check, Step.TALK)

    row = setting.row(check, setting.weekly).pk
    assert sorted(drawn[0]) == sorted([(row, "close")] * 2 + [(row, "keep")] * 4)


@pytest.mark.parametrize(("count", "is_shown"), [(0, False), (4, False), (5, True), (6, True)])
def test_votes_are_shown_from_five_on(setting, count, is_shown):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["keep"] * count)
    setting.take(check, Step.TALK)

    found = page(check, setting.leader, clock.today())

    votes = found["rows"][0].votes
    assert (votes is not None) is is_shown
    assert [one.row.title for one in found["too_few"]] == (["Tavlemøde"] if is_shown else ["Sagsmøde", "Tavlemøde"])


def test_a_row_with_four_votes_looks_like_one_with_none(setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close"] * 4)
    setting.take(check, Step.TALK)

    rows = page(check, setting.leader, clock.today())["rows"]

    assert {(one.votes, one.verdict, one.tone) for one in rows} == {(None, "", "")}


def test_there_is_talk_only_where_the_votes_differ(setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["keep", "keep", "shorter", "keep", "shorter", "keep"])
    setting.take(check, Step.TALK)

    found = page(check, setting.leader, clock.today())

    assert [one.row.title for one in found["differ"]] == ["Sagsmøde"]
    with translation.override("en"):
        votes = page(check, setting.leader, clock.today())["rows"][0].votes
    assert (votes.verdict, votes.for_it, votes.number) == ("Keep", 4, 6)
    assert votes.tally == (("Keep", 4), ("Make it shorter", 2))


@pytest.mark.parametrize(("voters", "kept"), [(4, 0), (5, 5)])
def test_a_missed_meeting_is_kept_without_name_from_five_voters_on(setting, voters, kept):
    check = setting.check(Step.VOTE)
    for number, person in enumerate(setting.others[:voters]):
        service_check.vote(check, {}, by=person, wanted=f"Møde {number}")
    setting.take(check, Step.TALK)

    assert WantedMeeting.objects.count() == kept
    assert not WantedMeeting.objects.exclude(voter="").exists()
    assert len(page(check, setting.leader, clock.today())["wanted"]) == kept


@pytest.mark.parametrize("step", [Step.MAP, Step.PURPOSE, Step.TALK, Step.DECIDE, Step.LOOK])
def test_a_vote_before_or_after_the_vote_is_refused(setting, step):
    check = setting.check(step)
    with pytest.raises(WrongStep):
        service_check.vote(check, {}, by=setting.others[0])


def test_no_audit_entry_tells_of_a_vote(setting):
    check = setting.check(Step.VOTE)
    before = AuditEntry.objects.count()
    setting.vote(check, setting.weekly, ["close"] * 6)

    assert AuditEntry.objects.count() == before


def test_hours_freed_follow_the_decisions(setting):
    check = setting.check(Step.DECIDE)
    owner = setting.others[0]
    decide(setting.row(check, setting.weekly), decision(owner, "shorter", new_minutes=30), version=1, by=setting.leader)
    decide(setting.row(check, setting.daily), decision(owner, "close"), version=1, by=setting.leader)

    found = page(check, setting.leader, clock.today())

    freed = Fraction(7 * 52, 12) / 2 + 21
    assert [one.cost.freed for one in found["rows"]] == [Fraction(7 * 52, 12) / 2, 21]
    assert found["total_freed"] == round(freed)
    assert found["free"]["a_week"] == round(freed / Fraction(52, 12))


def test_booked_hours_leave_the_rest_to_vanish(setting):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, "close"), version=1, by=setting.leader)
    service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)

    free = page(check, setting.leader, clock.today())["free"]

    assert (free["a_week"], free["booked"], free["left"]) == (7, 5, 2)


def test_more_booked_than_freed_leaves_nothing(setting):
    check = setting.check(Step.DECIDE)
    service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)

    assert page(check, setting.leader, clock.today())["free"]["left"] == 0


def test_a_booking_can_be_dropped_until_the_check_is_finished(setting):
    check = setting.check(Step.LOOK)
    booking = service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)
    service_check.unbook(booking, by=setting.leader)
    assert not check.bookings.exists()

    last = service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)
    assert service_check.finish(check, note="Det holdt.", version=1, by=setting.leader)
    with pytest.raises(WrongStep):
        service_check.unbook(last, by=setting.leader)


@pytest.mark.parametrize("step", [Step.MAP, Step.VOTE, Step.TALK])
def test_hours_are_not_booked_before_the_decisions(setting, step):
    check = setting.check(step)
    with pytest.raises(WrongStep):
        service_check.book(check, what="Stille tid", hours_a_week=5, from_day=TODAY, by=setting.leader)


def test_settling_gives_each_owner_the_ball_and_each_series_its_expiry(setting):
    check = setting.check(Step.DECIDE)
    owner = setting.others[0]
    facts = decision(owner, "adjust", change="Færre punkter", from_day=date(2026, 2, 2), review_on=date(2026, 6, 1))
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    decide(setting.row(check, setting.daily), decision(owner, "keep"), version=1, by=setting.leader)

    with translation.override("en"):
        owner.language = setting.leader.language = "en"
        owner.save()
        setting.leader.save()
        settle(check, by=setting.leader, today=TODAY)

    promised = {row.owner: (row.what, row.due_on) for row in FollowUp.objects.all()}
    assert promised == {
        owner: ("Sagsmøde: Adjust. Færre punkter", date(2026, 2, 2)),
        setting.leader: ("Look again at the service check: did it hold?", deadlines.check_on(TODAY)),
    }
    setting.weekly.refresh_from_db()
    setting.daily.refresh_from_db()
    assert (setting.weekly.expires_on, setting.weekly.reviewed_on) == (date(2026, 6, 1), TODAY)
    assert setting.daily.expires_on == deadlines.expires_on(TODAY)  # never further than twelve months
    check.refresh_from_db()
    assert (check.step, check.decided_on, check.look_on) == (Step.LOOK, TODAY, deadlines.check_on(TODAY))


def test_a_closed_series_ends_when_its_day_comes(setting):
    check = setting.check(Step.DECIDE)
    day = TODAY + timedelta(days=30)
    facts = decision(setting.others[0], "close", from_day=day)
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    setting.weekly.refresh_from_db()
    assert (setting.weekly.state, setting.weekly.expires_on) == ("active", day)
    assert [apply_due(day - timedelta(days=1)), apply_due(day), apply_due(day)] == [0, 1, 0]
    setting.weekly.refresh_from_db()
    assert (setting.weekly.state, setting.weekly.closed_on) == ("closed", day)


@pytest.mark.parametrize(
    ("verdict", "new", "minutes", "cadence"),
    [
        ("shorter", {"new_minutes": 30}, 30, "weekly"),
        ("less-often", {"new_cadence": "every-2-weeks"}, 60, "every-2-weeks"),
        ("replace", {"new_minutes": 30, "new_cadence": "monthly"}, 30, "monthly"),
        ("adjust", {"change": "Færre punkter"}, 60, "weekly"),
        ("merge", {"change": "Med tavlemødet"}, 60, "weekly"),
        ("keep", {}, 60, "weekly"),
    ],
)
def test_what_is_due_at_once_is_applied_when_the_decisions_are_made(setting, verdict, new, minutes, cadence):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, verdict, **new), version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    setting.weekly.refresh_from_db()
    assert (setting.weekly.minutes, setting.weekly.cadence, setting.weekly.state) == (minutes, cadence, "active")


def test_what_is_not_settled_is_not_applied(setting):
    check = setting.check(Step.DECIDE)
    decide(setting.row(check, setting.weekly), decision(setting.leader, "close"), version=1, by=setting.leader)

    assert apply_due(FAR) == 0


def test_a_series_closed_meanwhile_is_left_alone(setting):
    check = setting.check(Step.DECIDE)
    facts = decision(setting.leader, "shorter", new_minutes=30, from_day=date(2026, 2, 2))
    decide(setting.row(check, setting.weekly), facts, version=1, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)
    Series.objects.filter(pk=setting.weekly.pk).update(state="closed", closed_on=TODAY)

    assert apply_due(FAR) == 0


def test_a_decision_can_be_changed_until_they_are_settled(setting):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)
    assert decide(row, decision(setting.leader, "close"), version=1, by=setting.leader)
    assert not decide(row, decision(setting.leader, "keep"), version=1, by=setting.leader)
    assert decide(row, decision(setting.leader, "adjust", change="Færre"), version=2, by=setting.leader)
    settle(check, by=setting.leader, today=TODAY)

    assert FollowUp.objects.filter(what__startswith="Sagsmøde").count() == 1
    with pytest.raises(WrongStep):
        decide(row, decision(setting.leader, "close"), version=3, by=setting.leader)


def test_a_missing_meeting_costs_hours_and_its_owner_gets_the_ball(setting):
    check = setting.check(Step.DECIDE)
    facts = {
        "title": "Erfamøde",
        "purpose": "At dele erfaringer",
        "new_cadence": "monthly",
        "new_minutes": 90,
        "new_people": 10,
        "from_day": TODAY,
        "owner": setting.others[1],
    }
    made = add_missing(check, facts, by=setting.leader)

    found = page(check, setting.leader, clock.today())
    assert (found["rows"][-1].row.title, found["rows"][-1].is_new, found["total_freed"]) == ("Erfamøde", True, -15)
    assert found["free"]["left"] == 0

    settle(check, by=setting.leader, today=TODAY)
    assert FollowUp.objects.get(owner=setting.others[1]).what.startswith("Erfamøde: ")
    with pytest.raises(WrongStep):
        drop_missing(made, by=setting.leader)


def test_a_missing_meeting_can_be_taken_off_again_but_a_series_cannot(setting):
    check = setting.check(Step.DECIDE)
    facts = {"title": "Erfamøde", "new_cadence": "monthly", "new_minutes": 90, "new_people": 10}
    drop_missing(add_missing(check, facts, by=setting.leader), by=setting.leader)
    assert CheckedSeries.objects.filter(check_of=check).count() == 2

    with pytest.raises(WrongStep):
        drop_missing(setting.row(check, setting.weekly), by=setting.leader)


def test_looking_again_keeps_the_promise_and_ends_the_check(setting):
    check = setting.check(Step.LOOK)
    assert service_check.finish(check, note="Det holdt.", version=1, by=setting.leader)

    check.refresh_from_db()
    assert (check.step, check.look_note) == (Step.DONE, "Det holdt.")
    assert FollowUp.objects.get(pk=check.look_promise).state == FollowUp.State.DONE
    assert not service_check.finish(check, note="Noget andet", version=1, by=setting.leader)


def test_looking_again_comes_after_the_decisions(setting):
    with pytest.raises(WrongStep):
        service_check.finish(setting.check(Step.DECIDE), note="Det holdt.", version=1, by=setting.leader)


def test_what_waits_is_a_vote_and_a_purpose_nobody_wrote(setting):
    check = setting.check()
    owner = setting.others[0]
    with translation.override("en"):
        purposes = [one.text for one in check_waiting.waiting_for(owner)]
        assert purposes == ["Write what the meeting is for: Tavlemøde"]
        setting.take(check, Step.VOTE)
        assert [one.text for one in check_waiting.waiting_for(owner)] == ["Give your silent verdict on the meetings"]
        setting.vote(check, setting.weekly, ["keep"])
        assert list(check_waiting.waiting_for(owner)) == []


def test_who_can_begin_a_check_of_what(setting):
    today = clock.today()
    root = setting.unit
    below = make_unit("Team A", parent=root)
    lead = make_person("Gorm Vangsted", below)
    make_manager(lead, below)
    hr = make_person("Camille Vangsted", below)
    give_role(hr, Role.Kind.HR, units=[below])

    def keys(person):
        return [scope.unit.name if scope.unit else scope.key for scope in scopes(person, today)]

    assert keys(setting.leader) == ["house", "Team A"]
    assert keys(lead) == ["Team A"]
    assert keys(hr) == ["Team A"]
    assert keys(setting.others[0]) == ["own"]
    assert keys(setting.others[1]) == []


def test_a_scope_holds_the_running_series_below_it_without_talks_between_two(setting):
    below = make_unit("Team A", parent=setting.unit)
    people = setting.others
    a_series("Teammøde", people, below)
    a_series("En til en", people[:2], below, type="one-to-one")
    a_series("Lukket", people, below, state="closed", closed_on=TODAY)
    a_series("Uden enhed", people)

    def titles(person):
        return {
            scope.unit.name if scope.unit else scope.key: sorted(one.title for one in series_in(scope, person))
            for scope in scopes(person, clock.today())
        }

    assert titles(setting.leader) == {
        "house": ["Sagsmøde", "Tavlemøde", "Teammøde", "Uden enhed"],
        "Team A": ["Teammøde"],
    }
    assert titles(people[0]) == {"own": ["Sagsmøde", "Tavlemøde", "Teammøde", "Uden enhed"]}


def test_the_page_asks_as_much_of_two_series_as_of_twenty(setting, django_assert_num_queries):
    check = setting.check(Step.TALK)
    with django_assert_num_queries(7) as few:
        page(check, setting.leader, clock.today())
    more = [a_series(f"Møde {number}", setting.others, setting.unit) for number in range(18)]
    big = service_check.start(title="Stort", series=more, voters=setting.others, by=setting.leader)
    setting.take(big, Step.TALK)
    with django_assert_num_queries(len(few)):
        page(big, setting.leader, clock.today())
