"""The agreement on its pages: written, offered, said yes to, and two at once."""

import pytest

from haandgreb.competences.actions import development as goal_actions
from haandgreb.competences.tests.development_factory import a_text
from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.models import AgreementVersion, Dialogue
from haandgreb.dialogues.tests.agreement_factory import MINE, TEXT, a_goal_of, agreement_in, fresh
from haandgreb.dialogues.tests.agreement_pages_helpers import NEW, at, states
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.models import AuditEntry, OutboxMessage

pytestmark = pytest.mark.django_db


def told(response):
    """The messages of the page somebody was led to."""
    return [str(one) for one in response.context["messages"]]


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


ACTS = {
    "agreement_write": {"text": NEW, "version": 2},
    "agreement_offer": {"number": 2},
    "approve": {"number": 2},
    "differ": {"text": MINE, "number": 2},
    "agreement_go_on": {},
    "agreement_help": {},
    "agreement_filed": {"filed_on": "2026-11-20"},
}


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
