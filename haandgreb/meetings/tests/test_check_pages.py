"""The pages of the service check: what one sees, what is refused in words, and nothing that is lost."""

from datetime import date

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import service_check
from haandgreb.meetings.actions.check_decisions import decide
from haandgreb.meetings.models import CheckedSeries, ServiceCheck, Verdict
from haandgreb.meetings.tests.check_factory import Setting, Step, decision
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db

DECIDED = {
    "decision": "close",
    "change": "",
    "from_day": "2026-12-01",
    "owner": "Frida Moseklint",
    "new_minutes": "",
    "new_cadence": "",
    "new_people": "",
    "merge_with": "",
    "review_on": "2026-12-31",
    "version": "1",
}


@pytest.fixture
def setting(client) -> Setting:
    set_up()
    made = Setting()
    made.leader.language = "en"
    made.leader.save()
    sign_in(client, made.leader)
    return made


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def address(check, *, row=None, name="check") -> str:
    return reverse(f"meetings:{name}", args=[check.pk, row.pk] if row is not None else [check.pk])


def test_a_manager_begins_a_check_of_her_unit_and_everybody_in_it_votes(client, setting):
    answer = client.post(reverse("meetings:check_start"), {"title": "Forår", "scope": "house", "once": "a"})

    check = ServiceCheck.objects.get()
    assert answer["Location"] == address(check)
    assert (check.title, check.rows.count(), check.voters.count()) == ("Forår", 2, 7)


def test_two_presses_begin_one_check(client, setting):
    for _press in range(2):
        client.post(reverse("meetings:check_start"), {"title": "Forår", "scope": "house", "once": "same"})

    assert ServiceCheck.objects.count() == 1


def test_a_scope_somebody_may_not_choose_is_refused(client, setting):
    sign_in(client, setting.others[0])

    answer = client.post(reverse("meetings:check_start"), {"title": "Forår", "scope": str(setting.unit.pk)})

    assert (answer.status_code, ServiceCheck.objects.count()) == (422, 0)


def test_those_who_are_named_vote_and_others_do_not(client, setting):
    fields = {"title": "Forår", "scope": "house", "voters_more": [setting.others[0].email, setting.others[1].email]}
    client.post(reverse("meetings:check_start"), fields)

    voters = {voter.person for voter in ServiceCheck.objects.get().voters.all()}
    assert voters == {setting.others[0], setting.others[1]}


def test_a_vote_is_given_and_changed_and_the_page_says_so(client, setting):
    check = setting.check(Step.VOTE)
    row = setting.row(check, setting.weekly)
    client.post(address(check, name="check_vote"), {str(row.pk): "close"})

    page = client.get(address(check))

    assert "Your verdicts are in" in text(page)
    assert page.context["vote_form"][str(row.pk)].value() == "close"
    client.post(address(check, name="check_vote"), {str(row.pk): "keep"})
    assert [one.verdict for one in Verdict.objects.all()] == ["keep"]


@pytest.mark.parametrize("verdict", ["missing", "burn it", "6"])
def test_a_verdict_that_is_none_is_refused_and_nothing_is_saved(client, setting, verdict):
    check = setting.check(Step.VOTE)
    row = setting.row(check, setting.weekly)

    answer = client.post(address(check, name="check_vote"), {str(row.pk): verdict})

    assert (answer.status_code, Verdict.objects.count()) == (422, 0)


def test_a_vote_after_the_end_is_refused_in_words(client, setting):
    check = setting.check(Step.TALK)
    row = setting.row(check, setting.weekly)

    answer = client.post(address(check, name="check_vote"), {str(row.pk): "close"}, follow=True)

    assert "The check is at another step now. Nothing was changed." in text(answer)
    assert not Verdict.objects.exists()


def test_the_votes_of_four_are_not_on_the_page(client, setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close"] * 4)
    setting.take(check, Step.TALK)

    page = text(client.get(address(check)))

    assert "Fewer than five have voted. Talk about it instead." in page
    assert 'class="votes"' not in page


def test_the_votes_of_six_are_dots_with_the_same_in_words(client, setting):
    check = setting.check(Step.VOTE)
    setting.vote(check, setting.weekly, ["close", "close", "close", "keep", "keep", "close"])
    setting.take(check, Step.TALK)

    page = text(client.get(address(check)))

    assert "4 of 6 voted “close”" in page
    assert "2 keep · 4 close" in page


def test_the_leader_takes_the_check_from_step_to_step(client, setting):
    check = setting.check()
    for to in ["purpose", "vote", "talk", "decide", "look"]:
        client.post(address(check, name="check_on"), {"to": to})
        check.refresh_from_db()
        assert check.step == to
    client.post(address(check, name="check_look"), {"note": "Det holdt.", "version": "1"})
    check.refresh_from_db()
    assert check.step == "done"
    assert "Det holdt." in text(client.get(address(check)))


def test_a_second_press_on_the_step_changes_nothing_and_says_so(client, setting):
    check = setting.check()
    client.post(address(check, name="check_on"), {"to": "purpose"})
    answer = client.post(address(check, name="check_on"), {"to": "purpose"}, follow=True)

    assert "The check is at another step now." in text(answer)


def test_two_who_write_the_purpose_at_once_see_both_texts(client, setting):
    check = setting.check(Step.PURPOSE)
    row = setting.row(check, setting.weekly)
    facts = {"purpose": "At træffe beslutninger.", "who_would_miss_it": ""}
    service_check.write_purpose(row, **facts, version=1, by=setting.others[0])

    answer = client.post(
        address(check, row=row, name="check_row"),
        {"purpose": "At lære af sagerne hver uge.", "who_would_miss_it": "De nye", "version": "1"},
    )

    page = text(answer)
    assert answer.status_code == 409
    assert "beslutninger" in page
    assert "hver uge" in page
    again = {"purpose": "Begge dele.", "who_would_miss_it": "De nye", "version": "2", "keep": "both"}
    client.post(address(check, row=row, name="check_row"), again)
    row.refresh_from_db()
    assert (row.purpose, row.who_would_miss_it, row.version) == ("Begge dele.", "De nye", 3)


def test_keeping_the_other_text_writes_nothing(client, setting):
    check = setting.check(Step.PURPOSE)
    row = setting.row(check, setting.weekly)
    client.post(address(check, row=row, name="check_row"), {"purpose": "Mit", "version": "1", "keep": "theirs"})

    row.refresh_from_db()
    assert (row.purpose, row.version) == ("At lære af sagerne.", 1)


def test_two_decisions_at_once_keep_both_and_the_second_can_be_saved(client, setting):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)
    decide(row, decision(setting.leader, "adjust", change="Færre punkter"), version=1, by=setting.leader)

    answer = client.post(address(check, row=row, name="check_row"), {**DECIDED, "change": "Nedlæg den i januar"})

    page, conflict = text(answer), answer.context["conflict"]
    assert answer.status_code == 409
    both = {clash.name: (clash.mine.split(" – ")[0], clash.theirs.split(" – ")[0]) for clash in conflict.clashes}
    assert conflict.other == "Frida Moseklint"
    assert both["decision"] == ("Close", "Adjust")
    assert both["change"] == ("Nedlæg den i januar", "Færre punkter")
    assert "januar" in page
    again = {**DECIDED, "change": "Nedlæg den i januar", "version": "2", "keep": "both"}
    client.post(address(check, row=row, name="check_row"), again)
    row.refresh_from_db()
    assert (row.decision, row.change, row.version) == ("close", "Nedlæg den i januar", 3)


@pytest.mark.parametrize(
    ("fields", "field", "says"),
    [
        ({"decision": ""}, "decision", "Fill in “Verdict”."),
        ({"decision": "adjust"}, "change", "What must be different?"),
        ({"decision": "replace"}, "change", "What is written, where, and by whom?"),
        ({"decision": "shorter"}, "new_minutes", "How many minutes are enough?"),
        ({"decision": "shorter", "new_minutes": "60"}, "new_minutes", "How many minutes are enough?"),
        ({"decision": "less-often"}, "new_cadence", "How often is enough?"),
        ({"decision": "merge"}, "merge_with", "Which meeting is it to be merged with?"),
        ({"from_day": ""}, "from_day", "Fill in “From which day?”."),
        ({"owner": "Ingen Kender"}, "owner", "Nobody called “Ingen Kender” works here today."),
        ({"review_on": "2199-01-01"}, "review_on", "A series runs out after twelve months at most."),
        ({"change": "Ring til 010190-1234"}, "change", "This looks like a CPR number."),
        ({"new_minutes": "4"}, "new_minutes", ""),
    ],
)
def test_a_decision_that_lacks_something_is_asked_about_beside_the_field(client, setting, fields, field, says):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)

    answer = client.post(address(check, row=row, name="check_row"), {**DECIDED, **fields})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert says in text(answer)
    row.refresh_from_db()
    assert row.decision == ""


def test_a_decision_to_merge_names_the_other_meeting(client, setting):
    check = setting.check(Step.DECIDE)
    row, other = setting.row(check, setting.weekly), setting.row(check, setting.daily)

    client.post(address(check, row=row, name="check_row"), {**DECIDED, "decision": "merge", "merge_with": other.pk})

    row.refresh_from_db()
    assert (row.decision, row.merge_with) == ("merge", other)
    assert "with Tavlemøde" in text(client.get(address(check)))


def test_closing_empties_what_only_a_changed_meeting_has(client, setting):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)

    client.post(address(check, row=row, name="check_row"), {**DECIDED, "new_minutes": "30", "new_cadence": "weekly"})

    row.refresh_from_db()
    assert (row.decision, row.new_minutes, row.new_cadence) == ("close", None, "")


def test_a_missing_meeting_is_written_down_once(client, setting):
    check = setting.check(Step.DECIDE)
    fields = {
        "title": "Erfamøde",
        "purpose": "At dele",
        "new_cadence": "monthly",
        "new_minutes": "90",
        "new_people": "10",
        "from_day": "2026-12-01",
        "owner": "Frida Moseklint",
        "once": "same",
    }
    for _press in range(2):
        client.post(address(check, name="check_missing"), fields)

    assert CheckedSeries.objects.filter(check_of=check, decision="missing").count() == 1
    assert "Erfamøde" in text(client.get(address(check)))


@pytest.mark.parametrize(("hours", "saved"), [("12.5", 1), ("0", 0), ("-1", 0), ("many", 0), ("", 0)])
def test_hours_are_booked_with_a_number_above_nothing(client, setting, hours, saved):
    check = setting.check(Step.DECIDE)
    fields = {"what": "Stille tid", "hours_a_week": hours, "from_day": "2026-12-01", "once": "a"}

    answer = client.post(address(check, name="check_book"), fields)

    assert (check.bookings.count(), answer.status_code) == (saved, 302 if saved else 422)
    assert saved or "Stille tid" in text(answer)


def test_danish_hours_are_written_with_a_comma(client, setting):
    setting.leader.language = "da"
    setting.leader.save()
    check = setting.check(Step.DECIDE)
    fields = {"what": "Stille tid", "hours_a_week": "12,5", "from_day": "2026-12-01", "once": "a"}

    client.post(address(check, name="check_book"), fields)

    assert [float(booking.hours_a_week) for booking in check.bookings.all()] == [12.5]


def test_two_notes_at_once_keep_both(client, setting):
    check = setting.check(Step.LOOK)
    service_check.finish(check, note="Det holdt.", version=1, by=setting.leader)

    answer = client.post(address(check, name="check_look"), {"note": "Det holdt ikke.", "version": "1"})

    page = text(answer)
    assert answer.status_code == 409
    assert "ikke" in page
    client.post(address(check, name="check_look"), {"note": "Det holdt næsten.", "version": "2", "keep": "both"})
    check.refresh_from_db()
    assert check.look_note == "Det holdt næsten."


def test_an_unsaved_decision_is_still_there_and_gone_when_saved(client, setting):
    check = setting.check(Step.DECIDE)
    row = setting.row(check, setting.weekly)
    key = f"meetings-check-row-{row.pk}"
    client.post(reverse("save_draft", args=[key]), {**DECIDED, "change": "Halvvejs"})

    page = client.get(address(check, row=row, name="check_row"))
    assert page.context["form"]["change"].value() == "Halvvejs"
    client.post(address(check, row=row, name="check_row"), DECIDED)
    assert not Draft.objects.filter(form=key).exists()


def test_settling_leads_to_the_owners_page(client, setting):
    check = setting.check(Step.DECIDE)
    decide(
        setting.row(check, setting.weekly),
        decision(setting.others[0], "adjust", change="Færre punkter", from_day=date(2099, 1, 1)),
        version=1,
        by=setting.leader,
    )
    client.post(address(check, name="check_on"), {"to": "look"})

    row = FollowUp.objects.get(owner=setting.others[0])
    assert (row.source_url, row.source_label) == (address(check), "Eftersyn")


def test_the_list_shows_only_checks_one_takes_part_in(client, setting):
    setting.check()

    assert "Eftersyn" in text(client.get(reverse("meetings:checks")))
    other = Setting().leader
    assert "Eftersyn" not in text(sign_in(client, other).get(reverse("meetings:checks")))
