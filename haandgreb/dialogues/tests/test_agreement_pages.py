"""The pages of an agreement: what each sees, what is refused in words, and that nothing anybody wrote is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.models import AgreementVersion, Dialogue, FollowUpTalk, Opened
from haandgreb.dialogues.tests.agreement_factory import HERS, MINE, TEXT, a_goal_of, agreement_in, fresh
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock, drafts
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db
NEW = "Mads får onsdag formiddag fri."


def at(name, dialogue, **more):
    return reverse(f"dialogues:{name}", kwargs={"dialogue_id": dialogue.pk, **more})


def told(response):
    """The messages of the page somebody was led to."""
    return [str(one) for one in response.context["messages"]]


def states(dialogue):
    found = fresh(dialogue)
    return found.state, found.agreement.state


def test_the_two_write_offer_and_say_yes_on_the_pages(client):
    place = Workplace()
    dialogue = place.dialogue("held")
    sign_in(client, place.person)
    client.post(at("agreement_write", dialogue), {"text": TEXT, "version": 1, "act": "yes"})
    assert states(dialogue) == ("agreeing", "one_yes")

    sign_in(client, place.manager)
    page = client.get(at("agreement", dialogue))
    assert TEXT in page.content.decode()
    done = client.post(at("approve", dialogue), {"number": 2}, follow=True)

    assert states(dialogue) == ("agreed", "agreed")
    assert told(done) == ["I har begge sagt ja. Teksten er låst, og den er det, I har aftalt."]


def test_a_yes_to_an_older_wording_is_refused_in_words_and_shows_what_changed(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    actions.write(dialogue, NEW, [], by=place.manager, number=2)
    sign_in(client, place.person)

    page = client.post(at("approve", dialogue), {"number": 2}, follow=True)

    assert told(page) == ["Teksten blev ændret før dit ja. Dit ja gælder ikke for den nye."]
    since = page.context["since"]
    assert (since.theirs, since.mine) == (TEXT, NEW)
    assert states(dialogue) == ("held", "writing")


def test_both_approve_different_wordings_at_once_and_both_stand_side_by_side(client):
    place = Workplace()
    dialogue = agreement_in(place, "writing")
    actions.write(dialogue, NEW, [], by=place.manager, number=2)
    sign_in(client, place.person)

    page = client.post(at("agreement_write", dialogue), {"text": MINE, "version": 2, "act": "yes"})

    clash = page.context["conflict"].clashes[0]
    assert (page.status_code, clash.mine, clash.theirs) == (409, MINE, NEW)
    assert (states(dialogue), fresh(dialogue).agreement.text) == (("held", "writing"), NEW)


def test_after_the_clash_one_text_is_saved_and_the_other_is_kept(client):
    place = Workplace()
    dialogue = agreement_in(place, "writing")
    actions.write(dialogue, NEW, [], by=place.manager, number=2)
    sign_in(client, place.person)

    client.post(at("agreement_write", dialogue), {"text": f"{MINE} {NEW}", "version": 3, "keep": "both"})

    kept = AgreementVersion.objects.order_by("number")
    assert fresh(dialogue).agreement.text == f"{MINE} {NEW}"
    assert [one.text["text"] for one in kept] == [TEXT, NEW]


def test_the_goals_both_can_read_can_be_chosen_and_no_others(client):
    place = Workplace()
    shared, private = a_goal_of(place), a_goal_of(place, is_shared=False, title="Kun for mig")
    dialogue = place.dialogue("held")
    sign_in(client, place.person)

    page = client.get(at("agreement_write", dialogue))
    client.post(at("agreement_write", dialogue), {"text": "", "goals": [shared.pk], "version": 1})
    refused = client.post(at("agreement_write", dialogue), {"text": "", "goals": [private.pk], "version": 2})

    assert private.title not in page.content.decode()
    assert [one.goal for one in fresh(dialogue).agreement.goals.all()] == [shared]
    assert refused.status_code == 422


def test_a_goal_that_was_changed_since_says_what_is_to_be_done(client):
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = agreement_in(place, "one_yes", [goal])
    goal_actions.change(goal, a_text(place.manager, title="Skrive kort"), by=place.person)
    sign_in(client, place.manager)

    page = client.post(at("approve", dialogue), {"number": 2}, follow=True)

    assert told(page) == ["Et mål i aftalen er ikke klar. Nedenfor står, hvad der skal gøres."]
    assert "Målet er ændret, efter at det kom med." in page.content.decode()
    client.post(at("agreement_write", dialogue), {"text": TEXT, "goals": [goal.pk], "version": 2})
    assert fresh(dialogue).agreement.goals.get().version == 2


def test_both_wordings_stand_side_by_side_and_the_disagreement_is_noted(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    sign_in(client, place.person)
    client.post(at("differ", dialogue), {"text": MINE, "number": 2})
    sign_in(client, place.manager)
    client.post(at("differ", dialogue), {"text": HERS, "number": 2})

    page = client.get(at("agreement", dialogue))

    assert [text in page.content.decode() for text in (MINE, HERS, TEXT, "Uenighed noteret")] == [True] * 4
    assert (page.context["page"].my_wording.text, page.context["page"].other_wording.text) == (
        HERS,
        MINE,
    )


def test_a_disagreement_stands_until_everybody_who_holds_to_it_withdraws(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.manager)
    client.post(at("agreement_go_on", dialogue))
    assert states(dialogue) == ("agreeing", "differing")

    sign_in(client, place.person)
    client.post(at("agreement_go_on", dialogue))

    assert states(dialogue) == ("held", "writing")
    page = client.get(at("agreement_wordings", dialogue))
    assert [text in page.content.decode() for text in (MINE, HERS)] == [True, True]


def test_one_sees_it_differently_while_the_other_changes_the_text_and_nothing_is_lost(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    actions.write(dialogue, NEW, [], by=place.manager, number=2)
    actions.offer(dialogue, by=place.manager, number=3)
    sign_in(client, place.person)

    client.post(at("differ", dialogue), {"text": MINE, "number": 2})

    assert states(dialogue) == ("agreeing", "offered")
    kept = drafts.find(place.person, f"dialogues-wording-{fresh(dialogue).agreement.pk}")
    assert kept["text"] == MINE


def test_one_writes_while_the_other_notes_the_disagreement_and_the_text_is_kept_as_a_draft(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.manager)

    client.post(at("agreement_write", dialogue), {"text": NEW, "version": 2})

    assert fresh(dialogue).agreement.text == TEXT
    assert drafts.find(place.manager, f"dialogues-agreement-{fresh(dialogue).agreement.pk}")["text"] == NEW


def test_hr_sees_that_somebody_asks_for_help_and_not_a_word(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.hr)
    before = client.get(reverse("dialogues:help_wanted")).content.decode()
    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue))
    sign_in(client, place.hr)
    page = client.get(reverse("dialogues:help_wanted")).content.decode()
    home = client.get(reverse("dialogues:home")).content.decode()

    assert (str(place.person) in before, str(place.person) in page) == (False, True)
    assert "Én person beder om hjælp til en aftale." in home
    assert not any(text in page + home for text in (MINE, HERS, TEXT))


def test_only_the_employee_withdraws_the_call_for_help(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue))
    sign_in(client, place.manager)
    assert client.post(at("agreement_help", dialogue), {"act": "no"}).status_code == 403
    client.post(at("agreement_go_on", dialogue))
    assert fresh(dialogue).agreement.asks_for_help is True

    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue), {"act": "no"})
    assert fresh(dialogue).agreement.asks_for_help is False


ACTS = {
    "agreement_write": {"text": NEW, "version": 2},
    "agreement_offer": {"number": 2},
    "approve": {"number": 2},
    "differ": {"text": MINE, "number": 2},
    "agreement_go_on": {},
    "agreement_help": {},
    "agreement_filed": {"filed_on": "2026-11-20"},
}
# What each act makes of each state, when Gorm does it (the call for help is Mads's). "" is refused, and nothing moves.
STEPS = {
    "writing": {"agreement_write": "writing", "agreement_offer": "offered", "approve": "one_yes"},
    "offered": {"agreement_write": "writing", "approve": "one_yes", "differ": "differing"},
    "one_yes": {"agreement_write": "writing", "approve": "agreed", "differ": "differing"},
    "differing": {"differ": "differing", "agreement_help": "differing"},
    "agreed": {"agreement_filed": "agreed", "approve": "agreed"},
    "replaced": {},
}


@pytest.mark.parametrize(("state", "act"), [(state, act) for state in STEPS for act in ACTS])
def test_a_step_that_is_not_in_the_table_is_refused_in_words(client, state, act):
    place = Workplace()
    dialogue = agreement_in(place, "agreed" if state == "replaced" else state)
    if state == "replaced":
        Dialogue.objects.filter(pk=dialogue.pk).update(state="replaced")
        type(dialogue.agreement).objects.filter(dialogue=dialogue).update(state="replaced")
    before = fresh(dialogue).agreement
    by = place.person if act == "agreement_help" else place.manager
    sign_in(client, by)

    page = client.post(at(act, dialogue), ACTS[act], follow=True)
    after = fresh(dialogue).agreement

    wanted = STEPS[state].get(act)
    assert (page.status_code, after.state) == (200, wanted or state)
    if wanted is None:
        kept = ("text", "number", "asks_for_help", "filed_on", "agreed_number")
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
        assert page.context["messages"]


def test_a_new_manager_reads_what_is_agreed_and_never_how_it_came_about(client):
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = agreement_in(place, "agreed", [goal])
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    page = client.get(at("agreement", dialogue)).content.decode()
    wordings = client.get(at("agreement_wordings", dialogue))
    plan = client.get(at("plan", dialogue)).content.decode()

    assert [text in page for text in (TEXT, goal.title[1:])] == [True, True]
    assert wordings.context["wordings"] == []
    assert [text in plan for text in (TEXT, goal.title[1:])] == [True, True]


@pytest.mark.parametrize("state", ["writing", "offered", "one_yes", "differing"])
def test_a_new_manager_reads_no_draft_and_no_wording_of_before(client, state):
    place = Workplace()
    dialogue = agreement_in(place, state)
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    pages = [client.get(at(name, dialogue)).content.decode() for name in ("agreement", "agreement_wordings")]
    refused = [client.post(at(name, dialogue), {"number": 2}).status_code for name in ("agreement_offer", "approve")]

    assert not any(text in page for page in pages for text in (TEXT, MINE, HERS))
    assert refused == [403, 403]
    assert "Den er skrevet, før du blev leder" in pages[0]


def test_a_new_manager_reads_nothing_of_an_earlier_years_agreement(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    Dialogue.objects.filter(pk=dialogue.pk).update(state="replaced")
    type(dialogue.agreement).objects.filter(dialogue=dialogue).update(state="replaced")
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    page = client.get(at("agreement", dialogue)).content.decode()
    assert TEXT not in page
    assert client.get(at("plan", dialogue)).status_code == 302


def handed_over(place, dialogue):
    vera = place.another_manager()
    later = clock.now() + timedelta(seconds=1)
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=later)
    return vera


def test_the_employee_can_see_that_the_manager_opened_agreement_and_plan(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    for person in (place.person, place.manager):
        sign_in(client, person)
        client.get(at("agreement", dialogue))
        client.get(at("plan", dialogue))

    found = Opened.objects.filter(dialogue=dialogue).order_by("what")
    assert [(one.what, one.by, one.role) for one in found] == [
        ("agreement", place.manager, "manager"),
        ("plan", place.manager, "manager"),
    ]


def test_who_may_read_it_stands_on_the_page(client):
    place = Workplace()
    dialogue = agreement_in(place, "writing")
    sign_in(client, place.person)

    page = client.get(at("agreement", dialogue)).content.decode()

    assert f"Denne aftale kan ses af dig og {place.manager}." in page


def test_it_is_marked_as_filed_and_unmarked(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    sign_in(client, place.manager)

    client.post(at("agreement_filed", dialogue), {"filed_on": "2026-11-20", "filed_as": "2026-4711"})
    row = fresh(dialogue).agreement
    assert (str(row.filed_on), row.filed_as) == ("2026-11-20", "2026-4711")
    client.post(at("agreement_filed", dialogue), {"act": "no"})
    assert fresh(dialogue).agreement.filed_on is None


def test_what_looks_like_a_cpr_number_is_stopped_before_it_is_saved(client):
    place = Workplace()
    dialogue = place.dialogue("held")
    sign_in(client, place.person)

    page = client.post(at("agreement_write", dialogue), {"text": "Ring til 010190-1234", "version": 1})

    assert (page.status_code, fresh(dialogue).agreement.text) == (422, None)


def test_20000_letters_are_taken_and_one_more_is_told(client):
    place = Workplace()
    dialogue = place.dialogue("held")
    sign_in(client, place.person)
    whole = "å" * 20_000

    too_long = client.post(at("agreement_write", dialogue), {"text": whole + "x", "version": 1})
    client.post(at("agreement_write", dialogue), {"text": whole, "version": 1})

    assert (too_long.status_code, fresh(dialogue).agreement.text) == (422, whole)


def test_nothing_that_was_written_is_in_titles_trail_or_mail(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    sign_in(client, place.manager)

    page = client.get(at("agreement", dialogue)).content.decode()
    title = page[page.index("<title>") : page.index("</title>")]

    assert TEXT not in title
    assert TEXT not in "".join(str(one.details) for one in AuditEntry.objects.all())
    assert TEXT not in "".join(one.subject + one.text for one in OutboxMessage.objects.all())


def test_the_other_is_told_once_for_each_wording_that_a_yes_is_asked_for(client):
    place = Workplace()
    dialogue = agreement_in(place, "writing")
    sign_in(client, place.person)
    client.post(at("agreement_offer", dialogue), {"number": 2})
    client.post(at("approve", dialogue), {"number": 2})
    first = OutboxMessage.objects.get(kind="talk")
    client.post(at("agreement_write", dialogue), {"text": NEW, "version": 2, "act": "yes"})

    assert (first.person, first.subject) == (place.manager.pk, "Samtale")
    assert [one.person for one in OutboxMessage.objects.filter(kind="talk")] == [place.manager.pk] * 2
    assert not any(text in one.text for one in OutboxMessage.objects.all() for text in (TEXT, NEW, "MUS"))


def test_a_follow_up_is_planned_moved_held_and_leads_to_the_next(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed", [a_goal_of(place)])
    goal = dialogue.agreement.goals.get().goal
    talk = FollowUpTalk.objects.get()
    sign_in(client, place.person)
    address = at("follow_up", dialogue, talk_id=talk.pk)

    client.post(address, {"act": "move", "due_on": "2027-04-01", "version": 1})
    talk.refresh_from_db()
    assert str(talk.due_on) == "2027-04-01"
    sent = {"note": "Jette hjalp.", "next_on": "2027-06-01", f"goal_{goal.pk}": "using", "version": 2}
    client.post(address, sent)

    talk.refresh_from_db()
    goal.refresh_from_db()
    assert (talk.note, talk.held_with, goal.status) == ("Jette hjalp.", place.manager, "using")
    assert str(FollowUpTalk.objects.get(held_on=None).due_on) == "2027-06-01"
    assert states(dialogue) == ("following", "agreed")


def test_both_write_the_follow_up_down_at_once_and_both_texts_are_shown(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()
    address = at("follow_up", dialogue, talk_id=talk.pk)
    sign_in(client, place.person)
    client.post(address, {"note": "Det går godt.", "version": 1})
    sign_in(client, place.manager)

    page = client.post(address, {"note": "Det går langsomt.", "version": 1})

    clash = page.context["conflict"].clashes[0]
    assert (page.status_code, clash.mine, clash.theirs) == (409, "Det går langsomt.", "Det går godt.")
    client.post(address, {"note": "Det går godt, men langsomt.", "version": 2, "keep": "both"})
    talk.refresh_from_db()
    assert talk.note == "Det går godt, men langsomt."


def test_the_note_of_a_follow_up_is_of_the_two_of_that_day(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()
    sign_in(client, place.person)
    client.post(at("follow_up", dialogue, talk_id=talk.pk), {"note": "Jette hjalp.", "version": 1})
    vera = handed_over(place, dialogue)

    found = []
    for person in (place.person, vera):
        sign_in(client, person)
        found.append("Jette hjalp." in client.get(at("agreement", dialogue)).content.decode())

    assert found == [True, False]


def test_nothing_is_followed_up_before_it_is_agreed(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    sign_in(client, place.manager)

    assert client.post(at("follow_up_day", dialogue), {"due_on": "2027-03-01"}).status_code == 403
    assert FollowUpTalk.objects.count() == 0
