"""The pages of levels: from an estimate to a level two people agreed, with and without script."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.actions import levels, own_levels
from haandgreb.competences.models import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wish
from haandgreb.competences.queries.waiting import waiting_for
from haandgreb.competences.tests.factories import agree
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import engage, give_role, make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def mads(client, pair):
    return sign_in(client, pair.person)


def name(competence):
    return f"level-{competence.pk.hex}"


def said(response):
    return [str(message) for message in response.context["messages"]]


def own_of(pair):
    rows = SelfLevel.objects.filter(person=pair.person, replaced_at=None)
    return {row.competence.title: row.level for row in rows.select_related("competence")}


def test_estimating_one_sees_what_the_role_asks_for_but_not_how_much(mads, pair):
    page = mads.get(reverse("competences:estimate"))

    assert [str(row.competence) for row, _bound in page.context["rows"]] == [
        "Klart sprog",
        "Vejledning og brugerdialog",
    ]
    assert all(bound.value() == "" for _row, bound in page.context["rows"])


def test_an_estimate_is_saved_and_stands_there_the_next_time(mads, pair):
    mads.post(reverse("competences:estimate"), {name(pair.language): "2", name(pair.dialogue): "", "act": "save"})

    assert own_of(pair) == {"Klart sprog": 2}
    page = mads.get(reverse("competences:estimate"))
    assert page.context["form"].initial[name(pair.language)] == "2"


@pytest.mark.parametrize("level", ["6", "-1", "tre", "2.5"])
def test_a_level_that_is_none_is_told_and_what_was_typed_stays(mads, pair, level):
    response = mads.post(reverse("competences:estimate"), {name(pair.language): level, name(pair.dialogue): "3"})

    assert response.status_code == 422
    assert response.context["form"].errors == {name(pair.language): ["Et niveau er et tal fra 0 til 5."]}
    assert response.context["form"].bound_for(pair.dialogue).value() == "3"
    assert own_of(pair) == {}


def test_looking_in_the_catalogue_keeps_what_was_typed_and_saves_nothing(mads, pair):
    address = reverse("competences:estimate")

    answer = mads.post(address, {name(pair.language): "4", "q": "tegnsprog", "act": "find"}, follow=True)

    assert own_of(pair) == {}
    assert [str(one) for one, _bound in answer.context["found"]] == ["Tegnsprog"]
    assert answer.context["form"].initial[name(pair.language)] == "4"
    mads.post(address, {name(pair.language): "4", name(pair.extra): "5", "act": "save"})
    assert own_of(pair) == {"Klart sprog": 4, "Tegnsprog": 5}
    assert not Draft.objects.exists()


def test_what_is_typed_and_not_saved_is_there_again_and_can_be_let_go(mads, pair):
    mads.post(reverse("save_draft", args=["competences-estimate"]), {name(pair.extra): "5", name(pair.language): "1"})

    page = mads.get(reverse("competences:estimate"))
    assert page.context["form"].initial[name(pair.language)] == "1"
    assert [str(one) for one, _bound in page.context["more"]] == ["Tegnsprog"]

    mads.post(reverse("competences:estimate"), {"act": "drop"})
    assert mads.get(reverse("competences:estimate")).context["drafted"] is None


def test_a_competence_nobody_has_heard_of_is_passed_by(mads, pair):
    strange = {"level-" + "0" * 32: "3", "level-xyz": "2", f"level-{'g' * 32}": "1"}

    assert mads.post(reverse("competences:estimate"), {**strange, name(pair.language): "2"}).status_code == 302
    assert own_of(pair) == {"Klart sprog": 2}


def test_a_role_without_a_profile_is_explained_and_the_catalogue_is_open_all_the_same(client, pair):
    newcomer = make_person("Yusuf Uden Profil", pair.unit)
    sign_in(client, newcomer)

    page = client.get(reverse("competences:mine"))
    assert "Din rolle har ingen kompetenceprofil endnu." in page.content.decode()
    client.post(reverse("competences:estimate"), {name(pair.extra): "4", "act": "save"})

    rows = client.get(reverse("competences:mine")).context["levels"].rows
    assert [(str(row.competence), row.spoke.own, row.says) for row in rows] == [("Tegnsprog", 4, "ikke krævet")]


def test_the_share_button_names_the_manager_and_withdrawing_is_one_press(mads, pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    assert "Del med Gorm Vangsted" in mads.get(reverse("competences:mine")).content.decode()

    mads.post(reverse("competences:estimate_share"), {"act": "share", "manager": str(pair.manager.pk)})
    assert SelfLevel.objects.get().shared_with == pair.manager

    mads.post(reverse("competences:estimate_share"), {"act": "withdraw"})
    assert SelfLevel.objects.get().shared_with is None


def test_of_two_managers_one_is_chosen_and_a_stranger_cannot_be(mads, pair):
    other = make_unit("Tilsyn")
    second = make_person("Freja Birkelys", other)
    make_manager(second, other)
    engage(pair.person, other, is_primary=False)
    own_levels.estimate(pair.person, {pair.language: 2})
    address = reverse("competences:estimate_share")

    assert mads.post(address, {"act": "share"}).status_code == 404
    assert mads.post(address, {"act": "share", "manager": "x"}).status_code == 404
    stranger = make_person("Ivan Vindeholt", pair.unit)
    assert mads.post(address, {"act": "share", "manager": str(stranger.pk)}).status_code == 404

    mads.post(address, {"act": "share", "manager": str(second.pk)})
    assert SelfLevel.objects.get().shared_with == second


def test_proposed_by_the_manager_seen_on_min_side_and_confirmed_by_the_person(client, pair):
    sign_in(client, pair.manager)
    client.post(
        reverse("competences:person_propose", args=[pair.person.pk]),
        {name(pair.language): "3", name(pair.dialogue): "", "act": "save"},
    )
    proposal = LevelProposal.objects.get()
    line = next(iter(waiting_for(pair.person, clock.today())))
    assert (line.text, line.url) == (
        "Gorm Vangsted foreslår et niveau. Sig ja, eller foreslå et andet.",
        "/competences/",
    )
    assert list(waiting_for(pair.manager, clock.today())) == []

    sign_in(client, pair.person)
    answer = client.post(reverse("competences:answer", args=[proposal.pk]), {"act": "yes"}, follow=True)

    assert said(answer) == ["Klart sprog: 3 Kan selvstændigt er aftalt fra i dag."]
    assert AgreedLevel.objects.current().get().level == 3
    assert list(waiting_for(pair.person, clock.today())) == []


def test_proposed_by_the_person_answered_with_another_level_by_the_manager(client, pair):
    sign_in(client, pair.person)
    client.post(reverse("competences:propose"), {name(pair.language): "4", "act": "save"})
    proposal = LevelProposal.objects.get()
    line = next(iter(waiting_for(pair.manager, clock.today())))
    assert line.url == reverse("competences:person", args=[pair.person.pk])

    sign_in(client, pair.manager)
    client.post(reverse("competences:answer", args=[proposal.pk]), {"act": "another", "level": "3"})

    waiting = LevelProposal.objects.get(state="open")
    assert (waiting.level, waiting.to) == (3, pair.person)
    assert next(iter(waiting_for(pair.person, clock.today()))).url == "/competences/"


def test_nothing_waits_for_a_manager_who_acts_as_hr_now_or_was_replaced(pair):
    levels.propose(pair.person, {pair.language: 3}, by=pair.person, manager=pair.manager)
    give_role(pair.manager, Role.Kind.HR, units=[pair.unit])
    pair.manager.role_in_use = "hr"
    assert list(waiting_for(pair.manager, clock.today())) == []
    pair.manager.role_in_use = "manager"
    assert len(list(waiting_for(pair.manager, clock.today()))) == 1

    pair.another_manager()

    assert list(waiting_for(pair.manager, clock.today())) == []


def test_another_level_that_is_none_changes_nothing(mads, pair):
    proposal = levels.propose(pair.person, {pair.language: 3}, by=pair.manager, manager=pair.manager).made[0]

    for level in ("6", "", "x"):
        mads.post(reverse("competences:answer", args=[proposal.pk]), {"act": "another", "level": level})

    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_an_answer_from_a_second_window_is_told_and_changes_nothing(mads, pair):
    proposal = levels.propose(pair.person, {pair.language: 3}, by=pair.manager, manager=pair.manager).made[0]
    levels.decline(proposal, by=pair.person)

    answer = mads.post(reverse("competences:answer", args=[proposal.pk]), {"act": "yes"}, follow=True)

    assert said(answer) == [
        "Klart sprog: Det er besvaret eller trukket tilbage i mellemtiden. Her kan du se, hvad der gælder nu."
    ]
    assert not AgreedLevel.objects.exists()


def test_saying_yes_to_all_agrees_to_what_stood_on_the_page_and_no_more(mads, pair):
    wanted = {pair.language: 3, pair.dialogue: 2}
    made = levels.propose(pair.person, wanted, by=pair.manager, manager=pair.manager).made
    seen = [str(proposal.pk) for proposal in made]
    levels.propose(pair.person, {pair.dialogue: 0}, by=pair.manager, manager=pair.manager)

    answer = mads.post(reverse("competences:answer_all", args=[pair.person.pk]), {"proposal": seen}, follow=True)

    assert [row.competence for row in AgreedLevel.objects.current()] == [pair.language]
    assert said(answer) == [
        "1 niveau er aftalt.",
        "Nogle blev besvaret eller trukket tilbage i mellemtiden. Her kan du se, hvad der gælder nu.",
    ]


def test_a_proposal_far_from_her_estimate_asks_for_an_example(mads, pair):
    own_levels.estimate(pair.person, {pair.language: 1, pair.dialogue: 2})
    levels.propose(pair.person, {pair.language: 3, pair.dialogue: 3}, by=pair.manager, manager=pair.manager)

    rows = mads.get(reverse("competences:mine")).context["levels"].to_answer

    assert [(row.competence, row.ask_before_answer) for row in rows] == [(pair.language, True), (pair.dialogue, False)]


def test_the_page_begins_with_what_goes_beyond_and_shows_no_sum(mads, pair):
    agree(pair.person, pair.dialogue, 5)
    agree(pair.person, pair.language, 3)

    page = mads.get(reverse("competences:mine"))

    rows = {str(row.competence): row.says for row in page.context["levels"].rows}
    assert rows == {"Klart sprog": "1 trin endnu", "Vejledning og brugerdialog": "2 trin mere end krævet"}
    assert [str(row.competence) for row in page.context["levels"].strengths] == ["Vejledning og brugerdialog"]
    text = page.content.decode()
    assert text.index("Det kan du, som rollen ikke engang kræver:") < text.index("1 trin endnu")


def test_the_wheel_has_both_drawings_and_the_table_holds_every_competence(mads, pair):
    own_levels.estimate(pair.person, {pair.language: 1, pair.dialogue: 2, pair.extra: 3})

    page = mads.get(reverse("competences:mine"))

    assert page.content.decode().count('role="img"') == 2
    assert len([row for row in page.context["levels"].rows if row.is_shown]) == 3


def test_an_agreed_history_is_read_by_both_and_her_estimates_by_herself(client, pair):
    own_levels.estimate(pair.person, {pair.language: 5})
    own_levels.share_estimates(pair.person, pair.manager)
    agree(pair.person, pair.language, 2, day=date(2026, 1, 5), agreed_with=pair.manager)
    agree(pair.person, pair.language, 3, day=date(2026, 3, 2), agreed_with=pair.manager)

    hers = sign_in(client, pair.person).get(reverse("competences:history"))
    his = sign_in(client, pair.manager).get(reverse("competences:person_history", args=[pair.person.pk]))

    def rows(page):
        return [(row.level, row.valid_from, row.last_day) for row in page.context["agreed"]]

    assert rows(hers) == rows(his) == [(3, date(2026, 3, 2), None), (2, date(2026, 1, 5), date(2026, 3, 1))]
    assert [row.level for row in hers.context["own"]] == [5]
    assert "Din leder ser det, du har delt." in hers.content.decode()
    assert "own" not in his.context


A_USE = {"used_on": "2026-03-02", "what": "Skrev et afslag om", "came_of_it": "Ingen ringede"}


def test_a_use_is_written_shared_and_deleted(mads, pair):
    answer = mads.post(reverse("competences:use_new", args=[pair.language.pk]), {**A_USE, "once": "abc"})
    again = mads.post(reverse("competences:use_new", args=[pair.language.pk]), {**A_USE, "once": "abc"})
    use = Evidence.objects.get()
    address = reverse("competences:use", args=[use.pk])
    assert answer.headers["Location"] == again.headers["Location"] == address

    mads.post(reverse("competences:use_share", args=[use.pk]), {"manager": str(pair.manager.pk)})
    use.refresh_from_db()
    assert use.shared_with == pair.manager

    mads.post(address, {"act": "delete"})
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("used_on", "2999-01-01"), ("used_on", "i går"), ("what", "Mødte 010190-1234"), ("what", "")]
)
def test_a_use_that_cannot_be_kept_is_told_and_stays_in_the_form(mads, pair, field, value):
    answer = mads.post(reverse("competences:use_new", args=[pair.language.pk]), {**A_USE, field: value})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Evidence.objects.exists()


def test_a_use_changed_in_two_windows_shows_both_texts(mads, pair):
    use = own_levels.write_evidence(pair.person, pair.language, {"used_on": date(2026, 3, 2), "what": "Først"})
    address = reverse("competences:use", args=[use.pk])
    mads.post(address, {**A_USE, "what": "Det ene", "version": "1"})

    answer = mads.post(address, {**A_USE, "what": "Det andet", "version": "1"})

    assert answer.status_code == 409
    clash = answer.context["conflict"].clashes[0]
    assert (clash.mine, clash.theirs) == ("Det andet", "Det ene")
    mads.post(address, {**A_USE, "what": "Begge dele", "version": str(answer.context["conflict"].version)})
    use.refresh_from_db()
    assert use.what == "Begge dele"


def test_wishes_are_said_shared_and_withdrawn(mads, pair):
    agree(pair.person, pair.language, 2)
    mads.post(reverse("competences:wishes"), {name(pair.language): "True", name(pair.extra): "False", "act": "save"})
    assert {row.competence.title: row.wants for row in Wish.objects.all()} == {"Klart sprog": True, "Tegnsprog": False}

    page = mads.get(reverse("competences:fields"))
    assert [str(row.competence) for row in page.context["common"]] == ["Klart sprog"]
    assert [str(row.competence) for row in page.context["unknown"]] == ["Vejledning og brugerdialog"]

    mads.post(reverse("competences:wishes_share"), {"manager": str(pair.manager.pk)})
    assert Wish.objects.filter(shared_with=pair.manager).count() == 2
    mads.post(reverse("competences:wishes_share"), {"act": "withdraw"})
    assert not Wish.objects.exclude(shared_at=None).exists()


def test_the_manager_reads_what_is_shared_and_not_a_word_more(client, pair):
    own_levels.estimate(pair.person, {pair.language: 1})
    facts = {"used_on": date(2026, 3, 2), "what": "Det skjulte ord", "came_of_it": ""}
    own_levels.write_evidence(pair.person, pair.language, facts)
    shown = own_levels.write_evidence(pair.person, pair.dialogue, {**facts, "what": "Det delte ord"})
    own_levels.share_evidence(shown, pair.manager, by=pair.person)
    own_levels.say_wishes(pair.person, {pair.extra: True})

    page = sign_in(client, pair.manager).get(reverse("competences:person", args=[pair.person.pk]))

    text = page.content.decode()
    assert "Det delte ord" in text
    assert "Det skjulte ord" not in text
    assert "Tegnsprog" not in text
    assert all(row.spoke.own is None and row.standing.gap is None for row in page.context["levels"].rows)


def test_the_pages_ask_as_much_of_the_database_for_many_competences_as_for_few(client, pair):
    def queries(person, address):
        sign_in(client, person)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    own_levels.estimate(pair.person, {pair.language: 1})
    agree(pair.person, pair.language, 1)
    pages = [
        (pair.person, reverse("competences:mine")),
        (pair.person, reverse("competences:fields")),
        (pair.person, reverse("competences:estimate")),
        (pair.manager, reverse("competences:person", args=[pair.person.pk])),
        (pair.manager, reverse("competences:person_propose", args=[pair.person.pk])),
    ]
    before = [queries(*page) for page in pages]
    own_levels.estimate(pair.person, {pair.dialogue: 2, pair.extra: 2})
    agree(pair.person, pair.dialogue, 1)
    agree(pair.person, pair.extra, 1)

    assert [queries(*page) for page in pages] == before


def test_everything_held_about_her_is_in_her_own_copy(pair):
    own_levels.estimate(pair.person, {pair.language: 2})
    own_levels.share_estimates(pair.person, pair.manager)
    agree(pair.person, pair.dialogue, 3, agreed_with=pair.manager)
    levels.propose(pair.person, {pair.language: 3}, by=pair.manager, manager=pair.manager)
    own_levels.say_wishes(pair.person, {pair.extra: True})
    own_levels.write_evidence(pair.person, pair.language, {"used_on": date(2026, 3, 2), "what": "Skrev om"})

    data = apps.get_app_config("competences").personal_data(pair.person)

    def told(key, *names):
        return [tuple(row[name] for name in names) for row in data[key]]

    assert told("own_estimates", "competence", "level", "shared_with") == [("Klart sprog", 2, "Gorm Vangsted")]
    assert told("agreed_levels", "competence", "level") == [("Vejledning og brugerdialog", 3)]
    assert told("level_proposals", "level", "proposed_by", "state") == [(3, "Gorm Vangsted", "open")]
    assert told("wishes", "competence", "wants", "shared_with") == [("Tegnsprog", True, None)]
    assert told("uses", "used_on", "what") == [("2026-03-02", "Skrev om")]
