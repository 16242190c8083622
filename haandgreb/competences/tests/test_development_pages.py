"""The pages of development goals: the form with and without script, two who write at once, lists, the home card."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from haandgreb.competences.handle_words import HANDLES
from haandgreb.competences.models import DevelopmentGoal, Support
from haandgreb.competences.queries.development_links import key_of
from haandgreb.competences.tests.development_factory import TITLE, a_goal, a_shared_goal, an_agreed_goal, in_days
from haandgreb.competences.tests.level_factory import Pair
from haandgreb.impactmap.tests.factories import a_learning_goal, a_map, a_practice
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import Draft
from haandgreb.toolbox.content_reader import handles

pytestmark = pytest.mark.django_db

NEW = "/competences/goals/new/"


@pytest.fixture
def pair():
    return Pair()


@pytest.fixture
def mads(client, pair):
    return sign_in(client, pair.person)


def said(response):
    return [str(message) for message in response.context["messages"]]


def filled(pair, **changes):
    """What a browser sends for a whole goal."""
    return {
        "title": TITLE,
        "local_task": "Breve fra tilskud",
        "changed_practice": "Når jeg giver delvist afslag, skriver jeg vægtningen først",
        "sign": "Makkeren kan gengive brevet",
        "sign_where": "user",
        "fund": "none",
        "path_1_text": "Fire timer hos Jette",
        "path_1_room": "formal",
        "path_1_handle": "HG-02",
        "path_1_due_on": in_days(20).isoformat(),
        "path_2_room": "informal",
        "support_1_who": pair.manager.email,
        "support_1_text": "Læser to breve",
        "support_1_due_on": in_days(10).isoformat(),
        "day_1_on": in_days(30).isoformat(),
        **changes,
    }


def the_goal():
    return DevelopmentGoal.objects.get()


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


class TestWriting:
    def test_a_title_is_enough_to_save(self, mads):
        response = mads.post(NEW, {"title": "Lukke et forsøg"}, follow=True)

        assert said(response) == ["Målet er gemt. Kun du kan se det, indtil du deler det."]
        assert (the_goal().title, the_goal().state, the_goal().path.count()) == ("Lukke et forsøg", "private", 0)

    def test_a_manager_who_was_filled_in_asks_for_nothing(self, mads, pair):
        form = mads.get(NEW).context["form"]
        sent = {"title": "Lukke et forsøg", "support_1_who": form["support_1_who"].value()}

        assert mads.post(NEW, sent).status_code == 302
        assert the_goal().support.count() == 0

    def test_a_helper_without_a_word_of_what_is_asked_about(self, mads, pair):
        colleague = make_person("Ivan Vindeholt", pair.unit)

        response = mads.post(NEW, {"title": "Lukke et forsøg", "support_1_who": colleague.email})

        assert errors(response) == {"support_1_text": ["Skriv, hvad der bliver gjort."]}

    def test_everything_that_is_filled_in_is_kept(self, mads, pair):
        mads.post(NEW, filled(pair))

        goal = the_goal()
        assert [(step.text, step.room, step.handle) for step in goal.path.all()] == [
            ("Fire timer hos Jette", "formal", "HG-02")
        ]
        assert [(one.who, one.text, one.due_on) for one in goal.support.all()] == [
            (pair.manager, "Læser to breve", in_days(10))
        ]
        assert list(goal.follow_ups.values_list("due_on", flat=True)) == [in_days(30)]

    def test_pressing_twice_makes_one_goal(self, mads, pair):
        sent = filled(pair, once="t" * 24)

        first, second = mads.post(NEW, sent), mads.post(NEW, sent)

        assert (first.url, DevelopmentGoal.objects.count()) == (second.url, 1)

    def test_nothing_is_lost_when_something_is_wrong(self, mads, pair):
        response = mads.post(NEW, filled(pair, title="", path_3_due_on=in_days(9).isoformat()))

        assert response.status_code == 422
        assert errors(response) == {
            "title": ["Skriv, hvad du vil kunne."],
            "path_3_text": ["Skriv, hvad du gør i skridtet."],
        }
        assert "Makkeren kan gengive brevet" in response.content.decode()

    @pytest.mark.parametrize(
        ("field", "value", "told"),
        [
            ("hangs_on", "practice-00000000-0000-4000-8000-000000000000", "Det findes ikke her. Vælg på listen."),
            ("hangs_on", "person-1", "Det findes ikke her. Vælg på listen."),
            ("competence", "00000000-0000-4000-8000-000000000000", "Det findes ikke her. Vælg på listen."),
            ("sign", "Ring til 010190-1235", "Det ligner et CPR-nummer. Slet det, før du gemmer."),
        ],
    )
    def test_what_is_not_there_is_said_at_the_field(self, mads, pair, field, value, told):
        response = mads.post(NEW, filled(pair, **{field: value}))

        assert (response.status_code, errors(response)) == (422, {field: [told]})
        assert DevelopmentGoal.objects.count() == 0

    @pytest.mark.parametrize(("field", "value"), [("hours", "-1"), ("cost", "mange"), ("level_to", "6"), ("fund", "x")])
    def test_figures_out_of_range_are_refused(self, mads, pair, field, value):
        assert list(errors(mads.post(NEW, filled(pair, **{field: value})))) == [field]

    def test_formatted_text_is_plain(self, mads, pair):
        mads.post(NEW, filled(pair, why="<b>Fordi</b>\u202e det\r\nhaster"))

        page = mads.get(reverse("competences:development_goal", args=[the_goal().pk])).content.decode()
        assert the_goal().why == "<b>Fordi</b> det\nhaster"
        assert "&lt;b&gt;Fordi&lt;/b&gt;" in page

    def test_a_practice_change_somebody_cannot_see_cannot_be_chosen(self, mads, pair):
        hidden = a_practice(None, pair.manager, "En anden enheds", units=[make_unit("Data")])

        response = mads.post(NEW, filled(pair, hangs_on=key_of(hidden)))

        assert errors(response) == {"hangs_on": ["Det findes ikke her. Vælg på listen."]}
        assert "En anden enheds" not in response.content.decode()

    def test_what_is_chosen_brings_the_line_above_it(self, mads, pair):
        line = a_map(pair.manager, units=[pair.unit])

        mads.post(NEW, filled(pair, hangs_on=key_of(line.learning), local_task=""))

        goal = the_goal()
        assert (goal.goal, goal.result, goal.practice, goal.learning_goal) == (
            line.goal,
            line.result,
            line.practice,
            line.learning,
        )

    def test_a_goal_begun_from_the_map_hangs_there(self, mads, pair):
        line = a_map(pair.manager)

        form = mads.get(f"{NEW}?on={key_of(line.practice)}").context["form"]

        who = f"Gorm Vangsted <{pair.manager.email}>"
        assert (form["hangs_on"].value(), form["support_1_who"].value()) == (key_of(line.practice), who)

    def test_what_somebody_typed_comes_back_with_all_its_rows(self, mads, pair):
        mads.post(reverse("save_draft", args=["competences-goal-new"]), {"title": "Halvt", "path_7_text": "Nummer syv"})

        page = mads.get(NEW)

        assert page.context["form"]["path_7_text"].value() == "Nummer syv"
        mads.post(NEW, {"act": "drop"})
        assert Draft.objects.count() == 0

    def test_a_saved_goal_leaves_no_draft(self, mads, pair):
        mads.post(reverse("save_draft", args=["competences-goal-new"]), {"title": "Halvt"})
        mads.post(NEW, filled(pair))

        assert Draft.objects.count() == 0


class TestTwoWriters:
    def test_both_texts_are_shown_and_nothing_is_lost(self, client, pair):
        goal = a_shared_goal(pair)
        address = reverse("competences:development_edit", args=[goal.pk])
        sign_in(client, pair.manager).post(address, filled(pair, version=1, why="Fordi det haster"))

        sent = filled(pair, version=1, why="Fordi jeg vil", path_2_text="Læse fem breve")
        response = sign_in(client, pair.person).post(address, sent)

        assert response.status_code == 409
        clashes = {clash.name: (clash.mine, clash.theirs) for clash in response.context["conflict"].clashes}
        assert clashes == {
            "why": ("Fordi jeg vil", "Fordi det haster"),
            "path_2_text": ("Læse fem breve", ""),
        }
        kept = dict(response.context["conflict"].kept)
        both = {**kept, "why": "Begge dele", "path_2_text": "Læse fem breve", "version": 2, "keep": "both"}
        client.post(address, both)

        goal.refresh_from_db()
        assert (goal.why, goal.version) == ("Begge dele", 3)
        assert [step.text for step in goal.path.all()] == ["Fire timer hos Jette", "Læse fem breve"]
        assert Support.objects.get().who == pair.manager

    def test_keeping_theirs_writes_nothing(self, client, pair):
        goal = a_shared_goal(pair)
        address = reverse("competences:development_edit", args=[goal.pk])

        response = sign_in(client, pair.person).post(address, {"keep": "theirs"})

        goal.refresh_from_db()
        assert (response.url, goal.version) == (reverse("competences:development_goal", args=[goal.pk]), 1)

    def test_two_who_wrote_the_same_do_not_have_to_choose(self, client, pair):
        goal = a_shared_goal(pair)
        address = reverse("competences:development_edit", args=[goal.pk])
        sent = filled(pair, version=1, why="Det samme")
        sign_in(client, pair.manager).post(address, sent)

        assert sign_in(client, pair.person).post(address, sent).status_code == 302


class TestAgreeing:
    def act(self, client, person, goal, page, **sent):
        return sign_in(client, person).post(reverse(f"competences:{page}", args=[goal.pk]), sent, follow=True)

    def test_from_a_draft_to_an_agreed_goal(self, client, pair):
        goal = a_goal(pair)

        shared = self.act(client, pair.person, goal, "development_share", manager=pair.manager.pk)
        asked = self.act(client, pair.person, goal, "development_yes", version=1)
        agreed = self.act(client, pair.manager, goal, "development_yes", version=1)

        assert said(shared) == ["Delt med Gorm Vangsted. Du kan trække det tilbage, indtil I begge har sagt ja."]
        assert said(asked) == ["Du har sagt ja. Målet er aftalt, når Gorm Vangsted siger ja til den samme tekst."]
        assert said(agreed) == ["I har begge sagt ja. Målet er aftalt."]
        assert the_goal().state == "agreed"

    def test_what_is_missing_is_listed(self, client, pair):
        goal = a_shared_goal(pair, sign="", days=[])

        page = sign_in(client, pair.person).get(reverse("competences:development_goal", args=[goal.pk]))
        answer = self.act(client, pair.person, goal, "development_yes", version=1)

        assert [str(what) for what in page.context["missing"]] == [
            "Sådan kan vi se det",
            "En dag, hvor I følger op",
        ]
        assert said(answer) == ["Før I kan aftale målet, mangler der: Sådan kan vi se det; En dag, hvor I følger op."]

    def test_a_yes_to_a_text_that_was_changed_is_no_yes(self, client, pair):
        goal = a_shared_goal(pair)
        edit = reverse("competences:development_edit", args=[goal.pk])
        sign_in(client, pair.manager).post(edit, filled(pair, version=1, why="Mere"))

        answer = self.act(client, pair.person, goal, "development_yes", version=1)

        assert said(answer) == ["Teksten er ændret imens. Læs den, og sig ja til det, der står nu."]

    def test_withdrawing_makes_it_hers_alone(self, client, pair):
        goal = a_shared_goal(pair)

        answer = self.act(client, pair.person, goal, "development_share", act="withdraw")

        assert said(answer) == ["Trukket tilbage. Kun du kan se det nu."]
        page = reverse("competences:development_goal", args=[goal.pk])
        assert sign_in(client, pair.manager).get(page).status_code == 404

    def test_it_is_shared_with_nobody_but_a_nearest_manager(self, client, pair):
        goal = a_goal(pair)
        colleague = make_person("Ivan Vindeholt", pair.unit)

        answer = self.act(client, pair.person, goal, "development_share", manager=colleague.pk)

        assert (answer.status_code, the_goal().state) == (404, "private")

    def test_the_manager_reads_no_hints_as_one_counts_goals_she_cannot_see(self, client, pair):
        goal = a_shared_goal(pair, why="")
        for number in range(3):
            a_goal(pair, title=f"Hemmeligt {number}")
        address = reverse("competences:development_goal", args=[goal.pk])

        hers = sign_in(client, pair.person).get(address).context["hints"]
        managers = sign_in(client, pair.manager).get(address).context["hints"]

        assert (len(hers), len(managers)) == (3, 0)

    def test_hints_stop_nothing(self, client, pair):
        goal = a_shared_goal(pair, title="Kursus i forvaltningsret", why="", sign_where="figures")

        page = sign_in(client, pair.person).get(reverse("competences:development_goal", args=[goal.pk]))
        answer = self.act(client, pair.person, goal, "development_yes", version=1)

        assert len(page.context["hints"]) == 4
        assert the_goal().yes_by == pair.person
        assert answer.status_code == 200


class TestHowItGoes:
    def test_one_press_from_the_list_is_a_step_further(self, mads, pair):
        goal = a_goal(pair)
        page = mads.get("/competences/goals/")
        assert page.context["lines"][0].next_status == "trying"

        answer = mads.post(
            reverse("competences:development_status", args=[goal.pk]),
            {"status": "trying", "next": "/competences/goals/"},
            follow=True,
        )

        assert (the_goal().status, the_goal().version) == ("trying", 1)
        assert answer.request["PATH_INFO"] == "/competences/goals/"

    def test_the_press_leads_nowhere_else(self, mads, pair):
        goal = a_goal(pair)
        page = reverse("competences:development_status", args=[goal.pk])

        answer = mads.post(page, {"status": "trying", "next": "https://example.org/"})

        assert answer.url == reverse("competences:development_goal", args=[goal.pk])

    def test_a_status_there_is_not_changes_nothing(self, mads, pair):
        goal = a_goal(pair)
        mads.post(reverse("competences:development_status", args=[goal.pk]), {"status": "done", "brake": "rain"})

        assert (the_goal().status, the_goal().brake) == ("not_begun", "")

    def test_a_follow_up_is_written_down_once(self, mads, pair):
        goal = an_agreed_goal(pair)
        address = reverse("competences:development_follow_up", args=[goal.pk, goal.follow_ups.get().pk])
        sent = {"status": "using", "note": "Fem breve", "next_on": in_days(60).isoformat()}

        first, second = mads.post(address, sent, follow=True), mads.post(address, sent, follow=True)

        assert said(first) == ["Opfølgningen er skrevet ned."]
        assert said(second) == ["En anden nåede at skrive opfølgningen ned før dig. Den står her."]
        assert goal.follow_ups.count() == 2

    def test_a_follow_up_says_how_it_goes(self, mads, pair):
        goal = an_agreed_goal(pair)
        address = reverse("competences:development_follow_up", args=[goal.pk, goal.follow_ups.get().pk])

        response = mads.post(address, {"note": "Fem breve"})

        assert (response.status_code, errors(response)) == (422, {"status": ["Vælg, hvordan det går."]})


class TestHome:
    def test_the_line_from_the_goal_of_the_workplace_to_hers(self, mads, pair):
        line = a_map(pair.manager)
        mads.post(NEW, filled(pair, hangs_on=key_of(line.practice)))

        (card,) = [one for one in mads.get("/").context["cards"] if "development" in one.template]

        (shown,) = card.context["lines"]
        assert (shown.chain.goal, shown.chain.result, shown.chain.practice, shown.goal.title) == (
            line.goal,
            line.result,
            line.practice,
            TITLE,
        )

    def test_an_empty_card_teaches_and_offers_one_act(self, mads):
        page = mads.get("/").content.decode()

        assert page.count(f'href="{NEW}"') == 1

    def test_at_most_three_that_she_works_on(self, mads, pair):
        for number in range(5):
            a_goal(pair, title=f"Mål {number}")
        DevelopmentGoal.objects.filter(title="Mål 0").update(status="part")

        (card,) = [one for one in mads.get("/").context["cards"] if "development" in one.template]

        assert [line.goal.title for line in card.context["lines"]] == ["Mål 1", "Mål 2", "Mål 3"]


class TestOffers:
    def test_the_map_offers_to_make_it_a_goal_of_hers(self, pair):
        from haandgreb.shared.passport import pages_about

        learning = a_learning_goal(None, pair.manager)

        links = [link.url for link in pages_about(pair.person, learning)]

        assert f"{NEW}?on={key_of(learning)}" in links


@pytest.mark.parametrize("address", ["/competences/goals/", "/competences/goals/staff/"])
def test_lists_ask_as_much_for_one_goal_as_for_nine(client, pair, address):
    sign_in(client, pair.manager if "staff" in address else pair.person)

    def asked():
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        return len(queries)

    an_agreed_goal(pair)
    one = asked()
    for number in range(8):
        an_agreed_goal(pair, title=f"Mål {number}")

    assert asked() == one


def test_a_follow_up_that_is_late_is_said_without_blame(mads, pair):
    goal = an_agreed_goal(pair)
    goal.follow_ups.update(due_on=clock.today() - timedelta(days=3))

    page = mads.get("/competences/goals/").content.decode()

    assert "fristen for opfølgning var" in page


@pytest.mark.parametrize("language", ["da", "en"])
def test_handles_are_called_as_in_the_toolbox(language):
    with translation.override(language):
        ours = {key: str(name) for key, name in HANDLES.items()}

    assert ours == {handle.id: getattr(handle.name, language) for handle in handles()}
