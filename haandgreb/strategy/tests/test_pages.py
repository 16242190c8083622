"""The pages of direction, goals and results as people meet them."""

import csv
import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import engage, give_role, make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import Draft
from haandgreb.strategy.actions import goals, results
from haandgreb.strategy.actions.statements import write
from haandgreb.strategy.models import GoalResult, Result, Statement, StrategicGoal
from haandgreb.strategy.tests.factories import a_goal, a_leader, a_result, measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def top():
    return make_unit("Styrelsen")


@pytest.fixture
def leader(top):
    return a_leader(top)


@pytest.fixture
def browser(client, leader):
    return sign_in(client, leader)


def page(browser, name, *args, **more):
    return browser.get(reverse(f"strategy:{name}", args=args), more)


def in_english(browser):
    browser.cookies["django_language"] = "en"
    return browser


def goal_form(**facts):
    today = clock.today()
    usual = {"title": "Svar til tiden", "starts_on": today.isoformat(), "ends_on": today.isoformat()}
    return {**usual, **facts}


class TestTheFrontPage:
    def test_an_empty_workplace_is_told_where_to_begin(self, browser):
        text = page(browser, "home").content.decode()

        assert "Hvad er arbejdspladsen her for?" in text
        assert "Skriv kerneopgaven" in text
        assert "Her gælder ingen mål endnu" in text

    def test_it_shows_what_holds_in_my_unit_and_what_we_mean_by_it(self, client, leader, top):
        unit, beside = make_unit("Tilskud", top), make_unit("Data", top)
        write("core_task", by=leader, text="At alle har et mødested")
        goal = a_goal(leader, "Alles mål")
        goals.make_own(goal, unit, by=leader, title="Vores mål", meaning="Hos os betyder det, at …")
        a_goal(leader, "Naboens mål", unit=beside)
        mads = sign_in(client, make_person("Mads Rosenklint", unit))

        mine, theirs = page(mads, "home").content.decode(), page(mads, "home", unit=beside.pk).content.decode()

        assert [name in mine for name in ("At alle har", "Alles mål", "Vores mål", "Hos os", "Naboens mål")] == [
            True,
            True,
            True,
            True,
            False,
        ]
        assert [name in theirs for name in ("Alles mål", "Vores mål", "Naboens mål")] == [True, False, True]

    @pytest.mark.parametrize("unit", ["nonsense", "11111111-1111-1111-1111-111111111111"])
    def test_a_unit_that_is_not_there_is_not_found(self, browser, unit):
        assert page(browser, "home", unit=unit).status_code == 404

    def test_goals_move_up_and_down_without_script(self, browser, leader):
        first, second = a_goal(leader, "Første"), a_goal(leader, "Anden")

        browser.post(reverse("strategy:goal_move", args=[second.pk]), {"act": "up", "place": second.place})

        assert list(StrategicGoal.objects.all()) == [second, first]

    def test_who_moves_a_goal_that_has_moved_is_told_and_nothing_moves(self, browser, leader):
        first, second = a_goal(leader, "Første"), a_goal(leader, "Anden")

        answer = browser.post(reverse("strategy:goal_move", args=[second.pk]), {"act": "up", "place": 99}, follow=True)

        assert "Nogen har flyttet målene i mellemtiden" in answer.content.decode()
        assert list(StrategicGoal.objects.all()) == [first, second]

    def test_as_many_questions_to_the_database_however_many_goals(
        self, browser, leader, top, django_assert_max_num_queries
    ):
        units = [make_unit(f"Enhed {number}", top) for number in range(4)]
        for number in range(12):
            goal = a_goal(leader, f"Mål {number}", owner=leader)
            goals.make_own(goal, units[number % 4], by=leader, title="Vores", meaning="…", owner=leader)
            a_result(goal, leader)

        with django_assert_max_num_queries(40):
            page(browser, "home", unit=units[0].pk)


class TestTheDirection:
    def test_an_earlier_text_is_read_with_who_and_when(self, browser, leader):
        write("vision", by=leader, text="Det gamle")
        browser.post(reverse("strategy:statement_edit", args=["vision"]), {"text": "Det nye", "version": 1})

        text = page(browser, "statement", "vision").content.decode()

        assert text.index("Det nye") < text.index("Det gamle")
        assert "Freja Birkelys" in text

    def test_two_who_write_at_once_see_both_texts(self, browser, leader):
        write("vision", by=leader, text="Den andens")

        answer = browser.post(reverse("strategy:statement_edit", args=["vision"]), {"text": "Min", "version": 0})
        settled = browser.post(
            reverse("strategy:statement_edit", args=["vision"]),
            {"text": "Vores", "text_en": "", "version": 1, "keep": "both"},
        )

        assert answer.status_code == 409
        assert [name in answer.content.decode() for name in ("Den andens", "Min")] == [True, True]
        assert settled.status_code == 302
        assert str(Statement.objects.current().get()) == "Vores"

    def test_unknown_kinds_are_not_found(self, browser):
        assert page(browser, "statement", "motto").status_code == 404

    def test_what_was_typed_waits_until_it_is_saved(self, browser):
        browser.post(reverse("save_draft", args=["strategy-vision"]), {"text": "Halv sætning", "version": 0})

        assert "Halv sætning" in page(browser, "statement_edit", "vision").content.decode()
        browser.post(reverse("strategy:statement_edit", args=["vision"]), {"text": "Hel sætning", "version": 0})
        assert not Draft.objects.exists()

    def test_what_was_typed_can_be_let_go(self, browser):
        browser.post(reverse("save_draft", args=["strategy-vision"]), {"text": "Halv sætning", "version": 0})

        browser.post(reverse("drop_draft", args=["strategy-vision"]))

        assert not Draft.objects.exists()


class TestGoals:
    def test_a_goal_is_written_once_however_often_the_button_is_pressed(self, browser):
        for _press in range(2):
            answer = browser.post(reverse("strategy:goal_new"), {**goal_form(), "once": "x" * 24})

        goal = StrategicGoal.objects.get()
        assert answer.url == reverse("strategy:goal", args=[goal.pk])

    def test_who_leads_a_unit_writes_goals_there_and_nowhere_else(self, client, top):
        unit, beside = make_unit("Tilskud", top), make_unit("Data", top)
        head = make_person("Frida Moseklint", unit)
        make_manager(head, unit)
        browser = sign_in(client, head)

        answers = [
            browser.post(reverse("strategy:goal_new"), goal_form(title=f"Mål {n}", unit=place))
            for n, place in enumerate([unit.pk, beside.pk, ""])
        ]

        assert [answer.status_code for answer in answers] == [302, 422, 422]
        assert "Du skriver ikke mål dér" in answers[1].content.decode()
        assert StrategicGoal.objects.get().unit == unit

    def test_a_circle_is_refused_beside_the_field_and_what_was_typed_stays(self, browser, leader, top):
        first = a_goal(leader, unit=top)
        second = a_goal(leader, "Den næste", unit=top, parent=first)

        answer = browser.post(
            reverse("strategy:goal_edit", args=[first.pk]),
            goal_form(title="Et nyt navn", parent=second.pk, version=first.version),
        )

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Et mål kan ikke ende med at tjene sig selv" in text
        assert 'value="Et nyt navn"' in text
        first.refresh_from_db()
        assert (first.parent, first.title, first.version) == (None, "Afgørelser, der forstås og holder", 1)

    def test_two_who_change_a_goal_at_once_see_both_texts_and_choices(self, browser, leader):
        other = make_person("Gorm Vangsted", leader.engagements.get().unit)
        goal = a_goal(leader, "Den første")
        goals.change(StrategicGoal.objects.get(), {"title": "Den andens", "owner": other}, by=leader)

        answer = browser.post(
            reverse("strategy:goal_edit", args=[goal.pk]), goal_form(title="Min", owner=leader.name, version=1)
        )

        text = answer.content.decode()
        assert answer.status_code == 409
        assert [name in text for name in ("Den andens", "Min", "Gorm Vangsted")] == [True, True, True]
        assert GoalResult.objects.count() == 0

    def test_a_unit_makes_a_goal_its_own_and_finds_it_there_the_second_time(self, browser, leader, top):
        goal, unit = a_goal(leader), make_unit("Tilskud", top)
        sent = {"unit": unit.pk, "title": "En svardato", "meaning": "Hos os …"}

        first = browser.post(reverse("strategy:goal_own", args=[goal.pk]), sent)
        second = browser.post(reverse("strategy:goal_own", args=[goal.pk]), sent)

        own = goal.made_own.get()
        assert first.url == second.url == reverse("strategy:goal", args=[own.pk])
        assert own.meaning == "Hos os …"

    def test_its_page_tells_of_its_results_its_units_and_what_it_said(self, browser, leader, top):
        goal = a_goal(leader, "Kortere sagsbehandlingstid", why="Foreninger kan ikke vente")
        result = a_result(goal, leader, baseline=Decimal(34), baseline_on=clock.today(), target=Decimal(15))
        goals.make_own(goal, make_unit("Tilskud", top), by=leader, title="En svardato", meaning="Hos os …")
        goals.change(goal, {"title": "Svar til tiden"}, by=leader)

        text = page(browser, "goal", goal.pk).content.decode()

        for told in ("Svar til tiden", "Foreninger kan ikke vente", str(result), "34 · mål 15", "Hos os …"):
            assert told in text
        assert "Målet hed »Kortere sagsbehandlingstid«, da det her blev skrevet." in " ".join(text.split())

    def test_closing_needs_a_reason_and_deleting_what_is_built_on_is_refused(self, browser, leader):
        goal = a_goal(leader)
        a_result(goal, leader)
        address = reverse("strategy:goal_close", args=[goal.pk])

        without = browser.post(address, {"why": ""})
        deleted = browser.post(address, {"act": "delete"}, follow=True)
        closed = browser.post(address, {"why": "Nået"}, follow=True)

        assert without.status_code == 422
        assert "så det kan ikke slettes" in deleted.content.decode()
        assert "Målet blev lukket" in closed.content.decode()
        assert StrategicGoal.objects.get().closed_why == "Nået"

    def test_what_nothing_is_built_on_is_deleted(self, browser, leader):
        goal = a_goal(leader)

        browser.post(reverse("strategy:goal_close", args=[goal.pk]), {"act": "delete"})

        assert not StrategicGoal.objects.exists()


class TestResults:
    def test_a_target_without_a_place_to_start_is_refused_and_all_that_was_typed_stays(self, browser, leader):
        goal = a_goal(leader)
        sent = {"title": "Færre ringer", "indicator": "opkald", "target": "15,5", "timing": "lag", "strength": "hope"}

        answer = browser.post(reverse("strategy:result_new", args=[goal.pk]), sent)

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "Et mål skal have et sted at begynde" in text
        for typed in ('value="Færre ringer"', 'value="opkald"', 'value="15,5"'):
            assert typed in text
        assert not Result.objects.exists()

    @pytest.mark.parametrize(
        ("start", "saved"),
        [
            ({"baseline": "1.234,5"}, (Decimal("1234.5"), None)),
            ({"baseline_by": "2099-01-04"}, (None, "2099-01-04")),
        ],
    )
    def test_with_a_baseline_or_a_day_for_it_the_target_stands(self, browser, leader, start, saved):
        goal = a_goal(leader)
        sent = {"title": "Færre ringer", "target": "15", "timing": "lead", "strength": "known", **start}

        browser.post(reverse("strategy:result_new", args=[goal.pk]), sent)

        result = Result.objects.get()
        day = result.baseline_by.isoformat() if result.baseline_by else None
        assert (result.baseline, day) == saved
        assert result.goal_links.get().strength == "known"

    def test_hints_are_told_and_stop_nothing(self, browser, leader):
        goal = a_goal(leader)
        sent = {"title": "Gennemført kursus i klart sprog", "timing": "lead", "strength": "hope"}

        text = browser.post(reverse("strategy:result_new", args=[goal.pk]), sent, follow=True).content.decode()

        assert "Det lyder som noget, I gør." in text
        assert Result.objects.get().title == "Gennemført kursus i klart sprog"

    def test_numbers_of_two_who_change_at_once_are_chosen_as_they_are_written(self, browser, leader):
        result = a_result(a_goal(leader), leader, baseline=Decimal("34.5"), target=Decimal(15))
        results.change(Result.objects.get(), {"target": Decimal("1234.5")}, by=leader)

        answer = browser.post(
            reverse("strategy:result_edit", args=[result.pk]),
            {"title": result.title, "baseline": "34,5", "target": "12,5", "timing": "lead", "version": 1},
        )

        text = answer.content.decode()
        assert answer.status_code == 409
        assert [f'value="{number}"' in text for number in ("1234,5", "12,5", "34,5")] == [True, True, True]

    def test_measurements_are_written_corrected_and_deleted(self, browser, leader):
        result = a_result(a_goal(leader), leader)
        today = clock.today().isoformat()

        browser.post(reverse("strategy:measure", args=[result.pk]), {"measured_on": today, "value": "1.234,5"})
        row = result.measurements.get()
        taken = browser.post(reverse("strategy:measure", args=[result.pk]), {"measured_on": today, "value": "7"})
        browser.post(
            reverse("strategy:measurement", args=[row.pk]), {"measured_on": today, "value": "12,25", "version": 1}
        )
        row.refresh_from_db()
        corrected = row.value
        browser.post(reverse("strategy:measurement_remove", args=[row.pk]))

        assert corrected == Decimal("12.25")
        assert taken.status_code == 422
        assert "Der er allerede en måling for den dag" in taken.content.decode()
        assert not result.measurements.exists()

    @pytest.mark.parametrize(
        ("sent", "told"),
        [
            ({"value": "tolv"}, "Skriv et tal"),
            ({"value": "123456789012"}, "Tallet er for langt"),
            ({"value": ""}, "Udfyld"),
            ({"value": "7", "measured_on": "2099-01-04"}, "Den dag er ikke kommet endnu"),
        ],
    )
    def test_what_is_no_measurement_is_told_beside_the_field(self, browser, leader, sent, told):
        result = a_result(a_goal(leader), leader)
        usual = {"measured_on": clock.today().isoformat()}

        answer = browser.post(reverse("strategy:measure", args=[result.pk]), {**usual, **sent})

        assert answer.status_code == 422
        assert told in answer.content.decode()

    def test_the_file_is_harmless_to_a_spreadsheet(self, browser, leader):
        result = a_result(a_goal(leader), leader, measured_in="=cmd", baseline=None)
        measured(result, 3, -1234.5, note="=HYPERLINK(1)", written_by=leader)

        answer = page(browser, "measurements_csv", result.pk)

        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        assert rows[1] == [
            (clock.today() - timedelta(days=3)).isoformat(),
            "-1234,5",
            "'=cmd",
            "'=HYPERLINK(1)",
            "Freja Birkelys",
        ]

    def test_a_result_is_connected_to_goals_as_surely_as_one_says(self, browser, leader):
        first, second = a_goal(leader), a_goal(leader, "Et andet")
        result = a_result(first, leader)
        link = reverse("strategy:result_connection", args=[result.pk, second.pk])

        browser.post(reverse("strategy:result_connect", args=[result.pk]), {"goal": second.pk, "strength": "hope"})
        browser.post(link, {"act": "strength", "strength": "known"})
        browser.post(reverse("strategy:result_connection", args=[result.pk, first.pk]), {"act": "remove"})

        assert [(row.goal, row.strength) for row in result.goal_links.all()] == [(second, "known")]

    def test_its_page_asks_as_much_however_often_it_was_measured(self, browser, leader, django_assert_max_num_queries):
        result = a_result(a_goal(leader), leader)
        for number in range(40):
            measured(result, number, number, written_by=leader)

        with django_assert_max_num_queries(40):
            answer = page(browser, "result", result.pk)

        assert "Vis som tabel" in answer.content.decode()


class TestWhoReadsWhat:
    def test_the_works_council_reads_all_of_it_without_names(self, client, leader, top):
        goal = a_goal(leader, owner=leader)
        result = a_result(goal, leader, owner=leader)
        measured(result, 3, 5, written_by=leader)
        write("vision", by=leader, text="Vi ses")
        council = make_person("Ivan Vindeholt", top)
        give_role(council, Role.Kind.WORKS_COUNCIL)
        browser = sign_in(client, council)

        pages = [("home",), ("goal", goal.pk), ("result", result.pk), ("statement", "vision")]
        texts = [page(browser, *which).content.decode() for which in pages]
        texts.append(b"".join(page(browser, "measurements_csv", result.pk).streaming_content).decode())

        assert [("Freja" in text) for text in texts] == [False] * 5

    def test_both_languages(self, browser, leader):
        goal = a_goal(leader, title_en="Decisions that hold", why="Fordi", why_en="Because")
        a_result(goal, leader, title_en="Fewer calls")

        danish = page(browser, "goal", goal.pk).content.decode()
        browser.cookies["django_language"] = "en"
        leader.language = "en"
        leader.save()
        english = page(browser, "goal", goal.pk).content.decode()

        assert [word in danish for word in ("Afgørelser, der forstås", "Fordi", "Delresultater, vi vil se")] == [
            True
        ] * 3
        assert [word in english for word in ("Decisions that hold", "Because", "Results we want to see")] == [True] * 3


def test_somebody_in_two_units_sees_the_goals_of_the_one_she_chooses(client, leader, top):
    first, second = make_unit("Tilskud", top), make_unit("Data", top)
    mads = make_person("Mads Rosenklint", first)
    engage(mads, second)
    a_goal(leader, "Datas mål", unit=second)
    browser = sign_in(client, mads)

    assert "Datas mål" in page(browser, "home", unit=second.pk).content.decode()
