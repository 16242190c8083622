"""The service check: what it costs, who says what in silence, who may begin one."""

from datetime import date

import pytest
from django.utils import translation

from haandgreb.meetings.actions import service_check
from haandgreb.meetings.actions.service_check import NothingToCheck, WrongStep
from haandgreb.meetings.models import Series, Verdict, WantedMeeting
from haandgreb.meetings.queries import check_waiting
from haandgreb.meetings.queries.check_scopes import scopes, series_in
from haandgreb.meetings.queries.service_check import page
from haandgreb.meetings.tests.check_factory import Setting, Step, a_series
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
